"""The page of suggestions about a story, each answered by one key or one button."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.moderation.page import open_story
from stories.moderation.redaction.errors import BadPlace, InsteadTells, LookFurther
from stories.moderation.reviewing.opening import note_first
from stories.moderation.suggesting import services
from stories.moderation.suggesting.errors import DecidedMeanwhile
from stories.moderation.suggesting.page import Shown, suggestions_page
from stories.moderation.suggesting.services import SUGGEST
from stories.moderation.views import blueprint


@blueprint.get("/stories/<uuid:story_id>/suggestions")
@expose(SUGGEST)
def suggestions(story_id: uuid.UUID) -> str:
    """What somebody may want to hide in a story, each in its sentence; its note comes first."""
    actor = current_actor()
    story = open_story(actor, story_id, SUGGEST)
    audit.record(actor, "moderation.suggestions_viewed", story)
    return note_first(story, "moderation.suggestions") or render_template(
        "moderation/suggestions.html", story=story, page=suggestions_page(actor, story)
    )


@blueprint.post("/stories/<uuid:story_id>/suggestions/look")
@expose(SUGGEST)
def look_again(story_id: uuid.UUID) -> ResponseReturnValue:
    """Have the texts looked through as they stand now."""
    actor = current_actor()
    services.look_again(actor, open_story(actor, story_id, SUGGEST))
    flash(_("The texts are being looked through. It takes a moment."), "info")
    return _back(story_id, "")


@blueprint.post("/stories/<uuid:story_id>/suggestions/<uuid:suggestion_id>/accept")
@expose(SUGGEST)
def accept_suggestion(story_id: uuid.UUID, suggestion_id: uuid.UUID) -> ResponseReturnValue:
    """Yes: hide it, or propose the note."""
    actor = current_actor()
    story = open_story(actor, story_id, SUGGEST)
    before = suggestions_page(actor, story).open
    try:
        row = services.accept_suggestion(actor, story, suggestion_id)
    except (BadPlace, InsteadTells, LookFurther, DecidedMeanwhile) as error:
        flash(str(error.sentence), "wait")
        return _back(story_id, suggestion_id)
    if row.theme is not None:
        flash(_("The theme is in the content note that is proposed."), "ok")
    else:
        flash(_("The words are hidden. Somebody else has to confirm that."), "ok")
    left = suggestions_page(actor, story).open
    return _back(story_id, _after(before, left, suggestion_id))


@blueprint.post("/stories/<uuid:story_id>/suggestions/<uuid:suggestion_id>/refuse")
@expose(SUGGEST)
def refuse_suggestion(story_id: uuid.UUID, suggestion_id: uuid.UUID) -> ResponseReturnValue:
    """No: it stays as it is, and is not suggested again for this story."""
    actor = current_actor()
    story = open_story(actor, story_id, SUGGEST)
    before = suggestions_page(actor, story).open
    everywhere = "everywhere" in request.form
    count = services.refuse_suggestion(actor, story, suggestion_id, everywhere=everywhere)
    flash(
        ngettext(
            "It stays as it is. This place is not suggested again.",
            "They stay as they are. These %(num)d places are not suggested again.",
            count,
        ),
        "ok",
    )
    left = suggestions_page(actor, story).open
    return _back(story_id, _after(before, left, suggestion_id))


@blueprint.post("/stories/<uuid:story_id>/suggestions/<uuid:suggestion_id>/reopen")
@expose(SUGGEST)
def reopen_suggestion(story_id: uuid.UUID, suggestion_id: uuid.UUID) -> ResponseReturnValue:
    """Let what was refused be suggested again."""
    actor = current_actor()
    services.reopen_suggestion(actor, open_story(actor, story_id, SUGGEST), suggestion_id)
    flash(_("It is in the list again."), "ok")
    return _back(story_id, suggestion_id)


def _after(before: list[Shown], left: list[Shown], suggestion_id: uuid.UUID) -> uuid.UUID | None:
    """The suggestion that comes next once this one is answered, where one is left.

    An answer can take others along: the same name in the other language, the same words elsewhere.
    """
    waits = {one.row.id for one in left} | {suggestion_id}
    ids = [one.row.id for one in before if one.row.id in waits]
    if suggestion_id not in ids:
        return None
    at = ids.index(suggestion_id)
    return next(iter([*ids[at + 1 :], *reversed(ids[:at])]), None)


def _back(story_id: uuid.UUID, at: uuid.UUID | str | None = None) -> ResponseReturnValue:
    """To the page, which this person has open: at a suggestion, or where the last one stood."""
    anchor = f"s-{at}" if at else "suggestions" if at is None else None
    to = url_for("moderation.suggestions", story_id=story_id, open=1, _anchor=anchor)
    return redirect(to, code=303)
