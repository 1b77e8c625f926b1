"""Whose turn it is: short sound first, each organisation its share, and nobody waits for ever.

Pure: no clock, no database.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PATIENCE = 12 * 3600.0
"""Seconds after which length and kind count no more: whoever waited so long is simply next."""
STEP = 600.0
"""What one rank of a kind weighs, in seconds of sound."""
Shares = Mapping[uuid.UUID | None, float]


@dataclass(frozen=True, slots=True)
class Waiter:
    """A piece of work that could be begun: the seconds its sound lasts and has waited.

    ``rank`` is its kind's: 0 comes before 1.
    """

    id: uuid.UUID
    owner: uuid.UUID | None = None
    seconds: float = 0.0
    waited: float = 0.0
    rank: int = 0


def in_turn(waiters: Iterable[Waiter], shares: Shares) -> list[Waiter]:
    """The order in which work is begun, the next one first.

    ``shares`` are the seconds of sound each organisation was served lately or is being served.
    """
    return sorted(waiters, key=lambda one: _place(one, shares))


def _place(one: Waiter, shares: Shares) -> tuple[float, float, str]:
    """As if everybody's sound ran out evenly: what the owner has had, and what this would add.

    What it would add fades while it waits, so that no stream of short ones keeps a long one out;
    what the owner has had does not, so that forty of one house keep no other house waiting.
    """
    fading = max(0.0, 1.0 - max(one.waited, 0.0) / PATIENCE)
    adds = (max(one.seconds, 0.0) + one.rank * STEP) * fading
    return shares.get(one.owner, 0.0) + adds, -one.waited, one.id.hex
