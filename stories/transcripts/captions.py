"""Text with times as WebVTT, SubRip and plain text. Pure; times are seconds.

A machine's text says so in every form and at every segment (DOMAIN R8): by a class and italics in
WebVTT, by italics in SubRip, in words in plain text. What it did not write down has a place.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

LINE: Final = 42
"""Characters in a line of captions, as broadcasters have it; two lines in a caption."""
LINES: Final = 2
SILENT: Final = "[…]"
NOBODY: Final = "?"
"""Who speaks where nobody is named, if a caption has to say so."""
NAMED: Final = re.compile(r"([^\s:][^:\n]{0,59}): ")
"""How a caption of SubRip names who speaks."""
STYLE: Final = "STYLE\n::cue(.unchecked), ::cue(.draft), ::cue(.stale) { font-style: italic }"
_MARKUP = re.compile(r"</?\s*(b|i|u|s|font)\b|&(amp|lt|gt|nbsp|#123);|\{\\|-->", re.IGNORECASE)
_LEAST = 0.001
_LABEL_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A segment: language as ISO 639-1, speaker and flags as people read them.

    `words` is where each word begins, if that is known for every word. `state` is a word for
    programs (checked, unchecked; of a translation: confirmed, draft, stale), and `mark` what
    people read of a text that nobody has checked, empty for any other; `approved` is what they
    read of one that somebody approved.
    """

    start: float
    end: float
    language: str
    text: str
    speaker: str = ""
    flags: tuple[str, ...] = ()
    words: tuple[float, ...] = field(default=())
    state: str = ""
    mark: str = ""
    approved: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands on the screen at one time."""

    start: float
    end: float
    lines: tuple[str, ...]


def clock(seconds: float, *, mark: str = ".") -> str:
    """Hours, minutes, seconds and thousandths: 01:02:03.004."""
    thousandths = round(max(seconds, 0.0) * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{mark}{rest % 1000:03d}"


def cues_of(spoken: Spoken) -> list[Cue]:
    """The segment as captions of at most two lines of 42 characters; every word in one."""
    lines = _wrapped(spoken.text)
    pages = [tuple(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
    if not pages:
        return [Cue(spoken.start, _after(spoken.start, spoken.end), (SILENT,))]
    starts = _starts(spoken, pages)
    ends = [*starts[1:], spoken.end]
    return [
        Cue(start, _after(start, end), page)
        for start, end, page in zip(starts, ends, pages, strict=True)
    ]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, LINE, break_long_words=False, break_on_hyphens=False)


def _after(start: float, end: float) -> float:
    return max(end, start + _LEAST)


def _starts(spoken: Spoken, pages: Sequence[tuple[str, ...]]) -> list[float]:
    """When each page begins: with its first word, or by its share of the letters."""
    known = len(spoken.words) == len(spoken.text.split())
    letters, words = 0, 0
    starts: list[float] = []
    for page in pages:
        share = letters / len(spoken.text)
        guess = spoken.start + (spoken.end - spoken.start) * share
        at = spoken.words[words] if known else guess
        at = min(at, spoken.end - _LEAST * (len(pages) - len(starts)))
        least = starts[-1] + _LEAST if starts else spoken.start
        starts.append(round(spoken.start if not starts else max(at, least), 3))
        letters += sum(len(line) + 1 for line in page)
        words += sum(len(line.split()) for line in page)
    return starts


def vtt(segments: Sequence[Spoken], label: str) -> str:
    """WebVTT, with a note that says who wrote it, `<v>` for speakers and `<lang>` for languages.

    The name of a caption is the number of its segment; of several captions, 3-1, 3-2 and so on.
    """
    blocks: list[tuple[int, str]] = []
    for number, spoken in enumerate(segments, 1):
        blocks += _vtt_segment(number, spoken)
    blocks.sort(key=lambda block: block[0])  # as WebVTT wants it, where two speak at once
    return vtt_file([told for _, told in blocks], label, styled=any(one.mark for one in segments))


def vtt_file(blocks: Sequence[str], label: str, *, styled: bool) -> str:
    """A file of these captions; `label` is what is to be known of all of them."""
    head = ["WEBVTT", *([_note(label)] if label else []), *([STYLE] if styled else [])]
    return "\n\n".join([*head, *blocks]) + "\n"


def _vtt_segment(number: int, spoken: Spoken) -> Iterator[tuple[int, str]]:
    at = round(spoken.start * 1000)
    if spoken.flags:
        yield at, _note(f"{clock(spoken.start)} {', '.join(spoken.flags)}")
    cues = cues_of(spoken)
    for place, cue in enumerate(cues, 1):
        name = f"{number}-{place}" if len(cues) > 1 else f"{number}"
        text = vtt_text("\n".join(cue.lines), spoken.language, _state_of(spoken))
        told = vtt_cue(name, cue.start, cue.end, spoken.speaker, text)
        yield round(cue.start * 1000), told


def _state_of(spoken: Spoken) -> str:
    return ".".join(filter(None, [spoken.state, "" if spoken.text else "silent"]))


def _note(text: str) -> str:
    return "NOTE\n" + " ".join(text.split()).replace("-->", "→")


def vtt_cue(name: str, start: float, end: float, speaker: str, text: str) -> str:
    """A caption of WebVTT around a text that is escaped already."""
    if speaker:
        text = f"<v {_escaped(' '.join(speaker.split()))}>{text}</v>"
    return f"{name}\n{clock(start)} --> {clock(end)}\n{text}"


def vtt_text(text: str, language: str, state: str) -> str:
    """A text in its language, with its state as a class; lines stay lines."""
    text = _escaped(text)
    text = f"<c.{state}>{text}</c>" if state else text
    return f"<lang {_tag(language)}>{text}</lang>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tag(language: str) -> str:
    return "".join(sign for sign in language if sign.isalnum() or sign == "-") or "und"


def srt(segments: Sequence[Spoken], label: str) -> str:
    """SubRip; the first caption says who wrote the rest, italics what nobody has checked."""
    first = segments[0].start if segments else None
    cues = [Cue(0.0, label_end(first), (label,))] if label else []
    speaker = ""
    for spoken in segments:
        for cue in cues_of(spoken):
            told = srt_speaker(spoken.speaker, speaker, cue.lines[0])
            speaker = spoken.speaker
            cues.append(Cue(cue.start, cue.end, srt_lines(cue.lines, told, italic=spoken.mark)))
    return srt_file(cues)


def srt_speaker(speaker: str, before: str, text: str) -> str:
    """Who speaks, where that changes or the text itself looks as if it said it."""
    if speaker != before or NAMED.match(text):
        return _told(speaker or NOBODY)
    return ""


def srt_lines(lines: Sequence[str], told: str, *, italic: object) -> tuple[str, ...]:
    """A caption's lines; signs that players take for markup are written as WebVTT has them."""
    text = "\n".join(lines)
    if _MARKUP.search(text):
        text = _escaped(text).replace("{\\", "&#123;\\")
    return (f"{told}<i>{text}</i>" if italic else f"{told}{text}",)


