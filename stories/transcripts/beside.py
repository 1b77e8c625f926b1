"""What stands beside each segment in the editor: drawn and kept by the room above."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stories.foundation.access import Actor
from stories.transcripts.history.keeping import Changed, Undoing
from stories.transcripts.models import Segment, TranscriptVersion

Cells = Mapping[uuid.UUID, Markup]


@dataclass(frozen=True)
class Said:
    """What stands beside a segment in its other language (ISO 639-1).

    ``by_person`` is whether somebody stands for it; ``confirmed``, whether it fits what is said;
    ``drafted``, whether it is still a machine's or the memory's.
    """

    text: str
    language: str
    revision: int
    by_person: bool
    confirmed: bool
    drafted: bool = False

    @property
    def may_be_a_persons(self) -> bool:
        """Whether people's work may stand there: no press takes that away unasked."""
        return self.by_person or (bool(self.text) and not self.drafted)


NOTHING_SAID = Said("", "", 0, by_person=False, confirmed=False)


@dataclass(frozen=True)
class Beside:
    """``draw`` gives a cell for each segment, to correct it or to read it alone.

    ``take`` keeps what a whole form brought for a segment, if it brought anything. ``text`` is
    what a segment says in a language, empty for nothing; ``put`` lets it say something there, for
    the history. ``said`` is what stands beside each segment that has something. ``take_over`` lets
    a segment have what stands beside others, unless too long; ``elsewhere`` is where a segment
    begins (milliseconds), its other language and its text there, in every other version.
    """

    draw: Callable[[Sequence[Segment], bool], Cells]
    take: Callable[[Actor, Segment, Mapping[str, str]], None]
    text: Callable[[Segment, str], str]
    put: Callable[[Actor, Segment, str, str, Undoing], None]
    said: Callable[[Iterable[Segment]], Mapping[uuid.UUID, Said]]
    take_over: Callable[[Segment, Sequence[Segment]], Changed | None]
    elsewhere: Callable[[TranscriptVersion], set[tuple[int, str, str]]]


_rooms: list[Beside] = []


def stand_beside(room: Beside) -> None:
    """The room that keeps the other language tells how."""
    _rooms[:] = [room]


def cells_for(segments: Sequence[Segment], *, editing: bool) -> Cells:
    """The cells beside these segments."""
    return _rooms[0].draw(segments, editing) if _rooms else {}


def take_beside(actor: Actor, segment: Segment, fields: Mapping[str, str]) -> None:
    """Hand a form's fields to the room above."""
    for room in _rooms:
        room.take(actor, segment, fields)


def text_beside(segment: Segment, language: str) -> str:
    """What the room above has of a segment in a language; empty for nothing."""
    return _rooms[0].text(segment, language) if _rooms else ""


def put_beside(actor: Actor, segment: Segment, language: str, text: str, how: Undoing) -> None:
    """Let a segment say this in a language; ``how`` is told to its history."""
    for room in _rooms:
        room.put(actor, segment, language, text, how)


def said_beside(segments: Iterable[Segment]) -> Mapping[uuid.UUID, Said]:
    """What stands beside each of these segments that has something there."""
    return _rooms[0].said(segments) if _rooms else {}


def take_over_beside(segment: Segment, sources: Sequence[Segment]) -> Changed | None:
    """Let a segment have what stands beside others; None where nothing could be taken."""
    return _rooms[0].take_over(segment, sources) if _rooms else None


def said_elsewhere(version: TranscriptVersion) -> set[tuple[int, str, str]]:
    """What the other versions of a recording have beside their segments."""
    return _rooms[0].elsewhere(version) if _rooms else set()
