"""Why something is permitted or not: whose word it is, and what would change it. Pure.

Told from the same ``Say``s that ``permitted`` is the meet of: whatever is missing in the answer
is missing in one of them, so no refusal can go unexplained (DOMAIN C2, C5).
"""

import enum
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from stories.people.models import Audience, Stage, Use
from stories.people.rules.facts import (
    IN_THE_ROOM,
    ORDER,
    Agreed,
    Gap,
    Missing,
    Permission,
    Voice,
)
from stories.people.rules.permission import meet, sayings
from stories.people.rules.sayings import Say


class Change(enum.StrEnum):
    """What would change it. Nobody is talked out of a no."""

    ASK = "ask"  # nobody has asked them yet, or what they said has run out
    ASK_ANEW = "ask_anew"  # taken back: only a new agreement, freely given
    ASK_FOR_MORE = "ask_for_more"  # they agreed, but not so far
    RESPECT = "respect"  # they said no
    KEEP = "keep"  # a decision that wins
    WAIT = "wait"  # closed until a day
    LOOK_AGAIN = "look_again"  # the day of a closure has come
    ENTER = "enter"  # something was never written down


CHANGES = {
    Gap.NO_AGREEMENT_BEFORE: Change.ASK,
    Gap.NO_AGREEMENT_AFTER: Change.ASK,
    Gap.NO_REPRESENTATIVE: Change.ASK,
    Gap.NO_ASSENT: Change.ASK,
    Gap.EXPIRED: Change.ASK,
    Gap.CAME_OF_AGE: Change.ASK,
    Gap.WITHDRAWN: Change.ASK_ANEW,
    Gap.REFUSED: Change.RESPECT,
    Gap.NEVER_PUBLISH: Change.KEEP,
    Gap.CLOSED: Change.WAIT,
    Gap.CLOSURE_OVER: Change.LOOK_AGAIN,
    Gap.BIRTH_UNKNOWN: Change.ENTER,
    Gap.NOBODY: Change.ENTER,
    Gap.KEPT_BACK: Change.KEEP,
    Gap.RESTRICTED: Change.KEEP,
}


@dataclass(frozen=True)
class Obstacle:
    """Who stands in the way with which word; without a gap they agreed, but not so far.

    ``person_id`` is None where it is about the recording itself, ``signer_id`` where nobody in
    particular has to speak. ``agreed`` is the agreement, if it is one and not its absence.
    """

    person_id: uuid.UUID | None
    gap: Gap | None
    change: Change
    signer_id: uuid.UUID | None = None
    agreed: Agreed | None = None


@dataclass(frozen=True)
class Hindered:
    """An obstacle, and everything it keeps from being done."""

    obstacle: Obstacle
    uses: frozenset[Use]
    audiences: frozenset[Audience]


@dataclass(frozen=True)
class Ground:
    """An agreement about somebody that what is permitted rests on."""

    person_id: uuid.UUID
    agreed: Agreed


@dataclass(frozen=True)
class Explanation:
    """The answer, what it rests on, and what stands in the way of the rest."""

    permission: Permission
    rests_on: tuple[Ground, ...]
    hindered: tuple[Hindered, ...]

    def against(self, wanted: Use | Audience) -> tuple[Obstacle, ...]:
        """Everything that keeps a use or an audience from being permitted; empty if it is."""
        return tuple(
            item.obstacle for item in self.hindered if wanted in item.uses | item.audiences
        )


def explain(
    voices: Iterable[Voice],
    on: date,
    closed_until: date | None = None,
    decided: frozenset[Gap] = frozenset(),
) -> Explanation:
    """The answer of ``permitted``, taken apart."""
    says = sayings(voices, on, closed_until, decided)
    permission = meet(say.permits for say in says)
    return Explanation(permission, tuple(_grounds(says)), tuple(_hindered(says)))


def _grounds(says: Iterable[Say]) -> Iterator[Ground]:
    for say in says:
        if say.person_id is not None:
            for agreed in say.grounds:
                yield Ground(say.person_id, agreed)


def _hindered(says: Iterable[Say]) -> Iterator[Hindered]:
    found: dict[Obstacle, set[Use | Audience]] = {}
    beside: list[Missing] = []
    for say in says:
        hindrances = [(wanted, _obstacles(say, wanted)) for wanted in _lacking(say.permits)]
        for wanted, obstacles in hindrances:
            for obstacle in obstacles:
                found.setdefault(obstacle, set()).add(wanted)
        if not hindrances:  # a birth nobody knows hinders through what it makes of the others
            beside.extend(say.permits.missing)
    for missing in beside:
        theirs = [kept for one, kept in found.items() if one.person_id == missing.person_id]
        found.setdefault(_from(missing), set()).update(*theirs)
    for obstacle, kept in found.items():
        uses = frozenset(item for item in kept if isinstance(item, Use))
        yield Hindered(obstacle, uses, frozenset(i for i in kept if isinstance(i, Audience)))


def _lacking(permits: Permission) -> list[Use | Audience]:
    wider = ORDER[ORDER.index(permits.audience) + 1 :]
    return [*(use for use in Use if use not in permits.uses), *wider]


def _obstacles(say: Say, wanted: Use | Audience) -> list[Obstacle]:
    inside = wanted in IN_THE_ROOM
    if say.permits.missing and not (inside and say.permits.uses):
        return [_from(item) for item in say.permits.missing]
    stage = Stage.BEFORE if inside else Stage.AFTER
    return [
        Obstacle(say.person_id, None, Change.ASK_FOR_MORE, item.signer_id, item)
        for item in say.grounds
        if item.stage is stage
    ]


def _from(missing: Missing) -> Obstacle:
    change = CHANGES[missing.gap]
    return Obstacle(missing.person_id, missing.gap, change, missing.signer_id, missing.agreed)
