"""Forms of a name in Russian: the case one stands in, and another name in that case. Pure.

What the dictionary of pymorphy3 knows as a name it declines; Kazakh names and words it does not
know are declined by their last letter, as schoolbooks do. Women's names on a consonant stand still.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from stories.moderation.wording.dictionary import readings
from stories.moderation.wording.names import gender_of, given_names

CASES: Final = ("nomn", "gent", "accs", "datv", "ablt", "loct")
_GOVERNED: Final = {
    "gent": "у от для без из около после возле до из-за кроме вокруг напротив против ради",
    "datv": "к ко по благодаря навстречу",
    "accs": "про через сквозь",
    "ablt": "с со над под перед между за",
    "loct": "о об обо в во на при",
}
_ASKS: Final = {word: case for case, words in _GOVERNED.items() for word in words.split()}
_NAMES: Final = frozenset({"Name", "Surn", "Patr"})
_HUSHING: Final = "гкхжчшщқғһ"
_WORD: Final = re.compile(r"[\w-]+")


def told_in_case_of(found: str, other: str, base: str = "", before: str = "") -> str:
    """Another name in the case of the one found."""
    words = found.split()
    case = _fitting(_cases(words[-1], _called(words, base)) or ["nomn"], before)
    told = in_case(other, case)
    return told.upper() if found.isupper() and len(found) > 1 else told


def _called(words: list[str], base: str) -> list[str]:
    """The parts of a whole name, or else the given names of the list, that may be meant."""
    last = words[-1].casefold()
    parts = base.split() or [one for name in given_names() for one in name.ru]
    near = [part for part in parts if _alike(part.casefold(), last)]
    return sorted(near, key=lambda part: _alike(part.casefold(), last), reverse=True)


def _alike(one: str, other: str) -> int:
    """How many letters two words begin with alike, if that is enough to be forms of one name."""
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    return same if same >= max(2, len(one) - 2) else 0


def _cases(word: str, called: list[str]) -> list[str]:
    folded = _folded(word)
    for base in called:
        made = _made(base, folded)
        if made:
            return made
    parses = [one for one in readings(word) if one.tag.case in CASES]
    names = [one for one in parses if _NAMES & one.tag.grammemes] or parses
    return list(dict.fromkeys(str(one.tag.case) for one in names))


def _made(base: str, folded: str) -> list[str]:
    return [case for case in CASES if _folded(in_case(base, case)) == folded]


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")


def _fitting(likely: list[str], before: str) -> str:
    """The case the word before asks for, if the form allows it; else the likeliest."""
    words = _WORD.findall(before)
    if words and len(likely) > 1:
        asked = _ASKS.get(words[-1].casefold()) or _asked_by(words[-1])
        if asked in likely:
            return asked
    return likely[0]


def _asked_by(word: str) -> str:
    kind = next((one.tag.POS for one in readings(word)), None)
    if kind in {"VERB", "INFN", "GRND", "PRTF"}:
        return "accs"
    return "gent" if kind == "NOUN" else ""


def in_case(name: str, case: str, gender: str = "") -> str:
    """A name of one or several words in a case of OpenCorpora; ``gender`` is masc, femn or empty.

    Of words that are no name, such as «Ақ бозторғай», the last is declined alone.
    """
    words = name.split()
    known = gender or _gender(words)
    if len(words) > 1 and all(word[:1].isupper() for word in words):
        return " ".join(_word(word, case, known) for word in words)
    return " ".join([*words[:-1], _word(words[-1], case, known)]) if words else name


def _gender(words: Iterable[str]) -> str:
    """What any of the words tells: a patronymic, a surname, or a name somebody knows."""
    for word in words:
        lower = word.casefold()
        if lower.endswith(("овна", "евна", "кызы", "қызы", "ова", "ева", "ина")):
            return "femn"
        if lower.endswith(("ович", "евич", "улы", "ұлы")):
            return "masc"
    return next((gender for word in words if (gender := gender_of(word))), "")


def _word(word: str, case: str, gender: str) -> str:
    if case == "nomn":
        return word
    known = _known(word, gender)
    if known is not None:
        made = known.inflect({case})
        return _like(word, str(made.word).replace("ё", "е")) if made else word
    return _by_ending(word, case, gender)


def _known(word: str, gender: str) -> Any | None:
    """The dictionary's reading of a word that stands in the first case, names before nouns."""
    if gender_of(word) and gender == "femn" and _consonant(word):
        return None
    parses = [one for one in readings(word) if one.is_known and one.tag.case == "nomn"]
    single = [one for one in parses if one.tag.number == "sing" and one.tag.POS == "NOUN"]
    fits = [one for one in single if not gender or one.tag.gender == gender]
    names = [one for one in fits if _NAMES & one.tag.grammemes]
    return next(iter([*names, *(fits if not gender_of(word) else [])]), None)


def _like(word: str, made: str) -> str:
    return made.capitalize() if word[:1].isupper() else made


def _consonant(word: str) -> bool:
    return word[-1:].casefold() not in set("аәеёиоөуұүыіэюяйь-")


def _by_ending(word: str, case: str, gender: str) -> str:
    at = ("gent", "datv", "accs", "ablt", "loct").index(case)
    last, stem = word[-1].casefold(), word[:-1]
    if _consonant(word):
        return word if gender == "femn" else word + ("а", "у", "а", "ом", "е")[at]
    if last == "й" and gender != "femn":
        return stem + ("я", "ю", "я", "ем", "е")[at]
    if last == "а":
        hushed = stem[-1:].casefold() in _HUSHING
        return stem + ("и" if hushed else "ы", "е", "у", "ой", "е")[at]
    if last == "я":
        after_i = stem[-1:].casefold() == "и"
        return stem + ("и", "и" if after_i else "е", "ю", "ей", "и" if after_i else "е")[at]
    return word
