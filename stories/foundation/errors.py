"""Domain errors carry a sentence a person understands; one mapper turns them into an answer."""

import uuid
from typing import Any, ClassVar

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException


class UnsafeStart(Exception):
    """The programme refuses to start; the message is one sentence for the operator."""


class StoriesError(Exception):
    """Something a person asked for cannot be done; ``sentence`` says why, in their language.

    ``told`` is what a script is told beside it, as JSON; a page shows the sentence alone.
    """

    told: dict[str, Any] | None = None
    status: ClassVar[int] = 422
    title: ClassVar[object] = _l("This did not work")
    sentence: object = _l("Please check what you entered and try again.")

    def __init__(self, sentence: object | None = None) -> None:
        if sentence is not None:
            self.sentence = sentence
        super().__init__(str(type(self).__name__))


class NotFound(StoriesError):
    """The thing does not exist, or is none of the actor's business (DOMAIN X2)."""

    status = 404
    title = _l("Nothing here")
    sentence = _l("This page does not exist, or it is not yours to see.")


class Forbidden(StoriesError):
    """The actor may see the thing, which is an organisation's, but not do this to it."""

    organisation_id: uuid.UUID | None = None
    status = 403
    title = _l("This is not open to you")
    sentence = _l("Your role does not allow this. If you need it, ask the administrator.")


class Gone(StoriesError):
    """It was there once and is not any more."""

    status = 410
    title = _l("No longer here")
    sentence = _l("This page is no longer available.")


class Conflict(StoriesError):
    """Somebody else was faster."""

    status = 409
    title = _l("Somebody changed this meanwhile")
    sentence = _l("The page was changed while you worked. Nothing is lost: look and decide.")


class TooManyAttempts(StoriesError):
    """Guessing is slowed down."""

    status = 429
    title = _l("Please wait a little")
    sentence = _l("Too many attempts. Please try again in 15 minutes.")


BROKEN = _l("Something broke on our side")
SAFE_SO_FAR = _l("Your work up to the last save is safe. Please try again in a moment.")
HTTP_TITLES = {404: NotFound.title}
HTTP_SENTENCES = {
    400: _l("The form is out of date. Open the page again and send it once more."),
    404: NotFound.sentence,
    405: _l("This address cannot be used that way."),
    413: _l("The file is too large for this system. Nothing was saved."),
}


def init_app(app: Flask) -> None:
    """Map domain errors, HTTP errors and the unexpected to one kind of page."""
    app.register_error_handler(StoriesError, _domain)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def wants_json() -> bool:
    """Whether the caller is a script rather than a page."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def answer(
    status: int, title: object, sentence: object, told: dict[str, Any] | None = None
) -> Response:
    """An error page, or the same as JSON, with what a script is told beside it."""
    if wants_json():
        said = {"error": str(title), "sentence": str(sentence)}
        return make_response(jsonify(said | (told or {})), status)
    page = render_template(
        "foundation/error.html", status=status, title=str(title), sentence=str(sentence)
    )
    return make_response(page, status)


def _domain(error: StoriesError) -> Response:
    from stories.foundation import access

    if isinstance(error, (Forbidden, NotFound)):
        access.note_denial(error.status, error)
    return answer(error.status, error.title, error.sentence, error.told)


def _http(error: HTTPException) -> Response:
    from stories.foundation import access

    code = error.code or 500
    if error.response is not None or code < 400:  # noqa: PLR2004 - redirects pass through
        return make_response(error.get_response())
    if isinstance(error, CSRFError):  # a stale tab, or another site in somebody's name
        access.note_denial(code)
    title = HTTP_TITLES.get(code, StoriesError.title)
    return answer(code, title, HTTP_SENTENCES.get(code, StoriesError.sentence))


def _unexpected(error: Exception) -> Response:
    import structlog

    if current_app.testing:
        raise error
    structlog.get_logger().error("unexpected", exc_info=error, endpoint=request.endpoint)
    try:
        return answer(500, BROKEN, SAFE_SO_FAR)
    except Exception as another:  # noqa: BLE001 - a page asks the database, which may be what broke
        structlog.get_logger().error("no_error_page", exc_info=another)
        return make_response(_in_every_language(), 500, {"Content-Type": "text/plain"})


def _in_every_language() -> str:
    """What broke, without asking anybody which language they read."""
    lines = []
    for language in ("kk", "ru", "en"):
        with force_locale(language):
            lines.append(f"{BROKEN}. {SAFE_SO_FAR}\n")
    return "".join(lines)
