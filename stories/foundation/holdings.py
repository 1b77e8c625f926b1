"""What the house keeps about one person: each room tells of its own rows and files.

The page «what do we hold about you» and its export ask here, so that neither can forget what
another room knows (DOMAIN C8, X6). A guard walks the tables: whichever points at a person is told
by somebody.
"""

import enum
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect

Said = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Holding:
    """One row about somebody.

    ``title`` is a line in the reader's language and ``said`` its particulars as pairs of words;
    ``facts`` are the same as JSON can keep them (UTC, ISO 8601). ``files`` are keys of the blob
    store. ``shared`` says that the row is about others too, as a session or a recording is: of
    those it holds nothing. ``restricted`` is for the safeguarding lead alone (DOMAIN P5).
    """

    room: str
    table: str
    id: uuid.UUID
    title: str
    said: Said = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    shared: bool = False
    restricted: bool = False


Provider = Callable[[uuid.UUID], Iterable[Holding]]
_providers: list[Provider] = []
_told: set[str] = set()


def tell(provider: Provider, *tables: str) -> None:
    """A room adds its provider, once, with the tables it speaks for, in the rooms' order."""
    if provider not in _providers:
        _providers.append(provider)
    _told.update(tables)


def told_tables() -> frozenset[str]:
    """Tables some provider speaks for; for the guard."""
    return frozenset(_told)


def held_about(person_id: uuid.UUID, *, restricted: bool = False) -> list[Holding]:
    """Everything about a person, for a caller that has authorised the question.

    Restricted facts are left out unless the caller may see those too.
    """
    found = (item for provider in _providers for item in provider(person_id))
    return [item for item in found if restricted or not item.restricted]


def facts_of(row: Any, *but: str) -> dict[str, Any]:
    """Every column of a row as JSON can keep it, but those named: others' and secrets."""
    columns = inspect(type(row)).column_attrs
    return {item.key: _plain(getattr(row, item.key)) for item in columns if item.key not in but}


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value
