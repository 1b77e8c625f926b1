"""Spaces and capitals put right, never a word changed. Pure.

`scoring.folded` gives the same for a text before and after (a property test says so).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from stories.transcripts.engine.types import Word

# Turkish and Azerbaijani have their own capital of i; we leave their letters alone.
OWN_CAPITALS: Final = frozenset({"tr", "az"})
LONG_PAUSE = 1.2
_ENDS = re.compile(r"[.!?][»”\"')\]]*$")
_OPEN_END = re.compile(r"(\.\.\.|…)[»”\"')\]]*$")
# «т.б.», «ж.», "г.", «А.»: a full stop that ends no sentence.
_SHORTENED: Final = frozenset(
    {
        *("т.б", "т.с.с", "жж", "ғғ", "ғ.ғ", "б.з", "б.э", "ауд", "обл", "қ.а"),
        *("т.е", "т.к", "т.д", "т.п", "и.о", "гг", "вв", "др", "пр", "см", "стр", "ул", "кв"),
        *("руб", "тг", "млн", "млрд", "тыс", "dr", "mr", "mrs", "st"),
    }
)
_ONE_LETTER_WORDS: Final = frozenset({"я"})
_STUCK = re.compile(
    r"(?<=[^\W\d_]{2})(?:[.](?=[A-ZЁА-ЯӘҒҚҢӨҰҮҺІ][^\W\d_])|[!?…,;]+(?=[^\W\d_]{2}))"
)
_CLINGS = re.compile(r"[.,!?…;:)»”][\W_]*$")
_FIRST_LETTER = re.compile(r"[^\W\d_]")


def tidied(words: Sequence[Word], language: str) -> tuple[Word, ...]:
    """The same words without spaces around them, each sentence beginning with a capital.

    Signs that stand alone cling to the word before; words stuck together at a sign are two. Where
    a text has no capital at all, its beginning and what follows a long pause get one too.
    """
    parted = list(_clinging([part for word in words for part in _parted(word)]))
    if language in OWN_CAPITALS:
        return tuple(parted)
    bare = not any(letter.isupper() for word in parted for letter in word.text)
    return tuple(
        _with_capital(word) if _begins(parted, place, bare=bare) else word
        for place, word in enumerate(parted)
    )


def _clinging(words: Sequence[Word]) -> Iterator[Word]:
    held: Word | None = None
    for word in words:
        if held is not None and _CLINGS.match(word.text):
            text, end = held.text + word.text, max(held.end, word.end)
            held = Word(held.start, end, text, held.probability)
            continue
        if held is not None:
            yield held
        held = word
    if held is not None:
        yield held


def _parted(word: Word) -> Iterator[Word]:
    """A word that holds two, as two that share its time by their letters."""
    text = " ".join(word.text.split())
    length = max(len(text), 1)
    for first, end in pairwise([0, *_cuts(text), len(text)]):
        start = word.start if first == 0 else _between(word, first / length)
        until = word.end if end == len(text) else _between(word, end / length)
        if part := text[first:end].strip():
            yield Word(start, until, part, word.probability)


def _cuts(text: str) -> list[int]:
    return sorted({*(found.end() for found in _STUCK.finditer(text)), *_spaces(text)})


def _spaces(text: str) -> Iterator[int]:
    return (found.end() for found in re.finditer(" ", text))


def _between(word: Word, share: float) -> float:
    return min(round(word.start + (word.end - word.start) * share, 3), word.end)


def _begins(words: Sequence[Word], place: int, *, bare: bool) -> bool:
    if place == 0:
        return bare
    before, word = words[place - 1], words[place]
    if bare and word.start - before.end >= LONG_PAUSE:
        return True
    return ends_sentence(before.text) and not _OPEN_END.search(before.text)


def ends_sentence(text: str) -> bool:
    """Whether a word's sign ends a sentence, and not merely a shortened word or a number."""
    if _OPEN_END.search(text):
        return True
    if not _ENDS.search(text):
        return False
    if not re.search(r"\.[»”\"')\]]*$", text):
        return True
    core = text.strip("«“\"'([»”)].").lower()
    if len(core) == 1:
        return core in _ONE_LETTER_WORDS
    return core not in _SHORTENED and not core.isdigit()


def _with_capital(word: Word) -> Word:
    found = _FIRST_LETTER.search(word.text)
    if found is None or re.search(r"\d", word.text[: found.start()]):
        return word
    letter, at = found[0], found.start()
    capital = letter.upper()
    if len(capital) != 1 or capital.lower() != letter:
        return word
    text = word.text[:at] + capital + word.text[at + 1 :]
    return Word(word.start, word.end, text, word.probability)
