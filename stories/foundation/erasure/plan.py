"""A plan of what goes and what stays. Pure: it changes nothing and knows no clock."""

import enum
import hashlib
import json
import uuid
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stories.foundation.erasure.words import Words


class Wish(enum.StrEnum):
    """What somebody wants done with what there is (DOMAIN C8)."""

    DELETE = "delete"
    ANONYMISE = "anonymise"


class Deed(enum.StrEnum):
    """What happens to one row."""

    DELETE = "delete"
    CHANGE = "change"
    KEEP = "keep"


@dataclass(frozen=True)
class Erasing:
    """What is to be erased: of whom, how, and in which sessions (None: all, and the person too).

    ``words`` are the names and ways to reach the person, as they may stand in texts.
    """

    person_id: uuid.UUID
    wish: Wish
    words: Words
    session_id: uuid.UUID | None = None
    whole: bool = True


@dataclass(frozen=True)
class Touch:
    """One row: its key by column, what happens, why (a code), its new values and its files."""

    table: str
    key: Mapping[str, Any]
    deed: Deed
    why: str
    values: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[tuple[str, int], ...] = ()

    @property
    def name(self) -> tuple[str, str]:
        """What tells this row from every other."""
        return self.table, json.dumps({key: str(value) for key, value in self.key.items()})

    def told(self) -> dict[str, Any]:
        """The line as JSON has it: the columns that change, never what stood in them."""
        return {
            "table": self.table,
            "key": {name: str(value) for name, value in self.key.items()},
            "deed": self.deed.value,
            "why": self.why,
            "columns": sorted(self.values),
            "files": [{"key": key, "bytes": size} for key, size in self.files],
        }


@dataclass(frozen=True)
class Plan:
    """Every row and file that is touched, in one order whoever asks."""

    erasing: Erasing
    touches: tuple[Touch, ...]

    @property
    def files(self) -> tuple[tuple[str, int], ...]:
        """Every file that goes, with its bytes."""
        return tuple(file for touch in self.touches for file in touch.files)

    def of(self, deed: Deed, apart: Container[str] = ()) -> Iterator[Touch]:
        """Rows to which one thing happens, but those of tables that are kept apart."""
        found = (touch for touch in self.touches if touch.deed is deed)
        return (touch for touch in found if touch.table not in apart)

    @property
    def digest(self) -> str:
        """SHA-256 over the lines and the new values: another plan has another digest."""
        lines = [(touch.told(), sorted(touch.values.items())) for touch in self.touches]
        told = json.dumps([self.erasing.wish.value, lines], sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()

    def as_json(self, apart: Container[str] = ()) -> dict[str, Any]:
        """The plan to take away, without tables that are kept apart; it names no person.

        The digest is that of the whole: it does not tell whether something was left out.
        """
        return {
            "person": str(self.erasing.person_id),
            "wish": self.erasing.wish.value,
            "digest": self.digest,
            "rows": [touch.told() for touch in self.touches if touch.table not in apart],
        }
