"""Pages of remarks."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.errors import StoriesError
from stories.media.errors import Closed
from stories.moderation import queries as stories
from stories.moderation import services as reviews
from stories.moderation.page import open_to_team
from stories.moderation.queries import Line
from stories.moderation.remarks import queries, services
from stories.moderation.services.review import MOST_REMARK
from stories.moderation.timeline import Span

blueprint = Blueprint("remarks", __name__)


class RemarkForm(FlaskForm):
    """What should be changed in a passage."""

    text = TextAreaField(
        _l("What should be changed here?"),
        description=_l("Friendly and precise: whoever reads it wants to get it right."),
        render_kw={"rows": 4, "maxlength": MOST_REMARK},
    )


def _passage(lines: list[Line]) -> Span:
    """The passage asked for, in ms of the story; the first one if none was."""
    start, end = (request.args.get(name, type=int) for name in ("from", "until"))
    if start is not None and end is not None:
        return start, end
    return (lines[0].start_ms, lines[0].end_ms) if lines else (0, 1)


@blueprint.route("/stories/<uuid:story_id>/remark", methods=["GET", "POST"])
@expose("moderation.review")
def write(story_id: uuid.UUID) -> ResponseReturnValue:
    """Remark on the passage ``from`` a moment ``until`` another, in ms of the story."""
    actor = current_actor()
    story = stories.story(actor, story_id)
    reviews.require_reviewer(actor, story)
    if not open_to_team(actor, story, stories.facts_of([story])[story.id]):
        raise Closed
    lines = stories.lines_of([story])[story.id]
    start, end = _passage(lines)
    form, problem = RemarkForm(), None
    if form.validate_on_submit():
        try:
            services.remark_on(actor, story, (start, end), form.text.data or "")
        except StoriesError as error:
            problem = error
        else:
            flash(_("The remark stands beside its passage. It is read when you return it."), "ok")
            anchor = f"at-{start}"
            return redirect(
                url_for("moderation.review", story_id=story.id, _anchor=anchor), code=303
            )
    audit.record(actor, "moderation.viewed", story)
    page = render_template(
        "moderation/remarks/write.html",
        story=story,
        form=form,
        problem=problem,
        start=start,
        end=end,
        lines=[line for line in lines if line.start_ms < end and line.end_ms > start],
    )
    return page, problem.status if problem else 200


@blueprint.post("/remarks/<uuid:remark_id>/take-back")
@expose("moderation.review")
def take_back(remark_id: uuid.UUID) -> ResponseReturnValue:
    """Let an own remark go."""
    actor = current_actor()
    row = queries.remark(actor, remark_id)
    story_id = row.story_id
    services.take_back_remark(actor, row)
    flash(_("The remark is taken back."), "ok")
    return redirect(url_for("moderation.review", story_id=story_id), code=303)


@blueprint.post("/remarks/<uuid:remark_id>/done")
@expose("moderation.propose")
def done(remark_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a remark is dealt with, or that it is not."""
    actor = current_actor()
    row = queries.remark(actor, remark_id)
    services.deal_with_remark(actor, row, done=request.form.get("done", "1") == "1")
    return redirect(url_for("moderation.edit", story_id=row.story_id, _anchor="remarks"), code=303)
