"""Forms of reviewing with care."""

import uuid

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.moderation import queries as stories
from stories.moderation.reviewing import services

blueprint = Blueprint("reviewing", __name__)


@blueprint.post("/stories/<uuid:story_id>/skip")
@expose("moderation.review")
def skip(story_id: uuid.UUID) -> ResponseReturnValue:
    """Leave a story for later or for others."""
    actor = current_actor()
    services.skip_story(actor, stories.story(actor, story_id))
    flash(_("All right. It waits at the end of your list, and others may take it."), "ok")
    return redirect(url_for("moderation.queue"), code=303)


@blueprint.post("/review/pace")
@expose("moderation.review")
def pace() -> ResponseReturnValue:
    """Choose how many stories a day are enough."""
    services.choose_pace(current_actor(), request.form.get("a_day", -1, type=int))
    flash(_("It is kept. Only you see this number."), "ok")
    return redirect(url_for("moderation.queue"), code=303)
