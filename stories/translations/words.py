"""What is to be known of a translation that nobody stands for yet, as people read it (R8)."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stories.translations.engine.types import WHISPER
from stories.translations.models import MEMORY, SegmentTranslation, TranslationState

DOUBTS: dict[TranslationState, Any] = {
    TranslationState.DRAFT: _l("not confirmed"),
    TranslationState.STALE: _l("the original was changed"),
}
# a draft by a model that reads, and one by ear; files say so, and are read back by these words
DRAFTED: tuple[Any, Any] = (
    _l("Machine draft, not confirmed"),
    _l("Rough machine gist from the sound, not confirmed"),
)
# what captions begin with where some of them are doubted, or a machine's drafts
PARTS: tuple[Any, Any] = (
    _l("Parts of the translation are not confirmed"),
    _l("Parts of the translation are a machine's drafts, not confirmed"),
)
# where a segment's other language stands, as its page counts it
STATES: dict[str, Any] = {
    "confirmed": _l("confirmed by people"),
    "draft": _l("drafts nobody has confirmed"),
    "stale": _l("the original was changed since"),
    "open": _l("not translated yet"),
}
CONFIRMED: Any = _l("confirmed")


def made_by(row: SegmentTranslation) -> str:
    """What drafted it, and that no person has confirmed it; nothing for a person's own words."""
    if not row.engine:
        return str(DOUBTS[row.state]) if row.state is TranslationState.DRAFT else ""
    if row.engine == MEMORY:
        return str(
            _("From an earlier translation, %(alike)s %% alike, not confirmed", alike=row.alike)
        )
    return str(DRAFTED[row.engine == WHISPER])


def doubt_of(row: SegmentTranslation) -> str:
    """What stands beside it in a file; nothing for what a person confirmed and still fits."""
    if row.state is TranslationState.CONFIRMED:
        return ""
    if row.engine and row.engine != MEMORY:
        return str(DRAFTED[row.engine == WHISPER])
    return str(DOUBTS[TranslationState.DRAFT if row.drafted else row.state])
