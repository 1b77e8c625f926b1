"""Staff's look at what the house keeps about one person."""

import uuid

from flask import Response, render_template

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.people import queries, shown_mine, taking_out
from stories.people.models import Person
from stories.people.views.persons import blueprint


@blueprint.get("/people/<uuid:person_id>/held")
@expose("people.hold")
def held(person_id: uuid.UUID) -> str:
    """What is kept about somebody, room by room, with nothing of anybody else."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.hold")
    audit.record(actor, "people.held_viewed", row)
    restricted = actor.can("people.hold_restricted", row)
    rooms = shown_mine.rooms(row.id, restricted=restricted)
    return render_template("people/held.html", person=row, rooms=rooms)


@blueprint.get("/people/<uuid:person_id>/held.<any(json, pdf):kind>")
@expose("people.export")
def take_out(person_id: uuid.UUID, kind: str) -> Response:
    """The same as a file, without restricted facts, to be handed to the person."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.export")
    audit.record(actor, "people.exported", row, detail={"kind": kind})
    return as_file(row, kind)


def as_file(row: Person, kind: str) -> Response:
    """A download of what is held about somebody, under a name that tells nobody whose it is."""
    answer = Response(taking_out.written(row, kind), mimetype=taking_out.KINDS[kind])
    answer.headers.set("Content-Disposition", "attachment", filename=taking_out.file_name(kind))
    answer.headers["Cache-Control"] = "no-store"
    return answer
