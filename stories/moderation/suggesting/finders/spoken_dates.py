"""Dates and years of birth, in a text whose numbers are in digits (``numerals.py``). Pure."""

import re
from typing import Final

from stories.moderation.suggesting.finders.numbers import MONTHS_KK, MONTHS_RU

_YEAR: Final = r"(?:1[89]\d\d|20\d\d|\d\d)"
_DAY: Final = r"\d{1,2}#?"
_MONTH_KK: Final = rf"(?:{MONTHS_KK})\w*"
_MONTH_RU: Final = rf"(?:{MONTHS_RU})\w*"
_YEAR_KK: Final = rf"{_YEAR}#?\s+жыл\w*"
_YEAR_RU: Final = rf"{_YEAR}#(?:\s+год\w*)?"
DATES: Final = {
    "kk": re.compile(
        rf"\b{_YEAR_KK}\s*,?\s*(?:{_MONTH_KK}\s+{_DAY}|{_DAY}\s+{_MONTH_KK})"
        rf"|\b{_DAY}\s+{_MONTH_KK}\s*,?\s*{_YEAR}#?(?:\s+жыл\w*)?",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        rf"\b{_DAY}\s+{_MONTH_RU}\s*,?\s*{_YEAR_RU}"
        rf"|\bя\s+(?:сам\w?\s+)?с\s+(?P<since>{_YEAR}#(?:\s+года)?)(?!\s*(?:\w+\s+)?(?:по|до|работ|жив))"
        rf"|\b{_YEAR}#\s+года\s+рождения",
        re.IGNORECASE,
    ),
}
# A year, or a day of a month, that stands near a birth.
NEAR_BIRTH: Final = {
    "kk": re.compile(
        rf"\b{_YEAR}#\s+жыл\w*(?:\s+{_MONTH_KK})?|\b{_MONTH_KK}\s+{_DAY}|\b{_DAY}\s+{_MONTH_KK}"
        rf"|\b{_YEAR}#(?=\s+(?:туған|туды|туып))",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        rf"\b(?:{_MONTH_RU}\s+)?{_YEAR}#\s+год\w*|\b{_DAY}\s+{_MONTH_RU}|\b{_MONTH_RU}\s+{_YEAR}#"
        rf"|\b{_YEAR}#(?=\s+родил)",
        re.IGNORECASE,
    ),
}
