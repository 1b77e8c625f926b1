"""Pages of those who decide on requests to take down."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.errors import StoriesError
from stories.moderation import queries as room
from stories.moderation.takedown import outcomes, queries, rules, services
from stories.moderation.takedown.forms import AppealForm, DecideForm, NameForm, TeamAskForm
from stories.moderation.takedown.models import Takedown
from stories.moderation.takedown.words import OUTCOME_WORDS
from stories.moderation.views import blueprint, to_story
from stories.people.words import AUDIENCES

__all__ = ["blueprint"]


@blueprint.route("/stories/<uuid:story_id>/take-down", methods=["GET", "POST"])
@expose("moderation.view")
def ask_takedown(story_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody of the team asks, or passes on what a family asked for."""
    actor = current_actor()
    story = room.story(actor, story_id)
    form = TeamAskForm()
    if form.validate_on_submit():
        child = form.child.data != "no"
        services.request_takedown(actor, story, form.reason.data or "", actor.name, child=child)
        flash(_("The story is hidden until two people have decided."), "ok")
        return to_story(story_id)
    status = 422 if form.is_submitted() else 200
    return render_template("moderation/takedown/ask.html", form=form, story=story), status


@blueprint.get("/takedowns")
@expose("moderation.decide_takedown")
def takedowns() -> str:
    """Requests to take down, the open ones first."""
    rows = queries.takedowns(current_actor())
    return render_template(
        "moderation/takedown/index.html",
        waiting=[row for row in rows if row.open],
        decided=sorted(
            (row for row in rows if row.decided_at and not row.open),
            key=lambda row: str(row.decided_at),
            reverse=True,
        ),
        outcomes=OUTCOME_WORDS,
    )


@blueprint.route("/takedowns/<uuid:takedown_id>", methods=["GET", "POST"])
@expose("moderation.decide_takedown")
def takedown(takedown_id: uuid.UUID) -> ResponseReturnValue:
    """Read a request and say a word on it."""
    actor = current_actor()
    row = queries.takedown(actor, takedown_id)
    audit.record(actor, "moderation.takedown_viewed", row)
    form = DecideForm(named=row.story_id is not None)
    if form.validate_on_submit():
        outcome, audience = form.decision()
        try:
            decided = services.decide_takedown(
                actor, row, outcome, audience, form.remark.data or ""
            )
        except StoriesError as error:
            form.outcome.errors = [str(error.sentence)]
            return _page(row, form, error.status)
        if decided:
            flash(_("It is decided, and the story stands accordingly."), "ok")
        else:
            flash(_("Your word is kept. Somebody else has to say the same."), "ok")
        return redirect(url_for("moderation.takedowns"), code=303)
    return _page(row, form, 422 if form.is_submitted() else 200)


def _page(
    row: Takedown,
    form: DecideForm,
    status: int,
    naming: NameForm | None = None,
    appealing: AppealForm | None = None,
) -> ResponseReturnValue:
    actor = current_actor()
    words = queries.words_of(row)
    said = [item.actor_id for item in row.decisions]
    page = render_template(
        "moderation/takedown/show.html",
        takedown=row,
        story=row.story,
        form=form,
        naming=naming or NameForm(queries.choosable(actor, row), formdata=None),
        appealing=appealing or AppealForm(formdata=None),
        may_appeal=services.may_appeal(queries.asked_with(row)),
        outcomes=OUTCOME_WORDS,
        audiences=AUDIENCES,
        users=room.user_names([*said, row.told_by]),
        others=rules.has_spoken_before(words, actor.id, row.round),
        mine=rules.has_said(words, actor.id, row.round),
        enough=len(queries.deciders(row.organisation_id)) >= 2 * row.round,
    )
    return page, status


@blueprint.post("/takedowns/<uuid:takedown_id>/story")
@expose("moderation.decide_takedown")
def name_story(takedown_id: uuid.UUID) -> ResponseReturnValue:
    """Say which story is meant."""
    actor = current_actor()
    row = queries.takedown(actor, takedown_id)
    form = NameForm(queries.choosable(actor, row))
    if not form.validate_on_submit():
        named = row.story_id is not None
        return _page(row, DecideForm(named=named, formdata=None), 422, form)
    services.name_story(actor, row, form.stories[form.story.data])
    flash(_("That story is hidden now, until two people have decided."), "ok")
    return redirect(url_for("moderation.takedown", takedown_id=row.id), code=303)


@blueprint.post("/takedowns/<uuid:takedown_id>/told")
@expose("moderation.decide_takedown")
def takedown_told(takedown_id: uuid.UUID) -> ResponseReturnValue:
    """Keep that whoever asked was told."""
    actor = current_actor()
    row = queries.takedown(actor, takedown_id)
    services.note_told(actor, row)
    flash(_("Kept: they were told."), "ok")
    return redirect(url_for("moderation.takedown", takedown_id=row.id), code=303)


@blueprint.post("/takedowns/<uuid:takedown_id>/appeal")
@expose("moderation.decide_takedown")
def note_appeal(takedown_id: uuid.UUID) -> ResponseReturnValue:
    """Write down an appeal that came by telephone or by word of mouth."""
    actor = current_actor()
    row = queries.takedown(actor, takedown_id)
    form = AppealForm()
    if not form.validate_on_submit():
        named = row.story_id is not None
        return _page(row, DecideForm(named=named, formdata=None), 422, appealing=form)
    services.note_appeal(actor, row, form.why.data or "")
    flash(_("Kept. It is hidden again until two others have decided."), "ok")
    return redirect(url_for("moderation.takedown", takedown_id=row.id), code=303)


@blueprint.post("/stories/<uuid:story_id>/bring-back")
@expose("moderation.decide_takedown")
def bring_back(story_id: uuid.UUID) -> ResponseReturnValue:
    """Let a story that was taken down go before its reviewers again."""
    actor = current_actor()
    outcomes.bring_back(actor, room.story(actor, story_id, "moderation.decide_takedown"))
    flash(_("The story is back in review."), "ok")
    return to_story(story_id)
