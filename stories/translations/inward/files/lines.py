"""What a file with text and times holds, and what is wrong in which line of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import StoriesError

MOST_LINES: Final = 5000
"""Segments of one text; a recording of three hours has about half as many."""


class Unreadable(StoriesError):
    """The file cannot be read as a text with times; the sentence says why."""

    sentence = _l(
        "This file cannot be read. Send WebVTT, SRT, ELAN (EAF), our own JSON, or a Word document "
        "(DOCX) with a table."
    )


EMPTY = _l("There is no line with a time and words in this file.")
TOO_MANY = _l("A text may have 5,000 segments at most. Please part the file.")


@dataclass(frozen=True, slots=True)
class Line:
    """One segment as the file has it; ``place`` is its line, row or number there, from 1.

    Times are milliseconds, languages ISO 639-1 or empty where the file does not say. ``speaker`` is
    the name in the file; ``spoken`` says that it stood in front of the words, as SubRip has it, and
    may belong to them. Line ends in ``text`` are those of a caption. ``state`` is the
    translation's: draft, confirmed or stale.
    """

    place: int
    start_ms: int
    end_ms: int
    text: str
    language: str = ""
    speaker: str = ""
    spoken: bool = False
    checked: bool = False
    other: str = ""
    other_language: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a line, by a word of ``reasons``; ``taken`` if the line comes anyway."""

    place: int
    code: str
    taken: bool = False


@dataclass(frozen=True)
class Found:
    """A whole file: its kind (vtt, srt, eaf, docx, json), its lines, and what is wrong."""

    form: str
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def in_order(form: str, lines: Iterable[Line], faults: Iterable[Fault]) -> Found:
    """Lines in the order of speech; raises Unreadable for none, or for more than may be."""
    rows, wrong = sorted(lines, key=lambda line: (line.start_ms, line.place)), list(faults)
    if not rows:
        raise Unreadable(EMPTY)
    if len(rows) > MOST_LINES:
        raise Unreadable(TOO_MANY)
    return Found(form, rows, wrong)
