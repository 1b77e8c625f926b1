"""Places on no list, known by the words around them: «X деген жерде», «в X-е». Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from stories.moderation.suggesting.finders.forms import is_form_of
from stories.moderation.suggesting.finders.found import Found, Kind, Named
from stories.moderation.suggesting.finders.words import Word, each, folded
from stories.moderation.wording.dictionary import is_persons, is_word, readings
from stories.moderation.wording.names import given_names

_WORD: Final = r"[^\W\d_]+(?:-[^\W\d_]+)*"
_LAND_KK: Final = (
    r"(?:жер|ауыл|село|қала|мекен|қоныс|қыстау|қыстақ|жайлау|станция|станса|бекет|разъезд|тау|көл"
    r"|өзен|бұлақ|құдық|сай|төбе|колхоз|совхоз|аудан|өңір|поселк|поселок|алқап|шатқал|ферма|бөлімше"
    r"|орман|тоғай|деревня|облыс|кент|хутор|арал|шет ел|мемлекет)"
)
_CALLED_KK: Final = re.compile(
    rf"(?P<name>(?-i:[А-ЯЁӘҒҚҢӨҰҮҺІ][\w-]*\s+)?{_WORD})\s+(?:деген|дейтін|деп\s+аталатын|атты)\s+"
    rf"(?:(?:бір|шағын|кішкентай|үлкен|ескі|қазақ)\s+)?{_LAND_KK}\w*",
    re.IGNORECASE,
)
_LAND_RU: Final = (
    r"(?:мест(?:о|е|а|ечк\w+)|деревн\w+|деревушк\w+|сел(?:о|е|а|ом)|аул\w*|пос[её]л\w+|город\w*|станци\w+"
    r"|разъезд\w*|урочищ\w+|зимовк\w+|кишлак\w*|хутор\w*|отделени\w+|совхоз\w*|колхоз\w*|речк\w+"
    r"|рек\w+|озер\w+|гор[аыуе]|ферм\w+|участ\w+|район\w*|долин\w+|степ\w+)"
)
_CALLED_RU: Final = re.compile(
    rf"\b{_LAND_RU}\s*,?\s+(?:(?:по[дт]?|с)\s+(?:названи\w+|имен\w+)|\w*назыв\w+|зовётся|зовется"
    rf"|звали|звалось|звался|назван\w+|(?:(?:наш\w*|то|тот|та|это)\s+)?\w*назыв\w+)\s*[,:—-]?\s*"
    rf"«?(?P<name>{_WORD}(?:\s+(?-i:[А-ЯЁ])[\w-]*)?)",
    re.IGNORECASE,
)
_NO_NAME: Final = frozenset(
    each(
        "не қандай бұл сол осы ол ана мына жер ауыл туған отан бір атамекен осындай сондай ондай"
        " кім бар жоқ дейді ештеңе келген кеткен айтқан"
        " так как тогда теперь раньше по мы у его её их нас просто"
    )
)
# After these a place nobody knows is likelier than a person.
_BEFORE_PLACE: Final = frozenset(each("в во из под до через около возле близ"))
_NO_PLACE: Final = each("ютуб ватсап вотсап тикток инстаграм камаз зум телеграм фейсбук инет гугл")
_PERSONS_END: Final = ("бек", "хан", "жан", "гул", "али", "мурат", "ович", "овн", "евн", "кызы")
_DWELLING: Final = re.compile(
    r"(?:тұр(?:ды|ған|ып|а|мын|ам)|туды|туған|туып|өст|өск|көшт|көшк|көші|қыста|жайла|оқыд|оқыған"
    r"|жерлен|еңбек|жұмыс|қоныстан|орналас|тоқта|түст)\w*"
)
_AT: Final = re.compile(r".{3,}[дт][ае]$")
_TO: Final = re.compile(r".{3,}(?:[гкн]?[ае])$")
_TILL: Final = ("дейін", "шейін", "қарай", "көші", "көшт", "көшк", "шығамыз", "шығатын", "шықтық")
_NEAR: Final = 3
_LEAST: Final = 4


def called_in(text: str, language: str) -> Iterator[Found]:
    """Places that somebody says the name of."""
    pattern = _CALLED_KK if language == "kk" else _CALLED_RU
    for match in pattern.finditer(text):
        name = match["name"]
        told = name.casefold()
        if told in _NO_NAME or (language == "ru" and name.islower() and is_word(told)):
            continue
        yield Found(match.start("name"), match.end("name"), Kind.PLACE)


def by_words_around(
    words: Sequence[Word], language: str, named: Sequence[Named], sure: Sequence[Found]
) -> Iterator[Found]:
    """Words nobody knows that stand where a place does; none that is a person already."""
    seen = [(one.start, one.end) for one in named if one.type == "PER"]
    seen += [(one.start, one.end) for one in sure]
    stands = _stands_ru if language == "ru" else _stands_kk
    for at, word in enumerate(words):
        if not word.capital or word.first or len(word.text) < _LEAST or word.text.isupper():
            continue
        if any(start < word.end and word.start < end for start, end in seen):
            continue
        if stands(words, at) and not _is_person(word.folded, language):
            yield Found(word.start, word.end, Kind.PLACE)


def _stands_ru(words: Sequence[Word], at: int) -> bool:
    word, before = words[at], words[at - 1].text.casefold() if at else ""
    plain = word.text.casefold()
    if (
        before not in _BEFORE_PLACE
        or plain.startswith(_NO_PLACE)
        or is_word(plain)
        or is_persons(plain)
    ):
        return False
    return any(one.tag.POS == "NOUN" for one in readings(plain)) and not _like_person(word.folded)


def _like_person(plain: str) -> bool:
    return any(end in plain[-len(end) - 2 :] for end in _PERSONS_END)


def _stands_kk(words: Sequence[Word], at: int) -> bool:
    plain = words[at].folded
    after = [word.text.casefold() for word in words[at + 1 : at + 1 + _NEAR]]
    if _AT.match(plain):
        return any(_DWELLING.match(one) for one in after)
    return bool(_TO.match(plain) and after and after[0].startswith(_TILL))


@lru_cache(maxsize=8192)
def _is_person(plain: str, language: str) -> bool:
    """Whether a word is a form of a given name we know."""
    return any(
        is_form_of(plain, spelled, language)
        for name in given_names()
        for spelled in ((name.kk,) if language == "kk" else name.ru)
        if plain[:1] == folded(spelled)[:1]
    )
