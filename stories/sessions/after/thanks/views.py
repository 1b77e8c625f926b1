"""The card of one who came, as a PDF."""

import uuid

from flask import Response, request

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.errors import NotFound
from stories.sessions import queries as sessions
from stories.sessions.after.thanks.card import card
from stories.sessions.after.thanks.panels import came
from stories.sessions.after.thanks.policy import THANK
from stories.sessions.views import blueprint

LANGUAGES = ("kk", "ru")


@blueprint.get("/sessions/<uuid:session_id>/thanks/<uuid:person_id>")
@expose(THANK)
def thanks(session_id: uuid.UUID, person_id: uuid.UUID) -> Response:
    """A card to be printed and given; in their language, or in the one that is asked for."""
    actor = current_actor()
    session = sessions.session(actor, session_id, THANK)
    row = next((one for one in came(session) if one.person_id == person_id), None)
    asked = request.args.get("language", "")
    if row is None or asked not in {*LANGUAGES, ""}:
        raise NotFound
    pdf = card(row, asked or None)
    audit.record(actor, "sessions.thanks_printed", session, detail={"person": str(person_id)})
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="thanks.pdf"'
    return answer
