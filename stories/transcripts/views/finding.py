"""The segment somebody changes: found, open to them, and written by nobody else."""

import uuid
from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue

from stories.foundation.access import Actor, SignInFirst, require
from stories.foundation.errors import NotFound
from stories.foundation.i18n import playtime
from stories.transcripts import queries
from stories.transcripts.history.errors import WasJoined
from stories.transcripts.history.queries import where_it_went
from stories.transcripts.models import Segment
from stories.transcripts.services.change import as_shown

Find = Callable[[Actor, uuid.UUID, str], Segment]


def segment_to_change(
    actor: Actor, segment_id: uuid.UUID, permission: str, find: Find = queries.segment
) -> Segment:
    """The segment, held until the unit ends; raises NotFound, SignInFirst or WasJoined.

    ``find`` says what is held with it. What was typed on a page of somebody else's is not taken
    in under another name.
    """
    require_writer(actor)
    try:
        return find(actor, segment_id, permission)
    except NotFound:
        found = where_it_went(segment_id)
        if found is None:
            raise
        require(actor, permission, found)
        raise WasJoined(_place(found)) from None


def require_writer(actor: Actor) -> None:
    """Whoever wrote it, if a script says who, is the one who is signed in; SignInFirst."""
    writer = request.form.get("as", "")
    if writer and writer != str(actor.id):
        raise SignInFirst


def _place(segment: Segment) -> dict[str, object]:
    at = playtime(segment.start_ms / 1000)
    return as_shown(segment) | {"id": str(segment.id), "at": at}


def with_address(answer: ResponseReturnValue, address: str) -> ResponseReturnValue:
    """An answer to a script that says where what was done can be seen, for whoever asks again."""
    answer.headers["Content-Location"] = address  # type: ignore[union-attr]
    return answer
