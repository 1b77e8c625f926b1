"""Places, addresses and schools, in whatever form. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from stories.moderation.suggesting.finders.found import Found, Kind
from stories.moderation.suggesting.finders.lists import places
from stories.moderation.suggesting.finders.words import (
    Word,
    ends_like_kazakh,
    ends_like_russian,
)
from stories.moderation.wording.dictionary import is_persons, is_word, readings

_CAP: Final = r"[А-ЯЁӘҒҚҢӨҰҮҺІ][\w’'-]+"
_NAME: Final = rf"(?:{_CAP}(?:\s+{_CAP}){{0,3}})"
_NUMBER: Final = r"(?:№\s*|N\s*)?\d+(?:-?\s?[а-яәі]\b)?"
_PLACE_KK: Final = re.compile(
    rf"{_NAME}(?:\s+(?i:ауыл|аудан|облыс|қала|көл|өзен|теңіз|станция|бекет|разъезд|тау|дала|бой(?!ынша)|жота"
    r"|кент|село|өңір|жайлау|қыстау|қыстақ|совхоз|колхоз|округ|өлке|асу|шатқал)"
    r"(?:ы|і|сы|сі|и)[а-яәғқңөұүһі]*)"
)
_PLACE_RU: Final = re.compile(
    r"\b(?i:сел[оаеу]м?|аул[ауе]?|аулом|пос[её]л(?:ок|к[ауе]|ком)|город[ауе]?|городом|станци[яиюей]+"
    r"|район[ауе]?|област[ьи]ю?|рек[аиуе]й?|озер[оауе]м?|совхоз[ауе]?|колхоз[ауе]?|разъезд[ауе]?"
    rf"|деревн[яиюе]й?|гор[аыуе])\s+«?{_NAME}»?"
    rf"|{_CAP}(?:ск|цк)[а-я]+\s+(?i:район|област|край|кра|степ|округ)[а-я]*"
)
_STREET_KK: Final = r"(?i:көше|даңғыл|шағын\s?аудан|мөлтек\s?аудан|тұйық|мөлтекаудан)"
_HOUSE_KK: Final = rf"(?:\s*,?\s*{_NUMBER}\s*(?:[-–]?\s*(?i:үй|пәтер|қабат|подъезд)\w*)?)"
_ADDRESS_KK: Final = re.compile(rf"{_NAME}\s+{_STREET_KK}\w*{_HOUSE_KK}*")
_STREET_RU: Final = (
    r"(?i:\bул\.|\bулиц\w*|\bпр\.|\bпр-т|\bпросп\.|\bпроспект\w*|\bпер\.|\bпереул\w+|\bмкр\.?"
    r"|\bмикрорайон\w*|\bбульвар\w*)"
)
_HOUSE_RU: Final = rf"(?:\s*,?\s*(?i:дом\w*|д\.|кв\.|квартир\w*|корпус|подъезд)?\s*{_NUMBER})"
_ADDRESS_RU: Final = re.compile(
    rf"{_STREET_RU}\s*«?(?:{_NAME}|\d+)»?{_HOUSE_RU}*|{_CAP}(?:ая|ой|ую)\s+улиц\w*{_HOUSE_RU}*"
)
_KIND_KK: Final = r"(?:мектеп-интернат|мектеб|мектеп|гимназия|лице[йі]|балабақша|интернат|колледж)"
_SCHOOL_KK: Final = re.compile(
    rf"(?:№\s*\d+|\d+-?(?:ші|шы|інші|ншы|нші)?)\s*(?:\w+\s+)?(?i:{_KIND_KK})\w*"
    rf"|{_NAME}\s+атындағы\s+(?:(?:№\s*)?\d+\s*)?(?:\w+\s+)?(?i:{_KIND_KK})\w*"
    rf"|«[^»]{{1,40}}»\s+(?i:{_KIND_KK})\w*"
    rf"|{_NAME}\s+(?:[а-яәғқңөұүһі]+\s+)?(?i:{_KIND_KK}(?:ы|і|сы|сі))\w*"
)
_KIND_RU: Final = (
    r"(?:школ\w*(?:-интернат\w*)?|гимнази\w*|лице[йяюе]\w*|детск\w+\s+сад\w*|садик\w*|интернат\w*"
    r"|колледж\w*)"
)
_SCHOOL_RU: Final = re.compile(
    rf"(?i:{_KIND_RU})\s+(?:(?i:номер|№)\s*)?\d+|(?i:{_KIND_RU})\s+(?i:им\.|имени)\s+{_NAME}"
    rf"|(?i:{_KIND_RU})\s+«[^»]{{1,40}}»|\b\d+-?(?:я|й|ю|ой|ую)\s+(?i:{_KIND_RU})"
    rf"|{_NAME}\s+(?i:{_KIND_RU})"
)
_PATTERNS: Final = {
    "kk": ((_ADDRESS_KK, Kind.ADDRESS), (_SCHOOL_KK, Kind.SCHOOL), (_PLACE_KK, Kind.PLACE)),
    "ru": ((_ADDRESS_RU, Kind.ADDRESS), (_SCHOOL_RU, Kind.SCHOOL), (_PLACE_RU, Kind.PLACE)),
}
_LEAST: Final = 4
_LEAST_SMALL: Final = 6
# A capital and a sparrow, a loss and somebody with a goat: no places in small letters.
_EVERYDAY: Final = ("астана", "торгай", "казалы", "текели")
_NAMED: Final = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ\d«]")
# Words of pymorphy's that stand before no name of a school: a preposition, a pronoun, a verb.
_CLOSED: Final = frozenset({"PREP", "NPRO", "VERB", "CONJ", "ADVB", "PRCL"})
# Words that begin a sentence with a capital and belong to no name that follows.
_NO_NAME: Final = re.compile(
    r"(?:Біз|Мен|Сен|Сіз|Ол|Олар|Бұл|Сол|Осы|Кейін|Содан|Бірақ|Ал|Енді|Кеше|Бүгін|Сонда|Әкем|Анам"
    r"|Ағам|Апам|Атам|Әжем|Үйіміз|Біздің|Менің|Сенің|Оның|Олардың|Ауыл|Ауылдың|Орта|Бастауыш|Жаңа|Ескі|Қазақ|Орыс"
    r"|Музыка|Бір|Екі|Мы|Я|Он|Она|Они|Это|Потом|Наша|Наш|Там|Тогда|Вчера)\s+"
)


def places_in(text: str, words: Sequence[Word], language: str) -> Iterator[Found]:
    """Addresses, schools and places."""
    for pattern, kind in _PATTERNS[language]:
        for match in pattern.finditer(text):
            start = match.start() + _no_name(match.group(), language)
            if _NAMED.search(text[start : match.end()]):
                yield Found(start, match.end(), kind)
    for word in words:
        if is_place(word, language):
            yield Found(word.start, word.end, Kind.PLACE)


def _no_name(told: str, language: str) -> int:
    """How many letters of a find are a word that only begins a sentence: «После школы»."""
    before = _NO_NAME.match(told)
    if before:
        return before.end()
    head, space, _rest = told.partition(" ")
    known = language == "ru" and head.istitle() and _is_no_name(head.casefold())
    return len(head) + len(space) if known else 0


def _is_no_name(word: str) -> bool:
    kinds = {str(one.tag.POS) for one in readings(word) if one.is_known}
    return bool(kinds & _CLOSED) and not is_persons(word)


def is_place(word: Word, language: str) -> bool:
    """Whether a word names a place of the list.

    An everyday word does not where a sentence begins; in small letters only a long name does, if
    it is no word of every day.
    """
    plain = word.folded
    small = not word.capital
    least = _LEAST_SMALL if small else 0
    found = any(
        len(name) >= least and not (everyday and word.first)
        for name, everyday in _listed(plain, language)
    )
    if not found or not small:
        return found
    return not (plain.startswith(_EVERYDAY) or (language == "ru" and is_word(word.text)))


@lru_cache(maxsize=16384)
def _listed(plain: str, language: str) -> tuple[tuple[str, bool], ...]:
    """The places of our list that a folded word is a form of."""
    return tuple(
        one
        for one in places()[language]
        if plain[:2] == one[0][:2] and _is_form(plain, one[0], language)
    )


def _is_form(word: str, name: str, language: str) -> bool:
    if language == "ru":
        stem = name[:-1] if name[-1] in "аяыийо" and len(name) > _LEAST else name
        return word == name or (word.startswith(stem) and ends_like_russian(word[len(stem) :]))
    stems = (name, name[:-1] + {"п": "б", "к": "г"}.get(name[-1], name[-1]))
    return any(word.startswith(stem) and ends_like_kazakh(word[len(stem) :]) for stem in stems)
