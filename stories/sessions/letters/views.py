"""Saying on the person's page whether they want letters."""

import uuid

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.people.queries import person
from stories.sessions.letters.services import EDIT, allow_letters, refuse_letters
from stories.sessions.views import blueprint


@blueprint.post("/people/<uuid:person_id>/letters/no")
@expose(EDIT)
def no_letters(person_id: uuid.UUID) -> ResponseReturnValue:
    """They want no letters."""
    row = person(current_actor(), person_id, EDIT)
    refuse_letters(current_actor(), row)
    flash(_("They get no letters any more."), "ok")
    return redirect(url_for("people.person", person_id=row.id), code=303)


@blueprint.post("/people/<uuid:person_id>/letters/yes")
@expose(EDIT)
def letters_again(person_id: uuid.UUID) -> ResponseReturnValue:
    """They want letters after all."""
    row = person(current_actor(), person_id, EDIT)
    allow_letters(current_actor(), row)
    flash(_("They are reminded by e-mail again."), "ok")
    return redirect(url_for("people.person", person_id=row.id), code=303)
