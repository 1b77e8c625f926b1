"""Staff's look at what the house keeps about one person."""

import uuid

from flask import render_template

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.people import queries, shown_mine
from stories.people.views.persons import blueprint


@blueprint.get("/people/<uuid:person_id>/held")
@expose("people.hold")
def held(person_id: uuid.UUID) -> str:
    """What is kept about somebody, room by room, with nothing of anybody else."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.hold")
    audit.record(actor, "people.held_viewed", row)
    return render_template("people/held.html", person=row, rooms=shown_mine.rooms(row.id))
