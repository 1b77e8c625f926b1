"""The words of the directory of specialists."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stories.people.words import language_name
from stories.sessions.specialists.models import Specialist, SpecialistKind
from stories.sessions.words import LANGUAGES

KINDS = {
    SpecialistKind.PSYCHOLOGIST: _l("Psychologist"),
    SpecialistKind.LEGAL_ADVISER: _l("Legal adviser"),
    SpecialistKind.THEOLOGIAN: _l("Theologian"),
    SpecialistKind.SOCIAL_WORKER: _l("Social worker"),
    SpecialistKind.VOCATIONAL_TRAINER: _l("Vocational trainer"),
    SpecialistKind.OTHER: _l("Another specialist"),
}
SPOKEN = ("kk", "ru", "uz", "ug", "ar", "tr", "en")
HALVES = {"morning": _l("In the morning"), "afternoon": _l("In the afternoon")}


def spoken() -> dict[str, str]:
    """Languages of a specialist by code, in the reader's words."""
    return {code: str(LANGUAGES.get(code) or language_name(code)) for code in SPOKEN}


def kind_told(row: Specialist) -> str:
    """What a specialist is, in words."""
    return row.other_kind if row.kind is SpecialistKind.OTHER else str(KINDS[row.kind])


def ways_told(row: Specialist) -> str:
    """Whether they are met in person, on a call, or both."""
    if row.in_person and row.remote:
        return str(_("In person or on a call"))
    return str(_("In person") if row.in_person else _("On a call"))
