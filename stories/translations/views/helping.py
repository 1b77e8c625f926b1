"""One segment's translation with everything that helps: what changed, terms, earlier ones."""

import uuid
from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from stories.foundation import audit
from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import StoriesError, wants_json
from stories.transcripts.models import Segment
from stories.translations import queries
from stories.translations.beside import changes_of, draw
from stories.translations.drafts import choosing
from stories.translations.drafts.standing import of_segment
from stories.translations.errors import NothingAlike
from stories.translations.glossary.queries import terms_in
from stories.translations.memory.queries import matches
from stories.translations.memory.services import take_over
from stories.translations.mixed import stays_of
from stories.translations.rules import other_language
from stories.translations.services import as_shown
from stories.translations.views.keeping import EDIT, blueprint, kept, open_segment, refused


@blueprint.get("/segments/<uuid:segment_id>/translation")
@expose(EDIT)
def segment(segment_id: uuid.UUID) -> ResponseReturnValue:
    """A page of its own; for scripts what they put into the editor, with the segment's cell."""
    actor = current_actor()
    found = open_segment(actor, segment_id)
    audit.record(actor, "translations.helped", found)
    told = _help(actor, found)
    if not wants_json():
        return render_template("translations/segment.html", **told)
    html = render_template("translations/_help.html", **told)
    moving = told["drafting"].moving
    return jsonify({"cell": draw([found], True)[found.id], "help": html, "moving": moving})


def _help(actor: Actor, found: Segment) -> dict[str, Any]:
    language = other_language(found.language)
    row = queries.translations_for([found.id]).get(found.id)
    return {
        "segment": found,
        "recording": found.version.recording,
        "into": language,
        "row": row,
        "shown": as_shown(row),
        "changes": changes_of(found, row),
        "stays": stays_of(found.text, found.language, language),
        "terms": terms_in(found),
        "matches": matches(actor, found),
        "engine": choosing.engine(),
        "drafting": of_segment(found.id),
        "may_draft": row is None or row.drafted,
    }


@blueprint.post("/segments/<uuid:segment_id>/translation/earlier")
@expose(EDIT)
def take_earlier(segment_id: uuid.UUID) -> ResponseReturnValue:
    """Take an earlier translation over, as a draft."""
    actor = current_actor()
    found = open_segment(actor, segment_id)
    try:
        row = take_over(actor, found, _wanted())
    except StoriesError as error:
        return refused(error)
    return kept(found, row)


def _wanted() -> uuid.UUID:
    try:
        return uuid.UUID(request.form.get("earlier", ""))
    except ValueError:
        raise NothingAlike from None
