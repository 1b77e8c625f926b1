"""A form is taken in once: a stale tab or a double tap is led to the first answer."""

import uuid
from collections.abc import Callable

from flask import Response, flash, jsonify, make_response, redirect, request
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from stories.foundation.access import current_actor
from stories.foundation.db import db
from stories.foundation.errors import wants_json
from stories.foundation.models import Submission

WITHOUT = "{token}"


def new_token() -> str:
    """A fresh token for a form's hidden field ``once``."""
    return str(uuid.uuid4())


def read_token() -> uuid.UUID | None:
    """The token of the form that is being sent, if it carries a sound one."""
    try:
        return uuid.UUID(request.form.get("once", ""))
    except ValueError:
        return None


def take_once(work: Callable[[], Response]) -> Response:
    """Run ``work`` inside the unit unless its form's token was seen before.

    A refused form is not taken in, and may be sent again.
    """
    token = read_token()
    if token is None:
        return work()
    first = known_answer()
    if first is not None:
        return first
    row = Submission(token=token, actor_id=current_actor().id, location=None)
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return known_answer() or _again(None)
    response = work()
    # A script is not led anywhere; its answer tells where what was done can be seen.
    leads = response.headers.get("Location") or response.headers.get("Content-Location")
    row.location = _as_kept(leads)
    return response


def known_answer() -> Response | None:
    """The first answer to a form that was taken in before: asked before work that costs much."""
    token = read_token()
    first = db.session.get(Submission, token) if token else None
    return None if first is None else _again(_answer_of(first))


def _answer_of(first: Submission) -> str | None:
    """Where the first answer led; told to nobody but whoever sent the form."""
    return _as_known(first.location) if first.actor_id == current_actor().id else None


def _as_kept(location: str | None) -> str | None:
    """A family's address without its token, of which the house keeps a digest alone (X4)."""
    token = _token()
    return location.replace(token, WITHOUT) if location and token else location


def _as_known(location: str | None) -> str | None:
    """The address again, for whoever brings the token."""
    return location.replace(WITHOUT, _token()) if location else location


def _token() -> str:
    return str((request.view_args or {}).get("token", ""))


def _again(location: str | None) -> Response:
    if wants_json():
        return make_response(jsonify(location=location or "/", again=True), 200)
    flash(_("This was already saved; nothing was done twice."), "info")
    return make_response(redirect(location or "/", code=303))
