"""What of a file can be taken, and what its lines become. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stories.transcripts.captions import NOBODY as UNNAMED
from stories.transcripts.rules import LONGEST_TEXT, tidy
from stories.transcripts.turns import NOBODY, Speaker
from stories.translations.inward.files.guess import guessed
from stories.translations.inward.files.lines import Fault, Line
from stories.translations.rules import other_language

NEAR_MS: Final = 1000
"""How far past the end of a recording a line may end: its length is rounded elsewhere, too."""
LONGEST_NAME: Final = 120


@dataclass(frozen=True)
class Wishes:
    """What a person says of a file. ``language`` for lines without one, empty to guess each.

    ``beside`` says that the second line of a caption is its translation. ``speakers`` are whom a
    name stands for; a name that is missing there belongs to the words, if it stood among them.
    """

    language: str = ""
    usual: str = "kk"
    beside: bool = False
    speakers: Mapping[str, Speaker] | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A segment as it will be kept; ``state`` is its translation's."""

    start_ms: int
    end_ms: int
    language: str
    text: str
    speaker: Speaker = NOBODY
    checked: bool = False
    other: str = ""
    state: str = ""


def looked_through(
    lines: Iterable[Line], faults: Iterable[Fault], length_ms: int
) -> tuple[list[Line], list[Fault]]:
    """The lines that can be taken and everything that is wrong, by place.

    ``length_ms`` is the recording's, 0 if nobody knows it.
    """
    taken: list[Line] = []
    told = list(faults)
    ends: dict[str, int] = {}
    for line in lines:
        code = _unfit(line, length_ms)
        if code:
            told.append(Fault(line.place, code))
            continue
        fitted, notes = _fitted(line, length_ms)
        before = ends.get(fitted.speaker, 0)
        if fitted.start_ms < before:
            notes.append("overlap")
        ends[fitted.speaker] = max(fitted.end_ms, before)
        told += [Fault(line.place, note, taken=True) for note in notes]
        taken.append(fitted)
    return taken, sorted(told, key=lambda fault: (fault.place, fault.code))


def _unfit(line: Line, length_ms: int) -> str:
    """Why a line cannot be taken; empty if it can."""
    if line.start_ms < 0 or line.end_ms < 0:
        return "negative"
    if line.end_ms <= line.start_ms:
        return "end_first"
    if length_ms and line.start_ms >= length_ms:
        return "after_the_end"
    return "too_long" if len(tidy(line.text)) > LONGEST_TEXT else ""


def _fitted(line: Line, length_ms: int) -> tuple[Line, list[str]]:
    notes = []
    if length_ms and line.end_ms > length_ms + NEAR_MS:
        line = replace(line, end_ms=length_ms)
        notes.append("past_the_end")
    other, language = line.other, line.other_language
    if len(tidy(other)) > LONGEST_TEXT:
        notes.append("translation_too_long")
        other = ""
    elif other and line.language and language not in {"", other_language(line.language)}:
        notes.append("translation_elsewhere")
        other = ""
    if not other:
        line = replace(line, other="", other_language="", state="")
    return replace(line, speaker=line.speaker[:LONGEST_NAME]), notes


def names_in(lines: Iterable[Line]) -> list[str]:
    """Every name somebody is called by in the file, in the order they speak."""
    found = dict.fromkeys(line.speaker for line in lines)
    return [name for name in found if name not in {"", UNNAMED}]


def ready(lines: Sequence[Line], wishes: Wishes) -> list[Ready]:
    """What the lines become, in order."""
    told = [_parted(line, wishes) for line in _spoken(lines, wishes)]
    languages = _languages([line for line, _ in told], wishes)
    return [
        Ready(
            line.start_ms,
            line.end_ms,
            language,
            tidy(line.text),
            speaker,
            line.checked,
            tidy(line.other),
            line.state if line.other else "",
        )
        for (line, speaker), language in zip(told, languages, strict=True)
    ]


def _spoken(lines: Sequence[Line], wishes: Wishes) -> Iterator[tuple[Line, Speaker]]:
    """Who speaks in each line: where a name stands among the words, until another does."""
    known = wishes.speakers or {}
    before = NOBODY
    for line in lines:
        if not line.spoken:
            yield line, known.get(line.speaker, NOBODY)
            continue
        if line.speaker == UNNAMED:
            before = NOBODY
        elif line.speaker in known:
            before = known[line.speaker]
        words = line.speaker not in {"", UNNAMED, *known}
        yield replace(line, text=f"{line.speaker}: {line.text}") if words else line, before


def _parted(told: tuple[Line, Speaker], wishes: Wishes) -> tuple[Line, Speaker]:
    line, speaker = told
    if not wishes.beside or line.other or "\n" not in line.text:
        return told
    text, _, other = line.text.partition("\n")
    return replace(line, text=text, other=other, state="draft"), speaker


def _languages(lines: Sequence[Line], wishes: Wishes) -> list[str]:
    """The file's word, or what its translation leaves, or what was wished, or a guess."""
    guesses = guessed([line.text for line in lines], wishes.usual)
    return [
        line.language
        or (other_language(line.other_language) if line.other_language else "")
        or wishes.language
        or guess
        for line, guess in zip(lines, guesses, strict=True)
    ]
