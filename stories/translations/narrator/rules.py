"""How a text is cut into passages for somebody's ear and eye. Pure."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from stories.transcripts.turns import LONG_PAUSE_MS

VISIT = timedelta(hours=4)
DAYS = 30
MOST_MS = 40_000
"""A passage is no longer than this, unless a single segment is."""
MOST_LETTERS = 420
LEAST_MS = 8_000
"""After a pause a passage of this length ends."""


@dataclass(frozen=True)
class Line:
    """One segment in both languages; milliseconds. ``confirmed`` speaks of the other language."""

    id: uuid.UUID
    position: int
    start_ms: int
    end_ms: int
    speaker: str
    language: str
    text: str
    revision: int
    other_language: str = ""
    other_text: str = ""
    other_revision: int = 0
    confirmed: bool = True

    def told(self, language: str) -> tuple[str, str]:
        """The words in a language if they are known in it, and the language they are in."""
        if self.language != language and self.other_language == language and self.other_text:
            return self.other_text, language
        return self.text, self.language

    def doubtful(self, language: str) -> bool:
        """Whether what is told in this language is a translation nobody has confirmed."""
        return not self.confirmed and self.told(language)[0] is self.other_text


@dataclass(frozen=True)
class Passage:
    """Segments that follow each other, heard and answered as one."""

    lines: tuple[Line, ...]

    @property
    def id(self) -> uuid.UUID:
        return self.lines[0].id

    @property
    def start_ms(self) -> int:
        return self.lines[0].start_ms

    @property
    def end_ms(self) -> int:
        return max(line.end_ms for line in self.lines)

    @property
    def mark(self) -> str:
        """Another mark once anything of it reads otherwise: an answer is to what was seen."""
        return mark_of([self])

    def touches(self, start_ms: int, end_ms: int) -> bool:
        return self.start_ms < end_ms and start_ms < self.end_ms


def mark_of(passages: Iterable[Passage]) -> str:
    """One mark for several passages."""
    seen = [
        (line.id.hex, line.revision, line.other_language, line.other_revision)
        for passage in passages
        for line in passage.lines
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def may_see(speaker_id: uuid.UUID | None, person_id: uuid.UUID, *, narrator: bool) -> bool:
    """Own passages; and to a narrator those nobody is named for. Others' words stay theirs."""
    return speaker_id == person_id or (narrator and speaker_id is None)


def passages(lines: Sequence[Line]) -> list[Passage]:
    """Lines in the order of speech as passages: each line stands in exactly one."""
    found: list[list[Line]] = []
    for line in lines:
        if found and _goes_on(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return [Passage(tuple(item)) for item in found]


def _goes_on(so_far: Sequence[Line], line: Line) -> bool:
    first, last = so_far[0], so_far[-1]
    if last.speaker != line.speaker or last.position + 1 != line.position:
        return False
    if line.end_ms - first.start_ms > MOST_MS:
        return False
    if sum(len(one.text) for one in so_far) + len(line.text) > MOST_LETTERS:
        return False
    paused = line.start_ms - last.end_ms >= LONG_PAUSE_MS
    return not (paused and last.end_ms - first.start_ms >= LEAST_MS)
