"""Words of a text, where each stands, and what may be joined to a name. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from stories.foundation.search import FOLD

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE_ENDS: Final = frozenset(".!?…:")
_BETWEEN: Final = frozenset(" \t\n\r\xa0«»\"“”„‘’'()[]—–-")
# What stands behind a name when somebody is called.
CALLED: Final = (
    "апа", "ата", "әже", "аға", "көке", "тәте", "ақсақал", "жеңге", "жезде", "әпке", "мырза",
    "ханым", "қария", "шешей", "кемпір", "шал", "апай", "ағай",
    "бабушка", "дедушка", "дядя", "тётя", "аже", "ага", "коке", "тате",
)  # fmt: skip
# Kazakh endings in folded letters: plural, whose, case, «-дағы», «-дікі», «-дай», «-сыз», person.
_KAZAKH: Final = re.compile(
    "(?:жан|тай|еке)?(?:[лдт][ае]р)?"
    "(?:ымыз|имиз|ыныз|иниз|сы|си|[ыи]?[мн]|мыз|миз|ныз|низ|ы|и)?"
    "(?:[нд][ыи]н|т[ыи]н|[гкн][ае]|[ае]|[ндт][ыи]|н|н?[дт][ае]|[дтн][ае]н|[мбп]ен)?"
    "(?:гы|ги|кы|ки|[ндт]ики)?(?:[лдт][ае]р)?"
    "(?:[нд][ыи]н|[гкн][ае]|[ндт][ыи]|[дтн][ае]н)?"
    "(?:[дт][ае]й|с[ыи]з|ш[ае])?"
    "(?:[мбп][ыи][нз]|с[ыи]н)?"
)
_RUSSIAN: Final = re.compile(
    "(?:очк|ечк|еньк|оньк|ушк|юшк|ик|чик|к)?"
    "(?:а|я|ы|и|у|ю|е|о|ом|ем|ой|ей|ою|ею|й|ов|ев|ам|ям|ами|ями|ах|ях|ым|ых|ыми)?"
    "|ин(?:а|у|ы|о|ой|ом|ым|ых|е)?|ов(?:а|у|ы|о|ой|ом|ым|ых|е|ыми)?"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place; ``first`` says that a sentence begins with it."""

    text: str
    start: int
    end: int
    first: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def folded(self) -> str:
        return folded(self.text)


def each(listed: str) -> tuple[str, ...]:
    """The words of a list that is written down in one string."""
    return tuple(listed.split())


def words_of(text: str) -> list[Word]:
    """The words of a text in order; a particle behind a hyphen («Райхан-ай») is none of them."""
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        told = match.group()
        head, _hyphen, tail = told.rpartition("-")
        # «-ай», «-ақ», «-то», «-апа» hang on to a name; «мектеп-интернат» is one word.
        if head and (len(tail) <= 2 or tail.casefold() in CALLED):  # noqa: PLR2004 - no noun of two letters is joined so
            told = head
        yield Word(told, match.start(), match.start() + len(told), _first(text, match.start()))


def _first(text: str, at: int) -> bool:
    before = text[:at].rstrip("".join(_BETWEEN))
    return not before or before[-1] in _SENTENCE_ENDS


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Lower case in Russian letters, without ё or soft signs: «Гүлнара» and «Гульнара» agree."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(FOLD)
    return plain.replace("ь", "").replace("ъ", "")


def ends_like_kazakh(ending: str) -> bool:
    """Whether folded letters may follow a Kazakh noun."""
    return _KAZAKH.fullmatch(ending) is not None


def ends_like_russian(ending: str) -> bool:
    """Whether folded letters may follow the stem of a name in Russian."""
    return _RUSSIAN.fullmatch(ending) is not None
