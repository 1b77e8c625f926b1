"""Never letting a recording out, leaving it to the safeguarding lead, and taking both back."""

import uuid

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.media import queries, services
from stories.media.views.pages import blueprint


@blueprint.post("/recordings/<uuid:recording_id>/never-publish")
@expose("media.never_publish")
def never_publish(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Decide that nothing of it is published, even anonymised."""
    row = queries.recording(current_actor(), recording_id, "media.never_publish")
    services.never_publish_recording(current_actor(), row)
    flash(_("It is decided. Nothing of it is published, and what was out is hidden."), "ok")
    return _to(recording_id)


@blueprint.post("/recordings/<uuid:recording_id>/lift-never-publish")
@expose("media.lift")
def lift_never_publish(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Take that decision back."""
    row = queries.recording(current_actor(), recording_id, "media.lift")
    services.lift_never_publish(current_actor(), row)
    flash(_("The decision is taken back. Two people review what was out before it goes out."), "ok")
    return _to(recording_id)


@blueprint.post("/recordings/<uuid:recording_id>/restrict")
@expose("media.lift")
def restrict(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Leave it to the safeguarding lead alone."""
    row = queries.recording(current_actor(), recording_id, "media.lift")
    services.restrict_recording(current_actor(), row)
    flash(_("It is restricted. Safeguarding leads alone open it and what was made of it."), "ok")
    return _to(recording_id)


@blueprint.post("/recordings/<uuid:recording_id>/open-restricted")
@expose("media.lift")
def open_restricted(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Give it back to the team."""
    row = queries.recording(current_actor(), recording_id, "media.lift")
    services.open_restricted(current_actor(), row)
    flash(_("The team can open it again. Two people review what was out before it goes out."), "ok")
    return _to(recording_id)


def _to(recording_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("media.show", recording_id=recording_id), code=303)
