"""Forms of a Kazakh name: what was joined to it, and the same joined to another. Pure."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qazaq_inflector import QazaqNameInflector

from stories.moderation.wording.names import is_kazakh_name

_INFLECTOR: Final = QazaqNameInflector(strict=True)
_FOND: Final = ("", "жан", "тай")
_OWNED: Final = ("", "1sg", "2sg", "2sg_formal", "1pl", "3")
_PERSONS: Final = ("1sg", "2sg", "2sg_formal", "1pl")
# «Серікқызы» is somebody's daughter: owned once, a name cannot be owned again.
_BORN: Final = ("ұлы", "қызы")
_VOICELESS: Final = frozenset("кқпстфхцчшщбвгд")
_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """What is joined to a name: a fond «-жан», the plural, whose it is, the case, and a tail.

    Case and owner are named as qazaq-inflector does; the tail is an owner's «whose» («-дікі»),
    «of_place» («-дегі»), «like» («-дай»), «without» («-сыз») or a person («-мін»).
    """

    fond: str = ""
    plural: bool = False
    owned: str = ""
    case: str = "nominative"
    tail: str = ""


_TAILS: Final = (
    ("whose", "accusative"), ("of_place", "locative"), ("like", "nominative"),
    ("without", "nominative"), *((person, "nominative") for person in _PERSONS),
)  # fmt: skip


def told_like(found: str, other: str, base: str = "") -> str:
    """Another name with what is joined to the one found. ``base``: how that one is called."""
    shape = _shape_of(found, base)
    told = shaped(other, shape) if shape else other
    return told.upper() if found.isupper() and len(found) > 1 else told


def _shape_of(found: str, base: str) -> Shape | None:
    word = found.rpartition(" ")[2].casefold()
    # A person may be called by any part of the name: «Айгүлге» of «Айгүл Серікқызы Оспанова».
    for part in reversed(base.casefold().split()):
        shape = forms_of(part).get(word)
        if shape:
            return shape
    return _guessed(word)


def _guessed(word: str) -> Shape | None:
    stems = list(_stems(word))
    for stem in stems:
        shape = forms_of(stem).get(word) if is_kazakh_name(stem) else None
        if shape:
            return shape
    # Of a name nobody knows only a case is believed that shows itself by a whole syllable.
    for stem in reversed(stems):
        shape = forms_of(stem).get(word)
        if shape and shape == Shape(case=shape.case) and len(word) > len(stem) + 1:
            return shape
    return None


def _stems(word: str) -> list[str]:
    cut = [word[:end] for end in range(len(word), _LEAST - 1, -1)]
    hard = {"б": "п", "г": "к", "ғ": "қ"}
    return [one for stem in cut for one in (stem, stem[:-1] + hard.get(stem[-1], ""))]


@lru_cache(maxsize=4096)
def forms_of(name: str) -> dict[str, Shape]:
    """Every form of one word, folded, and how it is made; the plainer reading of two wins."""
    found: dict[str, Shape] = {}
    for shape in _every_shape(_born(name)):
        found.setdefault(shaped(name, shape).casefold(), shape)
    return found


@lru_cache(maxsize=2)
def _every_shape(born: bool) -> tuple[Shape, ...]:
    cases = _INFLECTOR.CASES
    fonds, owners = (("",), ("",)) if born else (_FOND, _OWNED)
    shapes = [
        *(Shape(a, b, c, d) for a in fonds for b in (False, True) for c in owners for d in cases),
        *(
            Shape(a, b, "", case, tail)
            for a in fonds
            for b in (False, True)
            for tail, case in _TAILS
        ),
    ]
    return tuple(sorted(shapes, key=_weight))


def _weight(shape: Shape) -> tuple[bool, bool, bool, bool]:
    return bool(shape.fond), bool(shape.owned), shape.plural, bool(shape.tail)


def _born(word: str) -> bool:
    return any(word.casefold().endswith(end) and len(word) > len(end) for end in _BORN)


def shaped(name: str, shape: Shape) -> str:
    """A name, of one or several words, with a shape; what is joined stands at the last word."""
    head, space, word = name.rpartition(" ")
    return head + space + _tailed(_cased(word, shape), shape.tail)


def _cased(word: str, shape: Shape) -> str:
    if _born(word):
        return _INFLECTOR.possessive(word[:-1], "3", shape.case, shape.plural)
    if shape.owned:
        return _INFLECTOR.possessive(word + shape.fond, shape.owned, shape.case, shape.plural)
    stem = _INFLECTOR.pluralize(word + shape.fond) if shape.plural else word + shape.fond
    return _INFLECTOR.inflect(stem, shape.case) or stem


def _tailed(word: str, tail: str) -> str:
    if not tail:
        return word
    if tail == "whose":
        return word.rstrip("ыі") + "ікі"  # «Айгүлді», «Айгүлдікі»
    if tail == "of_place":
        return word + _after(word, "ғы", "гі")
    if tail == "without":
        return word + _after(word, "сыз", "сіз")
    if tail == "like":
        ends = ("тай", "тей") if word[-1].casefold() in _VOICELESS else ("дай", "дей")
        return word + _after(word, *ends)
    return _INFLECTOR.predicate(word, tail)


def _after(word: str, hard: str, soft: str) -> str:
    dative = _INFLECTOR.inflect(word, "dative") or "а"
    return hard if dative[-1].casefold() == "а" else soft
