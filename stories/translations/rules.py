"""Decisions about the other language. Pure."""

from stories.media.rules import is_open, may_write_down
from stories.people.models import Use
from stories.people.rules import Permission
from stories.transcripts.rules import LANGUAGES, tidy
from stories.translations.models import MEMORY, SegmentTranslation

LONGEST_TEXT = 5000
OTHER = {"kk": "ru", "ru": "kk"}


def other_language(spoken: str) -> str:
    """The language a segment still needs; what is in neither is told in Kazakh."""
    return OTHER.get(spoken, "kk")


def wants_draft(row: SegmentTranslation | None, said: str) -> bool:
    """Whether a machine may draft this: never over a person's words or their choice."""
    if row is None:
        return bool(said)
    return row.drafted and row.engine != MEMORY and row.source_text != said


def may_draft(permission: Permission, *, by_ear: bool) -> bool:
    """Whether a machine may translate a recording's text, or its sound (DOMAIN C2)."""
    if not is_open(permission) or Use.TRANSLATE not in permission.uses:
        return False
    return not by_ear or may_write_down(permission)


def joined_source(before: str | None, after: str | None) -> str | None:
    """What two segments' translations were made from, as one; nothing if one is unknown."""
    return None if before is None or after is None else tidy(f"{before} {after}")


def sound_translation(text: str, language: str, spoken: str) -> bool:
    """Whether this may stand beside a segment spoken in that language."""
    fits = language in LANGUAGES and language == other_language(spoken)
    return fits and len(text) <= LONGEST_TEXT and "\x00" not in text
