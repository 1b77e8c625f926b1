"""Text with times as WebVTT, SubRip and plain text. Pure; times are seconds.

A machine's text says so in every form (DOMAIN R8), and what it did not write down has a place.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

LINE: Final = 42
"""Characters in a line of captions, as broadcasters have it; two lines in a caption."""
LINES: Final = 2
SILENT: Final = "[…]"
_LEAST = 0.001
_LABEL_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A segment: language as ISO 639-1, speaker and flags as people read them.

    `words` is where each word begins, if that is known for every word.
    """

    start: float
    end: float
    language: str
    text: str
    speaker: str = ""
    flags: tuple[str, ...] = ()
    words: tuple[float, ...] = field(default=())


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
        least = starts[-1] + _LEAST if starts else spoken.start
        starts.append(round(spoken.start if not starts else max(at, least), 3))
        letters += sum(len(line) + 1 for line in page)
        words += sum(len(line.split()) for line in page)
    return starts


def vtt(segments: Sequence[Spoken], label: str) -> str:
    """WebVTT, with a note that says who wrote it, `<v>` for speakers and `<lang>` for languages."""
    parts = ["WEBVTT", *([_note(label)] if label else [])]
    for spoken in segments:
        if spoken.flags:
            parts.append(_note(f"{clock(spoken.start)} {', '.join(spoken.flags)}"))
        parts += [_vtt_cue(spoken, cue) for cue in cues_of(spoken)]
    return "\n\n".join(parts) + "\n"


def _note(text: str) -> str:
    return "NOTE\n" + " ".join(text.split()).replace("-->", "→")


def _vtt_cue(spoken: Spoken, cue: Cue) -> str:
    text = "\n".join(_escaped(line) for line in cue.lines)
    text = f"<lang {_tag(spoken.language)}>{text}</lang>"
    if spoken.speaker:
        text = f"<v {_escaped(' '.join(spoken.speaker.split()))}>{text}</v>"
    return f"{clock(cue.start)} --> {clock(cue.end)}\n{text}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tag(language: str) -> str:
    return "".join(sign for sign in language if sign.isalnum() or sign == "-") or "und"


def srt(segments: Sequence[Spoken], label: str) -> str:
    """SubRip; the first caption says who wrote the rest."""
    cues = [Cue(0.0, _label_end(segments), (label,))] if label else []
    speaker = ""
    for spoken in segments:
        told = _told(spoken.speaker) if spoken.speaker != speaker else ""
        speaker = spoken.speaker
        for cue in cues_of(spoken):
            cues.append(Cue(cue.start, cue.end, (told + cue.lines[0], *cue.lines[1:])))
            told = ""
    return "\n".join(_srt_cue(number, cue) for number, cue in enumerate(cues, 1))


def _label_end(segments: Sequence[Spoken]) -> float:
    first = segments[0].start if segments else _LABEL_SECONDS
    return min(first, _LABEL_SECONDS) if first >= 1 else _LABEL_SECONDS


def _srt_cue(number: int, cue: Cue) -> str:
    times = f"{clock(cue.start, mark=',')} --> {clock(cue.end, mark=',')}"
    return f"{number}\n{times}\n" + "\n".join(cue.lines).replace("-->", "→") + "\n"


def _told(speaker: str) -> str:
    return f"{' '.join(speaker.split())}: " if speaker else ""


def text(segments: Sequence[Spoken], label: str) -> str:
    """Plain text: a line for each segment, with time, language and what should be heard again."""
    lines = [label, ""] if label else []
    return "\n".join([*lines, *text_lines(segments)]) + "\n"


def text_lines(segments: Sequence[Spoken], speaker: str = "") -> Iterator[str]:
    """The lines alone; a speaker is named where the turn begins."""
    for spoken in segments:
        told = _told(spoken.speaker) if spoken.speaker != speaker else ""
        speaker = spoken.speaker
        flags = f"  ({', '.join(spoken.flags)})" if spoken.flags else ""
        times = f"{clock(spoken.start)[:-2]} - {clock(spoken.end)[:-2]}"
        yield f"{times}  {spoken.language}  {told}{spoken.text or SILENT}{flags}"
