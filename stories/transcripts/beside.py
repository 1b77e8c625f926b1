"""What stands beside each segment in the editor: drawn and kept by the room above."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stories.foundation.access import Actor
from stories.transcripts.history.keeping import Undoing
from stories.transcripts.models import Segment

Cells = Mapping[uuid.UUID, Markup]


@dataclass(frozen=True)
class Beside:
    """``draw`` gives a cell for each segment, to correct it or to read it alone.

    ``take`` keeps what a whole form brought for a segment, if it brought anything. ``text`` is
    what a segment says in a language, empty for nothing; ``put`` lets it say something there, for
    the history.
    """

    draw: Callable[[Sequence[Segment], bool], Cells]
    take: Callable[[Actor, Segment, Mapping[str, str]], None]
    text: Callable[[Segment, str], str]
    put: Callable[[Actor, Segment, str, str, Undoing], None]


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
