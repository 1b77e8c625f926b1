"""Kazakh or Russian, where a file does not say: by letters and by the commonest words. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from stories.translations.inward.files.lines import Line

KAZAKH: Final = frozenset("әғқңөұүһі")
_RUSSIAN: Final = """
и в во не на я он она мы вы они что чтобы с со как а но это этот эта то так все его ее её их за из
от до по к ко у о об же бы ли или если когда где там тут был была было были есть нет уже ещё еще
только для вот мне меня тебя нас вас тоже очень потом ну который которая
"""
_KAZAKH: Final = """
мен ол сол бар деп болды еді екен емес бол келді барды ал осы сонда содан апам ата бала балалар
сондай дейді жатты жатыр алып барып
"""
_RUSSIAN_WORDS, _KAZAKH_WORDS = frozenset(_RUSSIAN.split()), frozenset(_KAZAKH.split())
_ENDING = re.compile(r"[ёщъ]|(?:ться|ого|ему|ыми|ает|ют|ешь|ый|ая|ое|ые|ть|ла|ли|ся)$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def guess(text: str) -> str:
    """``kk`` or ``ru``; empty where nothing tells."""
    words = _WORD.findall(text.casefold())
    kazakh = sum(bool(KAZAKH & set(word)) or word in _KAZAKH_WORDS for word in words)
    russian = sum(word in _RUSSIAN_WORDS or _sounds_russian(word) for word in words)
    if kazakh == russian:
        return ""
    return "kk" if kazakh > russian else "ru"


def _sounds_russian(word: str) -> bool:
    return bool(_ENDING.search(word)) and word not in _KAZAKH_WORDS


def guessed(texts: Sequence[str], usual: str) -> list[str]:
    """Each text's language; where nothing tells, that of the text before, at first the usual."""
    found, before = [], usual
    for text in texts:
        before = guess(text) or before
        found.append(before)
    return found


def in_two_languages(lines: Sequence[Line]) -> bool:
    """Whether captions hold two languages, a line each: most that have two lines show it."""
    pairs = [line.text.split("\n") for line in lines if "\n" in line.text and not line.other]
    if not pairs or any(len(rows) != len(("first", "second")) for rows in pairs):
        return False
    told = [(guess(first), guess(second)) for first, second in pairs]
    differing = sum(set(one) == {"kk", "ru"} for one in told)
    same = sum(one[0] == one[1] != "" for one in told)
    return differing > 0 and differing * 4 >= len(pairs) * 3 and not same
