"""Pages for hiding parts of a story: what is hidden, and hiding more."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import StoriesError
from stories.media.consent import may_hear
from stories.moderation import queries as story_queries
from stories.moderation.models import Story
from stories.moderation.page import open_story
from stories.moderation.redaction import queries, services
from stories.moderation.redaction.applying import silent_of
from stories.moderation.redaction.asking import passages, require_place
from stories.moderation.redaction.errors import LookFurther, NothingChosen
from stories.moderation.redaction.forms import (
    THE_MARK,
    HideForm,
    looked_at,
    span_in,
    ticked,
)
from stories.moderation.redaction.models import Redaction
from stories.moderation.redaction.page import (
    Choice,
    Sent,
    after,
    blank,
    choice_of,
    fill,
    said_words,
    wanted,
)
from stories.moderation.redaction.rules import HIDING
from stories.moderation.redaction.shown import rows_shown
from stories.transcripts.words import language_word

blueprint = Blueprint("redaction", __name__)
REDACT = "moderation.redact"
VERBS = {"refuse": services.refuse, "lift": services.lift}


@blueprint.get("/stories/<uuid:story_id>/hidden")
@expose(REDACT)
def index(story_id: uuid.UUID) -> str:
    """What is hidden of a story, and its passages as they were said."""
    actor = current_actor()
    return _index(actor, open_story(actor, story_id, REDACT), None)


def _index(actor: Actor, story: Story, problem: StoriesError | None) -> str:
    rows = queries.redactions_of(story)
    audit.record(actor, "redaction.viewed", story)
    people = [one.proposed_by for one in rows] + [act.actor_id for one in rows for act in one.acts]
    return render_template(
        "moderation/redaction/index.html",
        story=story,
        hidden=rows_shown(actor, story, rows),
        hiding=HIDING,
        passages=passages(story),
        users=story_queries.user_names(people),
        problem=problem,
    )


@blueprint.route("/stories/<uuid:story_id>/hide", methods=["GET", "POST"])
@expose(REDACT)
def hide(story_id: uuid.UUID) -> ResponseReturnValue:
    """Choose what is to be hidden, look at what follows from it, and propose it."""
    actor = current_actor()
    story = open_story(actor, story_id, REDACT)
    return _choose(actor, story, blank(story, _passage()), HideForm(), None)


@blueprint.route("/stories/<uuid:story_id>/hidden/<uuid:redaction_id>", methods=["GET", "POST"])
@expose(REDACT)
def change(story_id: uuid.UUID, redaction_id: uuid.UUID) -> ResponseReturnValue:
    """Change a hidden part; somebody else confirms it anew."""
    actor = current_actor()
    story = open_story(actor, story_id, REDACT)
    row = queries.redaction(actor, story, redaction_id)
    if row.state not in HIDING:
        return _back(story)
    told = {
        "start": row.start_ms,
        "end": row.end_ms,
        "reason": row.reason,
        "instead": "own" if row.instead_kk or row.instead_ru else THE_MARK,
        "instead_kk": row.instead_kk,
        "instead_ru": row.instead_ru,
        "sound": "tone" if row.tone else "silence",
    }
    return _choose(actor, story, choice_of(story, row), HideForm(data=told), row)


def _passage() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get("at", ""))
    except ValueError:
        return None


def _choose(
    actor: Actor, story: Story, choice: Choice, form: HideForm, row: Redaction | None
) -> ResponseReturnValue:
    audit.record(actor, "redaction.viewed", story)
    people = queries.with_pseudonyms(story)
    length = round(story.recording.seconds * 1000)
    form.offer(people, own=row is not None, length_ms=length)
    problem: StoriesError | None = None
    looked = False
    if form.is_submitted():
        sent = Sent(
            {key: frozenset(places) for key, places in ticked().items()},
            looked_at(),
            form.typed,
            span_in(request.form.get("was", "")),
            request.form.get("before", ""),
        )
        choice, looked = after(choice, sent), bool(sent.looked)
        if form.validate():
            try:
                return _kept(actor, story, choice, form, sent, row, people)
            except StoriesError as error:
                problem = None if form.tell(error) else error
        fill(form, choice, people)
    page = render_template(
        "moderation/redaction/hide.html",
        story=story,
        choice=choice,
        before=said_words(choice),
        form=form,
        row=row,
        problem=problem,
        preview=isinstance(problem, LookFurther) and not looked,
        hidden=silent_of(story, but=row).silence,
        language_word=language_word,
        hear=may_hear(actor, story.recording),
    )
    return page, _status(form, problem)


def _status(form: HideForm, problem: StoriesError | None) -> int:
    if problem is not None:
        return problem.status
    return 422 if form.is_submitted() else 200


def _kept(
    actor: Actor, story: Story, choice: Choice, form: HideForm, sent: Sent,
    row: Redaction | None, people: Any,
) -> ResponseReturnValue:  # fmt: skip
    asked = wanted(choice, form, people)
    if choice.core is None:
        raise NothingChosen
    require_place(story, choice.core)
    if not set(choice.near) <= sent.looked:
        raise LookFurther
    if row is None:
        services.propose(actor, story, asked)
    else:
        seen = request.form.get("revision", -1, type=int)
        services.change(actor, row, asked, seen_revision=seen)
    flash(_("It is hidden. Somebody else looks at it and confirms it."), "ok")
    return _back(story)


@blueprint.post("/stories/<uuid:story_id>/hidden/<uuid:redaction_id>/confirm")
@expose(REDACT)
def confirm(story_id: uuid.UUID, redaction_id: uuid.UUID) -> ResponseReturnValue:
    """Say as another person that this is to be hidden."""
    actor = current_actor()
    story = open_story(actor, story_id, REDACT)
    row = queries.redaction(actor, story, redaction_id)
    seen = request.form.get("revision", -1, type=int)
    try:
        services.confirm(actor, row, seen_revision=seen)
    except StoriesError as error:
        return _index(actor, story, error), error.status
    flash(_("Confirmed. This part stays hidden."), "ok")
    return _back(story)


@blueprint.post("/stories/<uuid:story_id>/hidden/<uuid:redaction_id>/<any(refuse, lift):verb>")
@expose(REDACT)
def open_again(story_id: uuid.UUID, redaction_id: uuid.UUID, verb: str) -> ResponseReturnValue:
    """Refuse to hide a part, or open one that is hidden; either with a reason."""
    actor = current_actor()
    story = open_story(actor, story_id, REDACT)
    row = queries.redaction(actor, story, redaction_id)
    seen = request.form.get("revision", -1, type=int)
    try:
        VERBS[verb](actor, row, request.form.get("why", ""), seen_revision=seen)
    except StoriesError as error:
        return _index(actor, story, error), error.status
    flash(_("This part is open again. Two people review the story as it stands now."), "ok")
    return _back(story)


def _back(story: Story) -> ResponseReturnValue:
    return redirect(url_for("redaction.index", story_id=story.id), code=303)
