"""Closing a recording until a day, and ending that."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.media import queries, services
from stories.media.views.pages import blueprint
from stories.people.forms import ClosureForm
from stories.people.problems import ClosureUnclear
from stories.people.rules import is_over


@blueprint.route("/recordings/<uuid:recording_id>/close", methods=["GET", "POST"])
@expose("media.close")
def close(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Let nothing of a recording leave the team until a day to come."""
    actor = current_actor()
    row = queries.recording(actor, recording_id, "media.close")
    form = ClosureForm(data={"until": row.closed_until, "because": row.closed_because})
    if form.validate_on_submit():
        try:
            services.close_recording(
                actor, row, form.until.data or today(), form.because.data or ""
            )
        except ClosureUnclear as mistake:
            form.until.errors = [str(mistake.sentence)]
        else:
            flash(_("It is closed. Nobody outside the team can hear it."), "ok")
            return _to(recording_id)
    over = is_over(row.closed_until, today())
    page = render_template("media/close.html", form=form, recording=row, over=over)
    return page, 422 if form.errors else 200


@blueprint.post("/recordings/<uuid:recording_id>/reopen")
@expose("media.close")
def reopen(recording_id: uuid.UUID) -> ResponseReturnValue:
    """End a closure whose day has come."""
    actor = current_actor()
    services.reopen_recording(actor, queries.recording(actor, recording_id, "media.close"))
    flash(_("The closure has ended. Two people review what was out before it goes out."), "ok")
    return _to(recording_id)


def _to(recording_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("media.show", recording_id=recording_id), code=303)