def srt_file(cues: Sequence[Cue]) -> str:
    """A file of these captions, numbered from 1."""
    return "\n".join(_srt_cue(number, cue) for number, cue in enumerate(cues, 1))


def label_end(first: float | None) -> float:
    """How long the label of a file stands, in seconds, before a first caption at ``first``."""
    return min(first, _LABEL_SECONDS) if first and first >= 1 else _LABEL_SECONDS


def _srt_cue(number: int, cue: Cue) -> str:
    times = f"{clock(cue.start, mark=',')} --> {clock(cue.end, mark=',')}"
    return f"{number}\n{times}\n" + "\n".join(cue.lines) + "\n"


def _told(speaker: str) -> str:
    return f"{' '.join(speaker.replace(':', ' ').split())}: " if speaker else ""


def text(segments: Sequence[Spoken], label: str) -> str:
    """Plain text: a line for each segment, with time, language and what should be heard again."""
    lines = [label, ""] if label else []
    return "\n".join([*lines, *text_lines(segments)]) + "\n"


def text_lines(segments: Sequence[Spoken], speaker: str = "") -> Iterator[str]:
    """The lines alone; a speaker is named where the turn begins."""
    for spoken in segments:
        told = _told(spoken.speaker) if spoken.speaker != speaker else ""
        speaker = spoken.speaker
        doubts = ", ".join(filter(None, (spoken.mark or spoken.approved, *spoken.flags)))
        flags = f"  ({doubts})" if doubts else ""
        times = f"{clock(spoken.start)[:-2]} - {clock(spoken.end)[:-2]}"
        yield f"{times}  {spoken.language}  {told}{spoken.text or SILENT}{flags}"
