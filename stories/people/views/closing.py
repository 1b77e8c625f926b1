"""Closing everything of somebody until a day, and ending that."""

import uuid

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.people import queries, services
from stories.people.forms import ClosureForm
from stories.people.problems import ClosureUnclear
from stories.people.rules import is_over
from stories.people.views.persons import back, blueprint, tell


@blueprint.route("/people/<uuid:person_id>/close", methods=["GET", "POST"])
@expose("people.close")
def close(person_id: uuid.UUID) -> ResponseReturnValue:
    """Close whatever they are heard in until a day to come."""
    row = queries.person(current_actor(), person_id, "people.close")
    form = ClosureForm(data={"until": row.closed_until, "because": row.closed_because})
    if form.validate_on_submit():
        try:
            services.close_person(
                current_actor(), row, form.until.data or today(), form.because.data or ""
            )
        except ClosureUnclear as mistake:
            tell(form, mistake)
        else:
            return back(row, _("It is closed. Nobody outside the team can hear it."))
    over = is_over(row.closed_until, today())
    page = render_template("people/close.html", form=form, person=row, over=over)
    return page, 422 if form.errors else 200


@blueprint.post("/people/<uuid:person_id>/reopen")
@expose("people.close")
def reopen(person_id: uuid.UUID) -> ResponseReturnValue:
    """End a closure whose day has come."""
    row = queries.person(current_actor(), person_id, "people.close")
    services.reopen_person(current_actor(), row)
    return back(row, _("The closure has ended. Two people review what was out before it goes out."))
