"""What an import would do, row by row, before anything is written."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.access import Actor, require
from stories.foundation.clock import today
from stories.foundation.search import fold
from stories.people import queries
from stories.people.models import ImportDraft, Person
from stories.people.problems import PseudonymTaken
from stories.people.pseudonyms import suggestions
from stories.people.rules import Voice, may_represent
from stories.people.services.details import Details
from stories.people.services.persons import folded_pseudonym
from stories.people.services.rows import Read, needs_pseudonym, read_row, with_pseudonym
from stories.people.sheets.template import EXAMPLE_NAMES


@dataclass(frozen=True)
class Row:
    """A row of the file as it would be imported.

    ``twin`` is somebody already here who looks the same, ``twin_row`` an earlier row that does.
    ``speaker`` is the row, or the person, who represents the child.
    """

    number: int
    cells: dict[str, str]
    read: Read
    twin: Person | None = None
    twin_row: int | None = None
    suggested: bool = False
    example: bool = False
    speaker: "Person | int | None" = None
    left_out: bool = False

    @property
    def details(self) -> Details:
        return self.read.details

    @property
    def problems(self) -> dict[str, list[Any]]:
        return self.read.problems

    @property
    def speaks(self) -> str:
        """Whoever represents the child, as a word that is theirs alone."""
        return str(self.speaker.id if isinstance(self.speaker, Person) else self.speaker)

    @property
    def doubtful(self) -> bool:
        return self.twin is not None or self.twin_row is not None or self.example


@dataclass(frozen=True)
class Preview:
    """All rows, in the order of the file."""

    rows: list[Row] = field(default_factory=list)

    @property
    def taken(self) -> list[Row]:
        """Rows that would be imported."""
        return [row for row in self.rows if not row.left_out]

    @property
    def wrong(self) -> list[Row]:
        """Rows that would be imported, and cannot be."""
        return [row for row in self.taken if row.problems]

    @property
    def alike(self) -> list[Row]:
        return [row for row in self.rows if row.doubtful and not row.example]

    @property
    def seen(self) -> str:
        """A fingerprint of what the page says; if it changes, somebody has to look again."""
        told = [
            [
                row.number,
                str(row.twin and row.twin.id),
                row.details.pseudonym,
                sorted(row.problems),
                row.speaks,
            ]
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def look_at(actor: Actor, draft: ImportDraft, left_out: frozenset[int] | None = None) -> Preview:
    """What importing a draft would do now.

    Nobody said yet what is left out: then examples and rows that look like somebody are.
    """
    require(actor, "people.import", draft)
    here = queries.everybody_of(draft.organisation_id)
    rows = _read(draft, queries.pseudonyms_of(draft.organisation_id))
    rows = _twins(rows, here)
    chosen = left_out if left_out is not None else {row.number for row in rows if row.doubtful}
    rows = [replace(row, left_out=row.number in chosen) for row in rows]
    return Preview(_speakers(rows, here))


def _read(draft: ImportDraft, taken: set[str]) -> list[Row]:
    rows = [_row(number, cells) for number, cells in draft.rows]
    used = set(taken)
    for place, row in enumerate(rows):
        folded = folded_pseudonym(row.details.pseudonym)
        if folded in used:
            problems = row.problems | {"pseudonym": [PseudonymTaken.sentence]}
            rows[place] = replace(row, read=replace(row.read, problems=problems))
        elif folded:
            used.add(folded)
    missing = [place for place, row in enumerate(rows) if needs_pseudonym(row.read)]
    names = suggestions(used, len(missing), draft.id.int)
    for place, name in zip(missing, names, strict=False):
        rows[place] = replace(
            rows[place], read=with_pseudonym(rows[place].read, name), suggested=True
        )
    return rows


def _row(number: int, cells: dict[str, str]) -> Row:
    found = read_row(cells, today())
    return Row(number, cells, found, example=cells.get("name") in EXAMPLE_NAMES)


def _twins(rows: list[Row], here: Iterable[Person]) -> list[Row]:
    known: dict[str, list[Person]] = {}
    for person in here:
        known.setdefault(fold(person.name), []).append(person)
    first: dict[tuple[str, int | None], int] = {}
    found = []
    for row in rows:
        name, year = fold(row.details.name), _year(row.details)
        twins = [person for person in known.get(name, ()) if _same_year(person.birth_year, year)]
        earlier = first.setdefault((name, year), row.number)
        found.append(
            replace(
                row,
                twin=twins[0] if twins else None,
                twin_row=earlier if earlier != row.number else None,
            )
        )
    return found


def _year(details: Details) -> int | None:
    return details.birth_date.year if details.birth_date else details.birth_year


def _same_year(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _speakers(rows: list[Row], here: Iterable[Person]) -> list[Row]:
    """Find who represents whom: in the file first, then among those already here."""
    grown: dict[str, list[Person | int]] = {}
    for person in here:
        if _grown(person):
            grown.setdefault(fold(person.name), []).append(person)
    in_file: dict[str, list[Person | int]] = {}
    for row in rows:
        if not row.left_out and _grown(row.details):
            in_file.setdefault(fold(row.details.name), []).append(row.number)
    return [_speaker(row, in_file, grown) for row in rows]


def _grown(known: Person | Details) -> bool:
    year = known.birth_date.year if known.birth_date else known.birth_year
    voice = Voice(queries.NOBODY, year, known.birth_date)
    return may_represent(known.generation, voice, today())


def _speaker(
    row: Row, in_file: dict[str, list[Person | int]], here: dict[str, list[Person | int]]
) -> Row:
    wanted = fold(row.cells.get("representative", ""))
    if not wanted:
        return row
    found = [one for one in in_file.get(wanted, ()) if one != row.number] or here.get(wanted, [])
    if len(found) == 1:
        return replace(row, speaker=found[0])
    sentence = (
        _l("Several grown-ups have this name. Link the representative on the child’s page later.")
        if found
        else _l("No grown-up of this name is in the file or here already.")
    )
    problems = row.problems | {"representative": [sentence]}
    return replace(row, read=replace(row.read, problems=problems))
