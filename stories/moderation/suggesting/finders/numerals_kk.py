"""Kazakh words for numbers, however they are spelled. Pure."""

import re
from functools import lru_cache
from typing import Final

from stories.moderation.suggesting.finders.words import each, ends_like_kazakh, folded

_UNITS: Final = each("нол бир еки уш торт бес алты жети сегиз тогыз")
_TENS: Final = each("он жиырма отыз кырык елу алпыс жетпис сексен токсан")
VALUES: Final = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * value for value, word in enumerate(_TENS, 1)}
    | {"нул": 0, "жуз": 100, "мын": 1000, "жирма": 20, "кырк": 40, "токсон": 90, "жетпыс": 70}
)
# What the last letters become before «-інші»: «екі», «екінші»; «қырық», «қырығы» stays apart.
_ORDINAL: Final = re.compile(r"(?:[ыи]?н[шж][ыи])")
_OTHERS: Final = frozenset({"оң", "жүзі", "жүзін", "жүзіне", "жүзінде", "уші", "бесік"})
_RELATED: Final = re.compile(r"(?:[ыи]м|[ыи]мыз|[ыи]миз|лик|лык|еу|ау|улан|еулен|ге жуык)")


@lru_cache(maxsize=4096)
def read(word: str) -> tuple[int, bool] | None:
    """The value of a word for a number, and whether it says which of a row; None for no number."""
    if word.casefold() in _OTHERS or word.casefold().startswith("оң"):
        return None
    plain = folded(word)
    for name, value in VALUES.items():
        if not plain.startswith(name):
            continue
        rest = plain[len(name) :]
        ordinal = _ORDINAL.match(rest)
        if ordinal:
            return (value, True) if ends_like_kazakh(rest[ordinal.end() :]) else None
        if not rest or _is_case(rest, name):
            return value, False
    return None


_CASE: Final = re.compile(
    r"(?:[сш]?[ыи]н)?(?:[дт][ае]н?|н[ае]н|[гк][ае]|[дт][ыи]|н[ыи]|[дтн][ыи]н|[мбп]ен|е|а|де|нде)?"
)


def _is_case(rest: str, name: str) -> bool:
    """Whether a number stands in a case: «екісінде», «жетіге»."""
    return len(name) > 2 and len(rest) > 1 and _CASE.fullmatch(rest) is not None  # noqa: PLR2004 - «он» is too short a beginning
