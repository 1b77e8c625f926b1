"""What waits for somebody: upper rooms tell, the day's page and the navigation ask."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stories.foundation.access import Actor


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. ``kind`` is a tag colour (wait, stop, info, ok) and ``tag`` its word.

    ``endpoint`` is the door it belongs to, for the count beside it in the navigation.
    """

    kind: str
    tag: str
    sentence: str
    url: str
    action: str
    endpoint: str


Provider = Callable[[Actor], Iterable[Waiting]]
_providers: list[Provider] = []


def tell(provider: Provider) -> None:
    """A room adds its provider, once."""
    if provider not in _providers:
        _providers.append(provider)


def waiting_for(actor: Actor) -> list[Waiting]:
    """Everything that waits for an actor, the urgent first."""
    order = {"stop": 0, "wait": 1, "info": 2, "ok": 3}
    found = [item for provider in _providers for item in provider(actor)]
    return sorted(found, key=lambda item: order.get(item.kind, 4))
