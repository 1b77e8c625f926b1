"""Which centre somebody belongs to."""

import uuid

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.people import queries, services
from stories.people.forms import CentreOfForm
from stories.people.problems import Mistake
from stories.people.views.persons import back, blueprint, person_page, tell

__all__ = ["blueprint"]


@blueprint.post("/people/<uuid:person_id>/centre")
@expose("people.edit")
def place(person_id: uuid.UUID) -> ResponseReturnValue:
    """Let somebody belong to a centre, or to none."""
    actor = current_actor()
    row = queries.person(actor, person_id, "people.edit")
    form = CentreOfForm(row)
    if form.validate_on_submit():
        try:
            services.place_person(actor, row, form.chosen())
        except Mistake as mistake:
            tell(form, mistake)
        else:
            return back(row, _("The centre is saved."))
    return person_page(row, centre=form), 422
