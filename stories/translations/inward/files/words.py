"""The words our own files say about themselves, in every language they may have left in."""

import re
from functools import cache
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from stories.foundation.i18n import LANGUAGES
from stories.transcripts import leaving
from stories.transcripts.approvals.shown import APPROVED
from stories.transcripts.standing import LABELS
from stories.translations.models import TranslationState
from stories.translations.words import CONFIRMED, DOUBTS, DRAFTED, PARTS

HEADS: dict[str, tuple[str, ...]] = {
    "time": ("time", "times", "timecode", "уақыты", "уақыт", "время", "таймкод", "тайм-код"),
    "start": ("start", "begin", "from", "басы", "басталуы", "начало"),
    "end": ("end", "to", "соңы", "аяқталуы", "конец"),
    "speaker": ("speaker", "who", "name", "кім сөйлейді", "кім", "кто говорит", "кто", "спикер"),
    "text": ("text", "transcript", "said", "мәтін", "айтылғаны", "текст", "расшифровка"),
    "other": ("translation", "аударма", "аудармасы", "перевод"),
    "state": ("state", "status", "күйі", "состояние"),
    "kk": ("kazakh", "қазақша", "қазақ тілінде", "казахский", "по-казахски", "на казахском"),
    "ru": ("russian", "орысша", "орыс тілінде", "русский", "по-русски", "на русском"),
}
OWN_HEADS: dict[str, Any] = {
    "time": _l("Time"),
    "speaker": _l("Who speaks"),
    "text": _l("What was said"),
    "other": _l("In the other language"),
    "state": _l("Checked?"),
}


def folded(text: str) -> str:
    """A word as it is looked for: no capitals, no colon, no doubled spaces."""
    return " ".join(text.split()).casefold().rstrip(" :")


def in_every_language(text: Any) -> set[str]:
    """What a lazy text is in each language of the interface, folded."""
    found = set()
    for code in LANGUAGES:
        with force_locale(code):
            found.add(folded(str(text)))
    return found


@cache
def heads() -> dict[str, str]:
    """What a column is, by its folded heading."""
    known = {word: name for name, words in HEADS.items() for word in words}
    return known | {
        word: name for name, text in OWN_HEADS.items() for word in in_every_language(text)
    }


@cache
def states() -> dict[str, str]:
    """What our own words say of a text or a translation, by the folded word."""
    found: dict[str, str] = {}
    for text in (leaving.CHECKED, *APPROVED.values()):  # an approval is given here or nowhere
        found |= dict.fromkeys(in_every_language(text), "checked")
    for text in (leaving.UNCHECKED, leaving.MACHINE):
        found |= dict.fromkeys(in_every_language(text), "unchecked")
    found |= dict.fromkeys(in_every_language(CONFIRMED), TranslationState.CONFIRMED.value)
    for text in DRAFTED:
        found |= dict.fromkeys(in_every_language(text), TranslationState.DRAFT.value)
    for state, text in DOUBTS.items():
        found |= dict.fromkeys(in_every_language(text), state.value)
    return found


def is_label(text: str) -> bool:
    """Whether a first caption is the one our own captions begin with."""
    return bool(_labels().fullmatch(folded(text)))


@cache
def _labels() -> re.Pattern[str]:
    told = "|".join(_shape(word) for text in LABELS for word in in_every_language(text))
    more = "|".join(_shape(word) for text in PARTS for word in in_every_language(text))
    return re.compile(rf"(?:{told})(?:\. (?:{more}))?|(?:{more})")


def _shape(word: str) -> str:
    """A pattern of a text as it looks once its number is filled in."""
    return re.escape(word).replace(re.escape("%(share)s"), r"\d+").replace("%%", "%")
