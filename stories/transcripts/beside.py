"""What stands beside each segment in the editor: drawn and kept by the room above."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stories.foundation.access import Actor
from stories.transcripts.models import Segment

Cells = Mapping[uuid.UUID, Markup]


@dataclass(frozen=True)
class Beside:
    """``draw`` gives a cell for each segment, to correct it or to read it alone.

    ``take`` keeps what a whole form brought for a segment, if it brought anything.
    """

    draw: Callable[[Sequence[Segment], bool], Cells]
    take: Callable[[Actor, Segment, Mapping[str, str]], None]


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
