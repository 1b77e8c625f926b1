"""Places, addresses and schools, in whatever form. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from stories.moderation.suggesting.finders.found import Found, Kind
from stories.moderation.suggesting.finders.lists import places
from stories.moderation.suggesting.finders.words import (
    Word,
    ends_like_kazakh,
    ends_like_russian,
)

_CAP: Final = r"[А-ЯЁӘҒҚҢӨҰҮҺІ][\w’'-]*"
_NAME: Final = rf"(?:{_CAP}(?:\s+{_CAP}){{0,3}})"
_NUMBER: Final = r"(?:№\s*|N\s*)?\d+(?:-?\s?[а-яәі]\b)?"
_PLACE_KK: Final = re.compile(
    rf"{_NAME}(?:\s+(?i:ауыл|аудан|облыс|қала|көл|өзен|теңіз|станция|бекет|разъезд|тау|дала|бой|жота"
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
# Words that begin a sentence with a capital and belong to no name that follows.
_NO_NAME: Final = re.compile(
    r"(?:Біз|Мен|Сен|Сіз|Ол|Олар|Бұл|Сол|Осы|Кейін|Содан|Бірақ|Ал|Енді|Кеше|Бүгін|Сонда|Әкем|Анам"
    r"|Ағам|Апам|Атам|Әжем|Үйіміз|Мы|Я|Он|Она|Они|Это|Потом|Наша|Наш|Там|Тогда|Вчера)\s+"
)


def places_in(text: str, words: Sequence[Word], language: str) -> Iterator[Found]:
    """Addresses, schools and places."""
    for pattern, kind in _PATTERNS[language]:
        for match in pattern.finditer(text):
            before = _NO_NAME.match(match.group())
            yield Found(match.start() + (before.end() if before else 0), match.end(), kind)
    for word in words:
        if word.capital and is_place(word, language):
            yield Found(word.start, word.end, Kind.PLACE)


def is_place(word: Word, language: str) -> bool:
    """Whether a word names a place of the list; an everyday word not where a sentence begins."""
    return any(
        _is_form(word.folded, name, language) and not (everyday and word.first)
        for name, everyday in places()[language]
    )


def _is_form(word: str, name: str, language: str) -> bool:
    if language == "ru":
        stem = name[:-1] if name[-1] in "аяыийо" and len(name) > _LEAST else name
        return word == name or (word.startswith(stem) and ends_like_russian(word[len(stem) :]))
    stems = (name, name[:-1] + {"п": "б", "к": "г"}.get(name[-1], name[-1]))
    return any(word.startswith(stem) and ends_like_kazakh(word[len(stem) :]) for stem in stems)
