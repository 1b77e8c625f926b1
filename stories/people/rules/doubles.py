"""When two entries may be one person. Pure: no clock, no database."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from stories.people.models import Generation
from stories.people.rules.ages import came_of_age_on
from stories.people.rules.facts import Voice

ALIKE = 88  # of 100: a letter or two apart, or the parts of the name in another order
PARTICIPANTS = frozenset({Generation.ELDER, Generation.REPRESENTATIVE})


class Bar(enum.StrEnum):
    """Why two entries are not merged."""

    SAME_ENTRY = "same_entry"
    OTHER_PLACE = "other_place"
    GENERATIONS = "generations"
    BIRTHS = "births"
    BIRTH_UNKNOWN = "birth_unknown"
    BESIDE = "beside"


@dataclass(frozen=True)
class Entry:
    """What is known of somebody that tells whether another entry is the same person.

    ``first_word`` is the earliest day any agreement about them speaks of.
    """

    id: UUID
    organisation_id: UUID
    generation: Generation
    name: str
    birth_year: int | None = None
    birth_date: date | None = None
    first_word: date | None = None


def bars(one: Entry, other: Entry, *, beside: bool, on: date) -> list[Bar]:
    """Why two entries cannot be merged; empty means they can.

    Births have to agree beforehand: otherwise a merge could make an adult of a child, and permit
    what nobody did (DOMAIN C4). ``beside`` says that they stand beside each other in some list.
    """
    found = {
        Bar.SAME_ENTRY: one.id == other.id,
        Bar.OTHER_PLACE: one.organisation_id != other.organisation_id,
        Bar.GENERATIONS: not _one_generation(one, other),
        Bar.BIRTH_UNKNOWN: (one.birth_year is None) != (other.birth_year is None),
        Bar.BIRTHS: not same_birth(one, other, on),
        Bar.BESIDE: beside,
    }
    if found[Bar.BIRTH_UNKNOWN]:
        found[Bar.BIRTHS] = False
    return [bar for bar, stands in found.items() if stands]


def _one_generation(one: Entry, other: Entry) -> bool:
    # An elder may be entered once more as the representative they also are.
    both = {one.generation, other.generation}
    return len(both) == 1 or both == PARTICIPANTS


def same_birth(one: Entry, other: Entry, on: date) -> bool:
    """Whether two births make the same answers: equal, or of one year and long of age.

    A day more or less decides nothing about somebody who was of age before anything was agreed.
    """
    if (one.birth_year, one.birth_date) == (other.birth_year, other.birth_date):
        return True
    if one.birth_year is None or one.birth_year != other.birth_year:
        return False
    if one.birth_date and other.birth_date:
        return False
    words = [item.first_word for item in (one, other) if item.first_word]
    adult = [
        came_of_age_on(Voice(item.id, item.birth_year, item.birth_date)) for item in (one, other)
    ]
    return all(day is not None and day <= min([on, *words]) for day in adult)


def alike(one: Entry, other: Entry) -> bool:
    """Whether two entries look like one person: names like each other, births not against it.

    ``name`` is folded: lower case, without Kazakh letters.
    """
    if one.organisation_id != other.organisation_id or not _one_generation(one, other):
        return False
    years = {one.birth_year, other.birth_year} - {None}
    if len(years) > 1:
        return False
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(one.name, other.name, score_cutoff=ALIKE) > 0


def doubles(entries: Iterable[Entry]) -> list[tuple[UUID, UUID]]:
    """Pairs that look like one person; only births that agree are compared with each other."""
    by_year: dict[int | None, list[Entry]] = {}
    for entry in entries:
        by_year.setdefault(entry.birth_year, []).append(entry)
    unknown = by_year.pop(None, [])
    return [
        (one.id, other.id) for one, other in _pairs(by_year.values(), unknown) if alike(one, other)
    ]


def _pairs(years: Iterable[list[Entry]], unknown: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    yield from combinations(unknown, 2)
    for known in years:
        yield from combinations(known, 2)
        yield from ((one, other) for one in known for other in unknown)
