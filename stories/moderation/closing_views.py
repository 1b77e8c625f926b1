"""Closing a story until a day, never publishing it, and ending both."""

import uuid

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.foundation.errors import StoriesError
from stories.moderation import queries, services
from stories.moderation.views import blueprint, to_story
from stories.people.forms import ClosureForm
from stories.people.rules import is_over


@blueprint.route("/stories/<uuid:story_id>/close", methods=["GET", "POST"])
@expose("moderation.close")
def close(story_id: uuid.UUID) -> ResponseReturnValue:
    """Close a story until a day to come."""
    actor = current_actor()
    story = queries.story(actor, story_id, "moderation.close")
    form = ClosureForm(data={"until": story.closed_until, "because": story.closed_because})
    if form.validate_on_submit():
        try:
            services.close_story(actor, story, form.until.data or today(), form.because.data or "")
        except StoriesError as error:
            form.until.errors = [str(error.sentence)]
        else:
            flash(_("The story is closed. Nobody outside the team can hear it."), "ok")
            return to_story(story_id)
    status = 422 if form.is_submitted() else 200
    over = is_over(story.closed_until, today())
    return render_template("moderation/close.html", form=form, story=story, over=over), status


@blueprint.post("/stories/<uuid:story_id>/reopen")
@expose("moderation.close")
def reopen(story_id: uuid.UUID) -> ResponseReturnValue:
    """End a closure that has run out."""
    actor = current_actor()
    services.reopen_story(actor, queries.story(actor, story_id, "moderation.close"))
    flash(_("The closure has ended. Two people review the story before it goes out."), "ok")
    return to_story(story_id)


@blueprint.post("/stories/<uuid:story_id>/never-publish")
@expose("moderation.never_publish")
def never_publish(story_id: uuid.UUID) -> ResponseReturnValue:
    """Decide that it is never published, even anonymised."""
    actor = current_actor()
    services.never_publish_story(actor, queries.story(actor, story_id, "moderation.never_publish"))
    flash(_("It is decided. The story is not published, and nobody outside can hear it."), "ok")
    return to_story(story_id)


@blueprint.post("/stories/<uuid:story_id>/lift-never-publish")
@expose("moderation.lift")
def lift_never_publish(story_id: uuid.UUID) -> ResponseReturnValue:
    """Take that decision back."""
    actor = current_actor()
    services.lift_never_publish(actor, queries.story(actor, story_id, "moderation.lift"))
    flash(_("The decision is taken back. Two people review the story before it goes out."), "ok")
    return to_story(story_id)
