"""What a facilitator writes about a story, and what is wrong with it. Pure."""

import enum
import unicodedata
from dataclasses import dataclass

from stories.foundation.telling import tells_too_much
from stories.moderation.timeline import Span, ordered

MOST_TITLE = 160
MOST_SUMMARY = 2000
MOST_NOTE = 300
LEAST_MS = 1000
MOST_STRETCHES = 20
SLACK_MS = 1000  # a length told in whole seconds may end a moment after the sound


class Fault(enum.StrEnum):
    """What is wrong with a story's own text."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NAMES_A_PAST = "names_a_past"
    NOTE_IN_ONE_LANGUAGE = "note_in_one_language"
    BACKWARDS = "backwards"
    TOO_SHORT = "too_short"
    BEYOND_THE_END = "beyond_the_end"
    OVERLAPPING = "overlapping"
    TOO_MANY = "too_many"
    UNKNOWN_THEME = "unknown_theme"


@dataclass(frozen=True)
class StoryText:
    """A story's own words in both languages, its stretches in ms, its themes by slug."""

    stretches: tuple[Span, ...]
    title_kk: str
    title_ru: str
    summary_kk: str
    summary_ru: str
    content_note_kk: str = ""
    content_note_ru: str = ""
    themes: tuple[str, ...] = ()

    def tidied(self) -> "StoryText":
        """The same without stray spaces or control characters; titles and notes on one line.

        The stretches come in the order of speech.
        """
        return StoryText(
            ordered(self.stretches),
            one_line(self.title_kk),
            one_line(self.title_ru),
            paragraphs(self.summary_kk),
            paragraphs(self.summary_ru),
            one_line(self.content_note_kk),
            one_line(self.content_note_ru),
            tuple(dict.fromkeys(self.themes)),
        )


def one_line(text: str) -> str:
    """A text on one line, composed letters, no control characters."""
    return " ".join(_visible(text).split())


def paragraphs(text: str) -> str:
    """A text whose lines are kept and trimmed, without more than one empty line in a row."""
    lines = [line.strip() for line in _visible(text, keep="\n").split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip()


def _visible(text: str, keep: str = "") -> str:
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} and letter not in keep else letter
        for letter in composed
    )


def faults(text: StoryText, seconds: float, known_themes: frozenset[str]) -> dict[str, Fault]:
    """What is wrong, by field; ``seconds`` is the recording's length. Nothing means it may go.

    The third stretch's end is called ``stretches-2-end``.
    """
    found = _stretches_faults(text.stretches, round(seconds * 1000))
    for most, names in (
        (MOST_TITLE, ("title_kk", "title_ru")),
        (MOST_SUMMARY, ("summary_kk", "summary_ru")),
        (MOST_NOTE, ("content_note_kk", "content_note_ru")),
    ):
        for name in names:
            fault = _text_fault(name, getattr(text, name), most)
            if fault:
                found[name] = fault
    if bool(text.content_note_kk) is not bool(text.content_note_ru):
        silent = "content_note_ru" if text.content_note_kk else "content_note_kk"
        found[silent] = Fault.NOTE_IN_ONE_LANGUAGE
    if not set(text.themes) <= known_themes:
        found["themes"] = Fault.UNKNOWN_THEME
    return found


def _text_fault(name: str, value: str, most: int) -> Fault | None:
    if not value and not name.startswith("content_note"):
        return Fault.EMPTY
    if len(value) > most:
        return Fault.TOO_LONG
    # Titles alone: «жусан» is also the wormwood every steppe story smells of (DOMAIN P3).
    past = name.startswith("title") and tells_too_much(value)
    return Fault.NAMES_A_PAST if past else None


def _stretches_faults(spans: tuple[Span, ...], whole_ms: int) -> dict[str, Fault]:
    if not spans:
        return {"stretches-0-start": Fault.EMPTY}
    if len(spans) > MOST_STRETCHES:
        return {f"stretches-{MOST_STRETCHES}-start": Fault.TOO_MANY}
    found = {}
    for place, span in enumerate(spans):
        wrong = _span_fault(span, whole_ms)
        if wrong is None and any(_overlap(span, other) for other in spans[:place]):
            wrong = ("start", Fault.OVERLAPPING)
        if wrong:
            found[f"stretches-{place}-{wrong[0]}"] = wrong[1]
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and one[1] > other[0]


def _span_fault(span: Span, whole_ms: int) -> tuple[str, Fault] | None:
    start, end = span
    if start < 0 or start >= max(whole_ms, 1):
        return "start", Fault.BEYOND_THE_END
    if end <= start:
        return "end", Fault.BACKWARDS
    if end > whole_ms + SLACK_MS:
        return "end", Fault.BEYOND_THE_END
    return ("end", Fault.TOO_SHORT) if end - start < LEAST_MS else None
