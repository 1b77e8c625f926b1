"""Speech that mixes both languages: what is in the wanted language already stays (R9). Pure.

A segment names one language, and people who speak both change within a sentence. Words tell theirs
by letters only Kazakh has, by little words, or by endings; whatever tells nothing belongs to the
segment's language. A stretch counts as the other language from three words on, or where it is a
whole sentence: a single borrowed word is part of the sentence around it and goes with it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from stories.transcripts.remarks import in_language, remarks_in

OURS: Final = frozenset({"kk", "ru"})
FEWEST: Final = 3
_KAZAKH_LETTERS: Final = frozenset("әғқңөұүһі")
_KAZAKH: Final = """
мен сен ол сол осы бар жок деп екен еді ғой ма ме ба бе па пе бул сонда содан кейін апам атам
балам айтты айтады болды болады келді келеді барды барады дейді алып барып келіп
"""
_RUSSIAN: Final = """
я мы вы они она это этот эта эти тот не ни нет и в во с со к ко у за из от до по о об при для но
или если когда где там тут так вот уже ещё еще только очень был была было были есть его её их ему
нам вам нас вас меня тебя мне мой моя моё мои наш наша все всё всех всегда потом потому чтобы что
кто чего как тоже бы ли который которая которые сейчас тогда можно надо нужно просто короче вообще
значит конечно ничего никогда раньше вместе после перед около без над под про через сразу может
"""
_KAZAKH_WORDS: Final = frozenset(_KAZAKH.split())
_RUSSIAN_WORDS: Final = frozenset(_RUSSIAN.split())
_RUSSIAN_ENDINGS: Final = re.compile(
    "(ться|тся|лись|лась|лось|лся|ешь|ишь|ает|яет|ует|ают|яют|уют|ого|его|ому|ему|ыми|ими|ость|"
    "ости|ение|ения|ений|ние|ния|ный|ная|ное|ные|ский|ская|ское|ские|ых|ая|яя|ое|ые|ие|ью|ши)$"
)
_KAZAKH_ENDINGS: Final = re.compile("(ады|еды|йды|лар|лер|дар|дер|ларды|дарды|ымыз|ыныз)$")
_RUSSIAN_LETTERS: Final = frozenset("ёщъ")
_SHORTEST_STEM: Final = 2
_ENDS_CLAUSE: Final = re.compile(r"[,;:–—]+$")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…]+[»”\")\]]*$")
_SIGNS: Final = re.compile(r"[.,;:!?…)»”]*")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that follow each other in one language (ISO 639-1), parted by single spaces."""

    text: str
    language: str


def language_of(word: str) -> str:
    """``kk`` or ``ru`` where a word tells it by itself, else nothing."""
    letters = "".join(_LETTERS.findall(word)).casefold()
    if _KAZAKH_LETTERS & set(letters) or letters in _KAZAKH_WORDS:
        return "kk"
    if (
        letters in _RUSSIAN_WORDS
        or _RUSSIAN_LETTERS & set(letters)
        or _ends(_RUSSIAN_ENDINGS, letters)
    ):
        return "ru"
    return "kk" if _ends(_KAZAKH_ENDINGS, letters) else ""


def _ends(endings: re.Pattern[str], letters: str) -> bool:
    found = endings.search(letters)
    return found is not None and found.start() >= _SHORTEST_STEM


def stretches(text: str, spoken: str, target: str) -> list[Stretch]:
    """The text as stretches in ``spoken`` and ``target``; joined by spaces they are the text.

    A segment in neither of our languages is one stretch in its own.
    """
    words = text.split()
    if not words:
        return []
    if {spoken, target} != OURS:
        return [Stretch(" ".join(words), spoken)]
    return list(_joined(words, _stays(words, spoken, target), spoken, target))


def parts_of(text: str, spoken: str, target: str) -> list[Stretch]:
    """The same for a machine: marks such as [inaudible] stay, written as the target has them.

    A sign behind a mark goes with it, so that no machine is handed a lonely full stop.
    """
    found: list[Stretch] = []
    at = 0
    for mark in remarks_in(text):
        found += stretches(text[at : mark.start], spoken, target)
        at = mark.end + len(_SIGNS.match(text, mark.end)[0])  # type: ignore[index]
        written = in_language(text[mark.start : mark.end], target)
        found.append(Stretch(written + text[mark.end : at], target))
    return found + stretches(text[at:], spoken, target)


def stays_of(text: str, spoken: str, target: str) -> list[str]:
    """What of a text is in the wanted language already."""
    return [one.text for one in stretches(text, spoken, target) if one.language == target]


def _stays(words: Sequence[str], spoken: str, target: str) -> list[bool]:
    told = [language_of(word) for word in words]
    stays = [False] * len(words)
    for first, end in _parts(words, _ENDS_SENTENCE):
        runs = [range(first, end)] if _is(told[first:end], target, spoken) else []
        for begin, close in () if runs else _parts(words[first:end], _ENDS_CLAUSE, _ENDS_SENTENCE):
            runs += _runs(told, range(first + begin, first + close), target, spoken)
        for run in runs:
            stays[run.start : run.stop] = [True] * len(run)
    return stays


def _parts(words: Sequence[str], *ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    found = [at + 1 for at, word in enumerate(words) if any(end.search(word) for end in ends)]
    yield from pairwise(dict.fromkeys([0, *found, len(words)]))


def _is(told: Sequence[str], target: str, spoken: str) -> bool:
    return target in told and spoken not in told


def _runs(told: Sequence[str], clause: range, target: str, spoken: str) -> Iterator[range]:
    """The whole clause, or from a sure word of the target to the last before a sure other one."""
    if _is(told[clause.start : clause.stop], target, spoken):
        yield from [clause] if len(clause) >= FEWEST else []
        return
    first = last = -1
    for at in range(clause.start, clause.stop + 1):
        if at == clause.stop or told[at] == spoken:
            if first >= 0 and last - first + 1 >= FEWEST:
                yield range(first, last + 1)
            first = -1
        elif told[at] == target:
            first, last = (at if first < 0 else first), at


def _joined(
    words: Sequence[str], stays: Sequence[bool], spoken: str, target: str
) -> Iterator[Stretch]:
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or stays[at] != stays[first]:
            yield Stretch(" ".join(words[first:at]), target if stays[first] else spoken)
            first = at
