"""Respectful and tender short forms built on a name's first syllable: «Нұреке», «Айкөш». Pure."""

import re
from functools import lru_cache
from typing import Final

from stories.moderation.suggesting.finders.forms import is_form_of, is_listed
from stories.moderation.suggesting.finders.places import is_place
from stories.moderation.suggesting.finders.words import (
    CALLED,
    Word,
    each,
    ends_like_kazakh,
    ends_like_russian,
    folded,
)
from stories.moderation.wording.dictionary import is_word

# «у» beside a vowel is a consonant: «Дәу-лет», «Қу-аныш».
_SYLLABLE: Final = re.compile(
    "((?:[^аеиоуыэюяй]|у(?=[аеоы]))*)([аеиоуыэюя]{1,2}?)((?:[^аеиоуыэюя]|(?<=[аеоы])у){1,2})"
)
_HALF: Final = "йу"
_AFTER_HALF: Final = ("ке", "кен")  # «Дәуке», «Айкең»: behind half a vowel
_RESPECT: Final = ("екен", "еке", "акен", *_AFTER_HALF)
_TENDER: Final = (
    "кош", "кен", "ош", "аш", "еш", "иш", "уш", "ик", "ок", "ека", "ака", "ечка", "очка", "енька",
    "уля", "юля", "уша", "юша", "уня", "юня", "ега", "еня", "еша", "оша", "оха", "аха", "аша",
    "ка", "ко", "я",
)  # fmt: skip
# Of these no everyday word of Kazakh is made: they are believed where a sentence begins too.
_UNLIKE_ANY: Final = each("кош ечка очка енька уля юля уша юша уня юня оша оха")
_TENDER_RU: Final = tuple(dict.fromkeys(one.rstrip("аяо") for one in _TENDER if one != "я"))
# «Сәке» of «Серік», «Тоқаң» of «Тоқтар»: the first letter alone is kept, or it and its vowel.
_FIRST_LETTER: Final = ("аке", "оке", "уке", "еке", "акен", "окен", "укен", "екен")
# Words of every day that look so, folded.
_NONE: Final = frozenset(
    each(
        "береке мереке коке теке шеке неке жеке мекен текен бока бака жака сака така тока"
        " тукен даке ереке улкен желеке керекен таке бекен жукен"
    )
)
_LEAST: Final = 4
_LEAST_SMALL: Final = 5
_HEAD: Final = 3


@lru_cache(maxsize=4096)
def _heads(name: str) -> tuple[str, ...]:
    """«нур» and «нурл» of «нурлан»: what is kept of a folded name."""
    match = _SYLLABLE.match(name)
    if match is None:
        return ()
    onset, begun, ends = match[1], match[1] + match[2], match[3]
    heads = [begun + ends[:length] for length in (1, 2)]
    return tuple(dict.fromkeys([*heads, *([onset] if onset[1:].endswith("у") else [])]))


def is_short_of(word: Word, name: str, language: str, *, called: bool = False) -> bool:
    """Whether a word is a short form of a name, and nothing else that we know of.

    ``called`` says that it stands apart, as when somebody is called: «Нурик, айтшы».
    """
    plain = word.folded
    if len(plain) < _LEAST or plain[0] != folded(name)[:1]:
        return False
    if not (word.capital or len(plain) >= _LEAST_SMALL):
        return False
    if language == "ru":
        fits = _in_russian(word, folded(name))
    else:
        fits = _in_kazakh(word, folded(name), doubtful=word.first and not called)
    return fits and not _is_other(word, name, language)


def _in_kazakh(word: Word, name: str, *, doubtful: bool) -> bool:
    heads = [head for head in _heads(name) if word.capital or len(head) >= _HEAD]
    tender = _UNLIKE_ANY if doubtful else _TENDER
    ends = (*_RESPECT, *tender) if word.capital else _RESPECT
    if any(_is_made(word.folded, head, end) for head in heads for end in ends):
        return True
    first = name[0]
    if not word.capital or first in "аеиоуыэюя" or (doubtful and "әке" not in word.text):
        return False
    return any(_is_made(word.folded, first, end) for end in _FIRST_LETTER)


def _is_made(word: str, head: str, end: str) -> bool:
    if end in _AFTER_HALF and head[-1] not in _HALF:
        return False
    told = head + end
    if not word.startswith(told) or told in _NONE:
        return False
    return ends_like_kazakh(word[len(told) :])


def _in_russian(word: Word, name: str) -> bool:
    plain = word.folded
    known = is_word(word.text.casefold())
    if known and (word.first or not word.capital):
        return False
    heads = [head for head in _heads(name) if word.capital or len(head) >= _HEAD]
    ends = [
        (head + end, ends_like_russian)
        for head in heads
        for end in (*_RESPECT, *_TENDER_RU)
        if end not in _AFTER_HALF or head[-1] in _HALF
    ]
    if word.capital:
        ends += [(head, _like_gulya) for head in heads if len(head) >= _HEAD]
        if name[0] not in "аеиоуыэюя":
            ends += [(name[0] + end, _whole) for end in _FIRST_LETTER]
    return any(
        plain.startswith(told) and told not in _NONE and fits(plain[len(told) :])
        for told, fits in ends
    )


def _like_gulya(ending: str) -> bool:
    """«Гуля», «Гулей»: nothing but the ending of a woman's name."""
    return ending in {"я", "и", "е", "ю", "ей", "ею"}


def _whole(ending: str) -> bool:
    return not ending


def _is_other(word: Word, name: str, language: str) -> bool:
    """Whether a word is a place, a word for kin, or another name of our list."""
    if word.text.casefold() in CALLED or is_place(word, language):
        return True
    ends = ends_like_russian if language == "ru" else ends_like_kazakh
    plain = word.folded
    kept = max(map(len, _heads(folded(name))), default=0)
    cuts = range(max(_LEAST, kept + 1), len(plain) + 1)
    others = (plain[:at] for at in cuts if ends(plain[at:]) and is_listed(plain[:at]))
    return any(not is_form_of(one, name, language) for one in others)
