"""The words people read for generations, uses, audiences and the rest."""

from collections.abc import Iterable

from babel import Locale
from flask_babel import lazy_gettext as _l

from stories.foundation.i18n import locale_code
from stories.people.models import (
    AccessNeed,
    Audience,
    Evidence,
    FactKind,
    Generation,
    Interest,
    Naming,
    Outcome,
    Readiness,
    Stage,
    Use,
    WayKind,
    Wording,
)
from stories.people.rules import Said

GENERATIONS = {
    Generation.ELDER: _l("Elder"),
    Generation.YOUTH: _l("Young person"),
    Generation.REPRESENTATIVE: _l("Legal representative"),
}
READINESS = {
    Readiness.READY: _l("Ready to take part"),
    Readiness.NOT_NOW: _l("Not now"),
}
WAYS = {
    WayKind.TELEPHONE: _l("Telephone"),
    WayKind.MESSENGER: _l("Messenger"),
    WayKind.EMAIL: _l("E-mail"),
    WayKind.THROUGH: _l("Through whom"),
    WayKind.ADDRESS: _l("Address"),
}
ACCESS_NEEDS = {
    AccessNeed.HEARING: _l("Hears badly"),
    AccessNeed.SIGHT: _l("Sees badly"),
    AccessNeed.MOBILITY: _l("Walks with difficulty"),
    AccessNeed.READING: _l("Does not read, or only with help"),
    AccessNeed.REST: _l("Needs rests"),
}
INTERESTS = {
    Interest.TALES: _l("Tales and books"),
    Interest.SONGS: _l("Songs and music"),
    Interest.COOKING: _l("Cooking and bread"),
    Interest.CRAFTS: _l("Felt, needle, wood"),
    Interest.ANIMALS: _l("Horses and other animals"),
    Interest.GARDEN: _l("Garden and fields"),
    Interest.GAMES: _l("Games"),
    Interest.SPORT: _l("Sport"),
    Interest.DRAWING: _l("Drawing"),
    Interest.MACHINES: _l("Machines and building"),
    Interest.FEASTS: _l("Feasts and customs"),
    Interest.HISTORY: _l("Forebears and old times"),
}
FACT_KINDS = {
    FactKind.ADOPTION: _l("Adoption"),
    FactKind.BIRTH_PARENTS: _l("Birth parents"),
    FactKind.SAFETY: _l("Safety"),
    FactKind.OTHER: _l("Another matter"),
}
STAGES = {
    Stage.BEFORE: _l("Before the session"),
    Stage.AFTER: _l("After the session"),
}
USES = {
    Use.RECORD: _l("Record the conversation"),
    Use.TRANSCRIBE: _l("Have a machine write the recording down"),
    Use.TRANSLATE: _l("Translate it into the other language"),
    Use.SHARE: _l("Share it with those chosen below"),
    Use.PUBLISH: _l("Publish it for everybody"),
    Use.EXPORT: _l("Keep a copy in archives outside this programme"),
}
USES_SHORT = {
    Use.RECORD: _l("record"),
    Use.TRANSCRIBE: _l("write down by machine"),
    Use.TRANSLATE: _l("translate"),
    Use.SHARE: _l("share"),
    Use.PUBLISH: _l("publish"),
    Use.EXPORT: _l("export"),
}
AUDIENCES = {
    Audience.PRIVATE: _l("Only the team and the narrator"),
    Audience.FAMILY: _l("Families of the programme"),
    Audience.PROGRAMME: _l("Everybody in the programme"),
    Audience.PUBLIC: _l("Anybody"),
}
NAMINGS = {
    Naming.ANONYMOUS: _l("Without any name"),
    Naming.PSEUDONYM: _l("By a pseudonym"),
    Naming.OWN_NAME: _l("By their own name"),
}
EVIDENCES = {
    Evidence.SIGNED: _l("Signed on paper"),
    Evidence.SPOKEN: _l("Spoken, and recorded"),
    Evidence.WITNESSED: _l("Spoken before a witness"),
}
WORDINGS = {
    Wording.ADULT: _l("For an adult"),
    Wording.REPRESENTATIVE: _l("For the legal representative"),
    Wording.CHILD: _l("For the child, in words"),
    Wording.PICTURES: _l("For the child, in pictures"),
}
OUTCOMES = {
    Outcome.DELETE: _l("Delete what was recorded"),
    Outcome.ANONYMISE: _l("Make it anonymous"),
    Outcome.RESTRICT: _l("Keep it closed"),
}
SAID = {
    Said.NOTHING: (_l("Not asked yet"), "wait"),
    Said.YES: (_l("Agreed"), "ok"),
    Said.NO: (_l("Refused"), "stop"),
    Said.TAKEN_BACK: (_l("Withdrawn"), "stop"),
    Said.OVER: (_l("Has run out"), "wait"),
}
LANGUAGES = ("kk", "ru", "en", "uz", "ug", "tr", "ar")
FORM_LANGUAGES = ("kk", "ru", "en")


def language_name(code: str) -> str:
    """«қазақ тілі» for ``kk`` (ISO 639-1), in the language of the page."""
    name = str(Locale(locale_code()).languages.get(code, code))
    return name[:1].upper() + name[1:]


def languages_in_a_row(names: Iterable[str]) -> str:
    """«Қазақ тілі, орыс тілі»: only English writes every language with a capital."""
    told = ", ".join(names)
    return told if locale_code() == "en" else told[:1] + told[1:].lower()


def language_choices(codes: tuple[str, ...] = LANGUAGES) -> list[tuple[str, str]]:
    """Languages for a form, named in the language of the page."""
    return [(code, language_name(code)) for code in codes]


HELD_IN = {
    "people": _l("Name and particulars"),
    "agreements": _l("Agreements"),
    "links": _l("Own links"),
    "letters": _l("Letters by e-mail"),
    "restricted": _l("Restricted facts"),
    "sessions": _l("Sessions"),
    "media": _l("Recordings"),
    "transcripts": _l("Texts of recordings"),
    "translations": _l("Translations"),
    "moderation": _l("Stories"),
    "collections": _l("Collections"),
    "reading": _l("Families' links"),
    "archive": _l("Log of actions"),
}
