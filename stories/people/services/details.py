"""What a form, an import or the demo says about a person, and what of it cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from stories.foundation.hours import Hours
from stories.foundation.mail.address import readable_address
from stories.foundation.search import fold
from stories.foundation.telling import tells_too_much
from stories.people.models import (
    AccessNeed,
    Generation,
    Readiness,
    Way,
    WayKind,
)
from stories.people.problems import (
    BornImpossibly,
    HoldsIdentityNumber,
    Mistake,
    NoAddress,
    NoName,
    PseudonymNeeded,
    PseudonymTells,
    SaysTooMuch,
    TooLong,
    UnreadableSigns,
)
from stories.people.rules import (
    ONE_NAME,
    born_plausibly,
    has_letter,
    letters,
    like_an_identity_number,
    needs_pseudonym,
    tidy,
    unreadable,
)

# How many letters each line has room for; a letter may be kept as two signs.
ROOM = {
    "name": ONE_NAME,
    "given_name": 80,
    "patronymic": 80,
    "surname": 80,
    "pseudonym": 60,
    "region": 60,
    "ways": 200,
    "reach_note": 200,
    "access_note": 200,
    "interests": 60,
    "note": 120,
    "text": 4000,
}
_OF_DETAILS = tuple(ROOM)[:-2]
# The columns of these have room for two signs a letter; the others hold plain lines.
_WIDE = frozenset({"name", "given_name", "patronymic", "surname", "pseudonym"})
_SEEN_BY_MANY = frozenset({"name", "given_name", "patronymic", "surname", "pseudonym", "region"})
MOST_WAYS = 12
MOST_INTERESTS = 24
LEAST_NAME = 3  # letters; a shorter word tells of nobody


@dataclass(frozen=True)
class Details:
    """What is known about a person. ``languages`` are ISO 639-1 codes.

    ``interests`` hold values of ``Interest`` and free words beside them. ``free_hours`` are None
    where they are not known.
    """

    generation: Generation
    name: str
    given_name: str = ""
    patronymic: str = ""
    surname: str = ""
    pseudonym: str | None = None
    birth_year: int | None = None
    birth_date: date | None = None
    languages: tuple[str, ...] = ()
    needs_interpreter: bool = False
    interpreter_language: str = ""
    region: str = ""
    ways: tuple[Way, ...] = ()
    reach_note: str = ""
    access_needs: tuple[AccessNeed, ...] = ()
    access_note: str = ""
    interests: tuple[str, ...] = ()
    free_hours: Hours | None = None
    readiness: Readiness = Readiness.READY


def lines_of(details: Details) -> Iterator[tuple[str, str]]:
    """Every line of free text, with the field it stands in."""
    for field in _OF_DETAILS:
        value = getattr(details, field)
        if field == "ways":
            yield from (("ways", way.value) for way in value)
        elif field == "interests":
            yield from (("interests", word) for word in value)
        else:
            yield field, value or ""


def checked(details: Details, on: date) -> Details:
    """The details, tidied; raises a Mistake that names the field where something cannot be."""
    tidied = _tidied(details)
    _guard_lines(tidied)
    _guard_birth(tidied, on)
    return tidied


def _tidied(details: Details) -> Details:
    plain = [field for field in _OF_DETAILS if field not in {"ways", "interests", "pseudonym"}]
    lines: dict[str, Any] = {field: tidy(getattr(details, field)) for field in plain}
    ways = (way._replace(value=tidy(way.value)) for way in details.ways)
    born = details.birth_date
    return replace(
        details,
        **lines,
        pseudonym=tidy(details.pseudonym) or None,
        birth_year=details.birth_year or (born.year if born else None),
        ways=_one_preferred(way for way in ways if way.value)[:MOST_WAYS],
        interests=tuple(dict.fromkeys(filter(None, map(tidy, details.interests))))[:MOST_INTERESTS],
        interpreter_language=details.interpreter_language if details.needs_interpreter else "",
    )


def _one_preferred(ways: Iterator[Way]) -> tuple[Way, ...]:
    found = tuple(dict.fromkeys(ways))
    best = next((way for way in found if way.preferred), None)
    return tuple(way._replace(preferred=way is best) for way in found)


def _guard_lines(details: Details) -> None:
    for field, text in lines_of(details):
        if problem := problem_of(field, text):
            raise problem.at(field)
    for field in ("name", "pseudonym"):
        if (text := getattr(details, field)) is not None and not has_letter(text):
            raise NoName().at(field)
    for way in details.ways:
        if way.kind is WayKind.EMAIL and not readable_address(way.value):
            raise NoAddress().at("email")
    if _words_of(details.pseudonym or "") & _own_words(details):
        raise PseudonymTells


def _own_words(details: Details) -> set[str]:
    names = (details.name, details.given_name, details.patronymic, details.surname)
    return _words_of(" ".join(names))


def _words_of(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) >= LEAST_NAME}


def guarded_line(field: str, text: str) -> str:
    """A line that stands beside a person, tidied; raises a Mistake at its field."""
    line = tidy(text)
    if problem := problem_of(field, line):
        raise problem.at(field)
    return line


def guarded_text(field: str, text: str) -> str:
    """A text of several lines, tidied; raises a Mistake at its field where it is empty, too."""
    lines = "\n".join(tidy(line) for line in text.splitlines()).strip()
    if problem := problem_of(field, lines):
        raise problem.at(field)
    if not has_letter(lines):
        raise NoName().at(field)
    return lines


def problem_of(field: str, text: str) -> Mistake | None:
    """What is wrong with a line of a field, if anything is."""
    widest = ROOM[field] * (2 if field in _WIDE else 1)
    if letters(text) > ROOM[field] or len(text) > widest:
        return TooLong()
    if unreadable(text):
        return UnreadableSigns()
    if like_an_identity_number(text):
        return HoldsIdentityNumber()
    return SaysTooMuch() if field in _SEEN_BY_MANY and tells_too_much(text) else None


def _guard_birth(details: Details, on: date) -> None:
    if not born_plausibly(details.birth_year, details.birth_date, on):
        raise BornImpossibly().at("birth_date" if details.birth_date else "birth_year")
    born = (details.birth_year, details.birth_date)
    if details.pseudonym is None and needs_pseudonym(details.generation, *born, on):
        raise PseudonymNeeded
