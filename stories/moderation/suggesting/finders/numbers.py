"""Telephones, numbers like an IIN, and dates of birth. Pure."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from stories.moderation.suggesting.finders.found import Found, Kind

_GAP: Final = r"[ \xa0.\-–()]{0,3}"
_PHONE: Final = re.compile(
    rf"(?<!\d)(?:\+?\s?7|8){_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}(?!\d)"
    r"|(?<![\d.\-])\d{2,3}-\d{2}-\d{2}(?![\d\-])"
    r"|(?<!\d)\+\d{10,14}(?!\d)"
)
_IIN: Final = re.compile(r"(?<!\d)(\d{2})[ \xa0]?(\d{2})[ \xa0]?(\d{2})(?:[ \xa0]?\d){6}(?!\d)")
MONTHS_KK: Final = (
    "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
)
MONTHS_RU: Final = (
    "январ|феврал|март|апрел|ма[яйе]|июн|июл|август|сентябр|октябр|ноябр|декабр"
)  # fmt: skip
_YEAR: Final = r"(?:1[89]|20)\d\d"
_DATE: Final = re.compile(
    rf"\b{_YEAR}\s*(?:жыл\w*|ж\.)\s*,?\s*\d{{1,2}}[- ]?(?:{MONTHS_KK})\w*"
    rf"|\b\d{{1,2}}[- ]?(?:шы |ші )?(?:{MONTHS_KK})\w*(?:\s*,?\s*{_YEAR}(?:\s*жыл\w*)?)"
    rf"|\b\d{{1,2}}(?:-?го)?\s+(?:{MONTHS_RU})\w*\s+{_YEAR}(?:\s*год\w*|\s*г\.)?"
    rf"|\b\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}\b|\b{_YEAR}-\d\d-\d\d\b",
    re.IGNORECASE,
)
_BORN_YEAR: Final = re.compile(
    rf"\b{_YEAR}\s*(?:жыл\w*|ж\.|год\w*|г\.)(?:\s+рождения)?", re.IGNORECASE
)
BORN: Final = re.compile(
    r"\b(?:туған|туды|туылған|туылды|дүниеге кел\w*|родил\w*|рожд\w*|появил\w+ на свет)",
    re.IGNORECASE,
)
NEAR: Final = 40


def numbers_in(text: str) -> Iterator[Found]:
    """Every number that finds a person."""
    for match in _PHONE.finditer(text):
        yield Found(match.start(), match.end(), Kind.PHONE)
    for match in _IIN.finditer(text):
        if looks_like_iin(match.group()):
            yield Found(match.start(), match.end(), Kind.NUMBER)
    yield from (Found(match.start(), match.end(), Kind.BIRTH) for match in _DATE.finditer(text))
    yield from _years_of_birth(text)


def looks_like_iin(told: str) -> bool:
    """Whether digits are twelve that begin with a day, as an IIN does."""
    match = _IIN.fullmatch(told)
    return match is not None and _is_day(*(int(part) for part in match.groups()))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def _years_of_birth(text: str) -> Iterator[Found]:
    for match in _BORN_YEAR.finditer(text):
        near = text[max(0, match.start() - NEAR) : match.end() + NEAR]
        if BORN.search(near):
            yield Found(match.start(), match.end(), Kind.BIRTH)
