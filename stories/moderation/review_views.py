"""Pages of those who decide: the queue, a review, requests to take down."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.errors import StoriesError
from stories.moderation import queries, services
from stories.moderation.forms import ApproveForm, ReturnForm, SeenForm
from stories.moderation.models import Story, StoryState
from stories.moderation.page import story_page
from stories.moderation.reasons import STATES
from stories.moderation.reviewing.opening import note_first
from stories.moderation.reviewing.rules import PACES
from stories.moderation.reviewing.seen import WORDS
from stories.moderation.reviewing.shown import AGES, CARES, looked_at, queue_shown
from stories.moderation.services import Seen
from stories.moderation.takedown.queries import takedowns
from stories.moderation.views import blueprint, sounds_of, to_story


@blueprint.get("/review")
@expose("moderation.view")
def queue() -> str:
    """What waits for the actor's word, and what the actor's own stories wait for."""
    actor = current_actor()
    in_review = queries.in_review(actor)
    returned = queries.returned_to(actor)
    shown = [*(item.story for item in in_review), *returned]
    return render_template(
        "moderation/queue.html",
        queue=queue_shown(actor, [item for item in in_review if not item.mine], request.args),
        ages=AGES,
        cares=CARES,
        paces=PACES,
        said=[item for item in in_review if item.mine],
        returned=returned,
        names=queries.narrator_names(shown),
        takedowns=takedowns(actor, waiting=True),
        reviews=actor.can("moderation.review"),
        states=STATES,
    )


@blueprint.get("/stories/<uuid:story_id>/review")
@expose("moderation.review")
def review(story_id: uuid.UUID) -> ResponseReturnValue:
    """Look at a story and decide."""
    actor = current_actor()
    story = queries.story(actor, story_id)
    services.require_reviewer(actor, story)
    audit.record(actor, "moderation.viewed", story)
    return note_first(story, "moderation.review") or _review_page(
        story, ApproveForm(formdata=None), ReturnForm(formdata=None), None, 200
    )


def _review_page(
    story: Story,
    approving: ApproveForm,
    returning: ReturnForm,
    problem: StoriesError | None,
    status: int,
) -> ResponseReturnValue:
    actor = current_actor()
    services.require_reviewer(actor, story)
    if story.state is not StoryState.PROPOSED:
        if problem is not None:
            flash(str(problem.sentence), "wait")
        return to_story(story.id)
    shown = story_page(actor, story)
    facts = shown.facts
    state = Seen(facts.story_revision, facts.transcript_revision)
    page = render_template(
        "moderation/review.html",
        page=shown,
        since=looked_at(actor, story, shown.lines, state) if shown.open_to_team else None,
        words=WORDS,
        story=story,
        states=STATES,
        sounds=sounds_of(story),
        approving=approving,
        returning=returning,
        problem=problem,
    )
    return page, status


def _seen(form: SeenForm) -> Seen:
    return Seen(int(form.story_revision.data or 0), int(form.transcript_revision.data or 0))


@blueprint.post("/stories/<uuid:story_id>/approve")
@expose("moderation.review")
def approve(story_id: uuid.UUID) -> ResponseReturnValue:
    """Approve what was seen."""
    actor = current_actor()
    story = queries.story(actor, story_id)
    form = ApproveForm()
    if not form.validate():
        return _review_page(story, form, ReturnForm(formdata=None), None, 422)
    try:
        row = services.approve_story(
            actor, story, _seen(form), frozenset(form.checked.data or ()), form.remark.data or ""
        )
    except StoriesError as error:
        return _review_page(story, form, ReturnForm(formdata=None), error, error.status)
    if row.state is StoryState.RELEASED:
        flash(_("The story is released. It can now go into a collection."), "ok")
    else:
        flash(_("Thank you. One more person has to approve it."), "ok")
    return redirect(url_for("moderation.queue"), code=303)


@blueprint.post("/stories/<uuid:story_id>/return")
@expose("moderation.review")
def give_back(story_id: uuid.UUID) -> ResponseReturnValue:
    """Return a story with a remark."""
    actor = current_actor()
    story = queries.story(actor, story_id)
    form = ReturnForm()
    if not form.validate():
        return _review_page(story, ApproveForm(formdata=None), form, None, 422)
    try:
        services.return_story(actor, story, _seen(form), form.why.data or "")
    except StoriesError as error:
        return _review_page(story, ApproveForm(formdata=None), form, error, error.status)
    flash(_("The story is returned. Whoever proposed it sees your remark."), "ok")
    return redirect(url_for("moderation.queue"), code=303)
