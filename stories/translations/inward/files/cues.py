"""WebVTT and SubRip, captions by their time lines.

Libraries pass over a damaged caption without a word, and whoever sent the file never hears that a
sentence is missing. So every line is looked at here, and what cannot be taken is told by its line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stories.transcripts.captions import NAMED, NOBODY, SILENT
from stories.translations.inward.files.lines import Fault, Found, Line, in_order
from stories.translations.inward.files.markup import Told, told_in_srt, told_in_vtt
from stories.translations.inward.files.times import milliseconds
from stories.translations.inward.files.words import is_label

SIGNATURE: Final = "WEBVTT"
ARROW: Final = "-->"
_ENDS = re.compile(r"\r\n|\r|\n")
_TIMES = re.compile(r"\s*[-−]?[\d:.,]+\s*-->\s*[-−]?[\d:.,]+(\s.*)?")
_PART = re.compile(r"(\d{1,6})-(\d{1,4})")
_BESIDE = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True, slots=True)
class _Cue:
    """A caption before its words are looked at; ``place`` is the line of its times, from 1."""

    place: int
    name: str
    start_ms: int
    end_ms: int
    text: str


def read_vtt(text: str) -> Found:
    """WebVTT; raises Unreadable if no caption in it can be taken."""
    faults: list[Fault] = []
    lines: list[Line] = []
    parts: dict[str, tuple[int, int]] = {}
    for cue in _cues(_ENDS.split(text), faults, strict=True):
        line = _vtt_line(cue, told_in_vtt(cue.text))
        if not _joined(lines, parts, cue.name, line):
            lines.append(line)
    return in_order("vtt", _worded(lines, faults), faults)


def _vtt_line(cue: _Cue, told: Told) -> Line:
    text = "" if "silent" in told.classes else told.text
    known = {"checked": bool({"checked", "approved"} & told.classes), "speaker": told.speaker}
    line = Line(cue.place, cue.start_ms, cue.end_ms, text, told.language, **known)  # type: ignore[arg-type]
    if "silent" in told.classes:
        line = replace(line, state="silent")
    if told.other:
        state = next(filter(told.other_classes.__contains__, ("confirmed", "stale")), "draft")
        line = replace(line, other=told.other, other_language=told.other_language, state=state)
    return line


def _joined(lines: list[Line], parts: dict[str, tuple[int, int]], name: str, line: Line) -> bool:
    """Our own captions of one segment are called 3-1, 3-2 and so on: they become one again."""
    found = _PART.fullmatch(name)
    if not found:
        return False
    whole, part = found[1], int(found[2])
    if part == 1:
        parts[whole] = (len(lines), 1)
        return False
    at, before = parts.get(whole, (-1, 0))
    if at < 0 or part != before + 1:
        return False
    parts[whole] = (at, part)
    first = lines[at]
    lines[at] = replace(first, text=f"{first.text} {line.text}", end_ms=line.end_ms)
    return True


def read_srt(text: str) -> Found:
    """SubRip; raises Unreadable if no caption in it can be taken."""
    faults: list[Fault] = []
    lines: list[Line] = []
    for cue in _cues(_ENDS.split(text), faults, strict=False):
        if cue.start_ms == 0 and not lines and is_label(told_in_srt(cue.text)):
            continue  # our own first caption, which says who wrote the rest
        lines.append(_srt_line(cue))
    return in_order("srt", _worded(lines, faults), faults)


def _srt_line(cue: _Cue) -> Line:
    text = cue.text.strip()
    found = NAMED.match(text)
    speaker = found[1] if found else ""
    text = told_in_srt(text[found.end() :] if found else text)
    silent = text == SILENT
    line = Line(cue.place, cue.start_ms, cue.end_ms, "" if silent else text, spoken=True)
    return replace(line, speaker=speaker, state="silent" if silent else "")


def _worded(lines: Sequence[Line], faults: list[Fault]) -> Iterator[Line]:
    """Captions with words, and those that say themselves that they have none."""
    for line in lines:
        silent = line.state == "silent"
        if line.text or line.other or silent or line.speaker not in {"", NOBODY}:
            yield replace(line, state="") if silent else line
        else:
            faults.append(Fault(line.place, "no_words"))


def _cues(rows: Sequence[str], faults: list[Fault], *, strict: bool) -> Iterator[_Cue]:
    """Captions in the order of the file. In a ``strict`` one an empty line ends a caption."""
    at = 1 if rows and rows[0].startswith(SIGNATURE) else 0
    while strict and at < len(rows) and rows[at].strip() and ARROW not in rows[at]:
        at += 1  # facts about the file stand right below its signature
    while at < len(rows):
        if not rows[at].strip():
            at += 1
        elif _is_time(rows[at]):
            end = _end(rows, at + 1, strict=strict)
            yield from _cue(rows, at, end, faults)
            at = end
        else:
            at = _beside(rows, at, faults, strict=strict)


def _is_time(row: str) -> bool:
    left, arrow, _ = row.partition(ARROW)
    return bool(arrow) and bool(_TIMES.fullmatch(row) or left.strip()[:1].isdigit())


def _beside(rows: Sequence[str], at: int, faults: list[Fault], *, strict: bool) -> int:
    """Past what is no caption: a name of the next, a note, or words without a time."""
    following = rows[at + 1] if at + 1 < len(rows) else ""
    if _is_time(following):
        return at + 1
    end = at + 1
    while end < len(rows) and rows[end].strip() and not _is_time(rows[end]):
        end += 1
    named = strict and rows[at].split(" ")[0].split("\t")[0] in _BESIDE
    if not named and not (rows[at].strip().isdigit() and end == at + 1):
        faults.append(Fault(at + 1, "no_time"))
    return end


def _end(rows: Sequence[str], at: int, *, strict: bool) -> int:
    """Where a caption's words end: at an empty line, or in SubRip before the next caption."""
    while at < len(rows) and not _is_time(rows[at]):
        if not rows[at].strip() and (strict or _begins(rows, at + 1)):
            return at
        if _names(rows, at):
            return at
        at += 1
    return at


def _begins(rows: Sequence[str], at: int) -> bool:
    """Whether a caption begins here, past further empty lines, or nothing does any more."""
    while at < len(rows) and not rows[at].strip():
        at += 1
    return at >= len(rows) or _is_time(rows[at]) or _names(rows, at)


def _names(rows: Sequence[str], at: int) -> bool:
    """Whether this is the number of a caption whose times follow."""
    return rows[at].strip().isdigit() and at + 1 < len(rows) and _is_time(rows[at + 1])


def _cue(rows: Sequence[str], at: int, end: int, faults: list[Fault]) -> Iterator[_Cue]:
    left, _, right = rows[at].partition(ARROW)
    start_ms, end_ms = milliseconds(left), milliseconds((right.split() or [""])[0])
    if start_ms is None or end_ms is None:
        faults.append(Fault(at + 1, "bad_time"))
        return
    name = rows[at - 1].strip() if at and rows[at - 1].strip() else ""
    body = "\n".join(row.strip() for row in rows[at + 1 : end] if row.strip())
    yield _Cue(at + 1, name, start_ms, end_ms, body)
