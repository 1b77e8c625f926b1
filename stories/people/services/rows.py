"""One row of a file, as a form would have filled in the same, and every cell that cannot be."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale
from flask_babel import lazy_gettext as _l

from stories.foundation.search import fold
from stories.people.models import Generation, Interest, Readiness, Way, WayKind
from stories.people.problems import BornImpossibly, Mistake, PseudonymNeeded
from stories.people.services.details import Details, checked, lines_of, problem_of
from stories.people.words import LANGUAGES

Cells = Mapping[str, str]
GENERATIONS = {
    Generation.ELDER: "Үлкен буын өкілі|Үлкен|Представитель старшего поколения|Старший|Elder",
    Generation.YOUTH: "Жас буын өкілі|Жас|Бала|Представитель младшего поколения|Младший|Ребёнок|"
    "Young person|Youth|Child",
    Generation.REPRESENTATIVE: "Заңды өкіл|Өкіл|Законный представитель|Представитель|"
    "Legal representative|Representative",
}
READINESS = {
    Readiness.READY: "Қатысуға дайын|Дайын|Готов|Готова|Ready to take part|Ready",
    Readiness.NOT_NOW: "Қазір емес|Не сейчас|Not now",
}
YES = "Иә|Ия|Да|Yes|Y|True|1"
NO = "Жоқ|Нет|No|N|False|0"
SHORT_LANGUAGES = {
    "қазақша": "kk",
    "орысша": "ru",
    "ағылшынша": "en",
    "өзбекше": "uz",
    "ұйғырша": "ug",
    "түрікше": "tr",
    "арабша": "ar",
}
PARTED = re.compile(r"[,;/|]")
DAYS = (
    re.compile(r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})[./-](?P<m>\d{1,2})[./-](?P<d>\d{1,2})(?:[ T].*)?"),
)
YEAR = re.compile(r"(\d{4})\s*(?:ж|г|г\.р)?\.?")
# the column a problem of a field stands in, where they have different names
COLUMN_OF = {"ways": "telephone"}


class NotUnderstood(Mistake):
    """A cell that holds a word or a number nobody can place."""


@dataclass(frozen=True)
class Read:
    """What a row says, as far as it can be understood, and its problems by column."""

    details: Details
    problems: dict[str, list[Any]]


def _words(of: Mapping[Any, str]) -> dict[str, Any]:
    return {fold(word): member for member, words in of.items() for word in words.split("|")}


_GENERATIONS, _READINESS = _words(GENERATIONS), _words(READINESS)
_ANSWERS = _words({True: YES, False: NO})


def read_row(cells: Cells, on: date) -> Read:
    """Understand a row and judge it exactly as the form of one person is judged."""
    problems: dict[str, list[Any]] = {}

    def read(column: str, reader: Callable[[str], Any], empty: Any) -> Any:
        try:
            return reader(cells[column]) if cells.get(column) else empty
        except NotUnderstood as mistake:
            problems.setdefault(column, []).append(mistake.sentence)
            return empty

    if not cells.get("generation"):
        problems["generation"] = [_l("Please fill this in.")]
    day = read("birth_date", _day, None)
    details = Details(
        generation=read("generation", _generation, Generation.ELDER),
        name=cells.get("name") or _whole_name(cells),
        given_name=cells.get("given_name", ""),
        patronymic=cells.get("patronymic", ""),
        surname=cells.get("surname", ""),
        pseudonym=cells.get("pseudonym") or None,
        birth_year=read("birth_year", _year, None),
        birth_date=day,
        languages=read("languages", _languages, ()),
        needs_interpreter=read("needs_interpreter", _answer, False),
        region=cells.get("region", ""),
        ways=_ways(cells.get("telephone", "")),
        reach_note=cells.get("reach_note", ""),
        interests=read("interests", _interests, ()),
        readiness=read("readiness", _readiness, Readiness.READY),
    )
    for column, sentence in _mistakes(details, on, unborn=bool(problems)):
        problems.setdefault(column, []).append(sentence)
    return Read(details, problems)


def with_pseudonym(found: Read, pseudonym: str) -> Read:
    """The same with a pseudonym that was suggested."""
    problems = {name: told for name, told in found.problems.items() if name != "pseudonym"}
    return Read(replace(found.details, pseudonym=pseudonym), problems)


def needs_pseudonym(found: Read) -> bool:
    """Whether a pseudonym is missing, and nothing else is wrong with it."""
    return found.problems.get("pseudonym") == [PseudonymNeeded.sentence]


def _mistakes(details: Details, on: date, *, unborn: bool) -> list[tuple[str, Any]]:
    found = [
        (COLUMN_OF.get(field, field), problem.sentence)
        for field, text in lines_of(details)
        if (problem := problem_of(field, text))
    ]
    year, day = details.birth_year, details.birth_date
    if year and day and year != day.year:
        found.append(("birth_year", _l("Year and date of birth do not agree.")))
    elif not found:
        try:
            checked(details, on)
        except Mistake as mistake:
            if not (unborn and isinstance(mistake, (BornImpossibly, PseudonymNeeded))):
                found.append((COLUMN_OF.get(mistake.field, mistake.field), mistake.sentence))
    return found


def _whole_name(cells: Cells) -> str:
    return " ".join(filter(None, (cells.get("given_name"), cells.get("surname"))))


def _ways(text: str) -> tuple[Way, ...]:
    numbers = [part.strip() for part in PARTED.split(text) if part.strip()]
    return tuple(Way(WayKind.TELEPHONE, number, not at) for at, number in enumerate(numbers))


def _generation(text: str) -> Generation:
    if fold(text) not in _GENERATIONS:
        raise NotUnderstood(
            _l("Please write one of these: Elder, Young person, Legal representative.")
        )
    found: Generation = _GENERATIONS[fold(text)]
    return found


def _readiness(text: str) -> Readiness:
    if fold(text) not in _READINESS:
        raise NotUnderstood(_l("Please write «Ready to take part» or «Not now»."))
    found: Readiness = _READINESS[fold(text)]
    return found


def _answer(text: str) -> bool:
    if fold(text) not in _ANSWERS:
        raise NotUnderstood(_l("Please write yes or no."))
    return bool(_ANSWERS[fold(text)])


def _year(text: str) -> int:
    found = YEAR.fullmatch(text.strip().lower())
    if not found:
        raise NotUnderstood(_l("Please write the year in four digits."))
    return int(found[1])


def _day(text: str) -> date:
    found = next(filter(None, (form.fullmatch(text.strip()) for form in DAYS)), None)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])) if found else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise NotUnderstood(_l("This is no date. Write it as day.month.year, or year-month-day."))


def _languages(text: str) -> tuple[str, ...]:
    known = _language_words()
    found = [known.get(fold(word)) for word in PARTED.split(text) if word.strip()]
    if None in found:
        raise NotUnderstood(
            _l("One of these languages is not known here. Part languages with commas.")
        )
    return tuple(dict.fromkeys(code for code in found if code))


@lru_cache(maxsize=1)
def _language_words() -> dict[str, str]:
    words = {fold(word): code for word, code in SHORT_LANGUAGES.items()}
    for code in LANGUAGES:
        words[code] = code
        for locale in ("kk", "ru", "en"):
            name = fold(str(Locale(locale).languages[code]))
            words |= {name: code, name.split()[0]: code, f"{name} язык": code}
    return words


def _interests(text: str) -> tuple[str, ...]:
    known = {str(item.value): item.value for item in Interest}
    return tuple(
        known.get(word.strip(), word.strip()) for word in PARTED.split(text) if word.strip()
    )
