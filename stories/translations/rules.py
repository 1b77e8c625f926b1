"""Decisions about the other language. Pure."""

from stories.transcripts.rules import LANGUAGES

LONGEST_TEXT = 5000
OTHER = {"kk": "ru", "ru": "kk"}


def other_language(spoken: str) -> str:
    """The language a segment still needs; what is in neither is told in Kazakh."""
    return OTHER.get(spoken, "kk")


def sound_translation(text: str, language: str, spoken: str) -> bool:
    """Whether this may stand beside a segment spoken in that language."""
    fits = language in LANGUAGES and language == other_language(spoken)
    return fits and len(text) <= LONGEST_TEXT and "\x00" not in text
