"""What follows in this room from what happens below: a recording can be heard."""

import uuid

from stories.foundation.access import OPERATOR
from stories.foundation.db import unit_of_work
from stories.media.queries import recording_by_id
from stories.transcripts import queries, services
from stories.transcripts.errors import NotPermitted


def write_down_when_ready(_sender: object, *, subject_id: uuid.UUID) -> None:
    """Ask for the transcription at once if everyone agrees; otherwise it waits to be asked.

    Where people have worked on a text already, only a person asks for another.
    """
    with unit_of_work() as unit:
        current = queries.current_version(subject_id)
        if current is not None and queries.touched(current.id):
            return
        try:
            services.ask_to_write_down(OPERATOR, recording_by_id(subject_id))
        except NotPermitted:
            unit.fail()
