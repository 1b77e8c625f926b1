"""What the house keeps about one person: each room tells of its own rows and files.

The page «what do we hold about you», its export, and the list of what an erasure would touch
all ask here, so that none of them can forget what another knows (DOMAIN C8, X6).
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Holding:
    """One row about somebody.

    ``title`` is a line in the reader's language; ``facts`` are its values as JSON can keep them
    (UTC, ISO 8601). ``files`` are keys of the blob store. ``shared`` says that the row is about
    others too, as a session or a recording is.
    """

    room: str
    table: str
    id: uuid.UUID
    title: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    shared: bool = False


Provider = Callable[[uuid.UUID], Iterable[Holding]]
_providers: list[Provider] = []


def tell(provider: Provider) -> None:
    """A room adds its provider, once; the rooms' order is the order of the list."""
    if provider not in _providers:
        _providers.append(provider)


def held_about(person_id: uuid.UUID) -> list[Holding]:
    """Everything about a person, for a caller that has authorised the question."""
    return [item for provider in _providers for item in provider(person_id)]
