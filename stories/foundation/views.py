"""Pages of the house itself: language, light, components, health."""

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.wrappers import Response as AnyResponse

from stories.foundation import signals
from stories.foundation.access import PUBLIC, expose
from stories.foundation.i18n import LANGUAGES
from stories.foundation.incoming import inside
from stories.foundation.pages import THEMES, built_script

blueprint = Blueprint("foundation", __name__)
YEAR = 365 * 24 * 3600


def _back() -> str:
    """The page the visitor came from, on this host alone."""
    try:
        came = urlsplit(request.form.get("next") or request.referrer or "/")
    except ValueError:
        return "/"
    return inside(came._replace(scheme="", netloc="", fragment="").geturl()) or "/"


def _remember(name: str, value: str) -> AnyResponse:
    secure = current_app.extensions["settings"].secure
    response = redirect(_back(), code=303)
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=secure, httponly=True)
    return response


@blueprint.post("/language")
@expose(PUBLIC)
def set_language() -> AnyResponse:
    """Remember the language of the interface."""
    chosen = request.form.get("language", "")
    language = chosen if chosen in LANGUAGES else "kk"
    signals.language_chosen.send("foundation", language=language)
    return _remember("language", language)


@blueprint.post("/appearance")
@expose(PUBLIC)
def set_appearance() -> AnyResponse:
    """Remember light, dark or the device's own choice."""
    chosen = request.form.get("theme", "")
    return _remember("theme", chosen if chosen in THEMES else "auto")


@blueprint.get("/look")
@expose(PUBLIC)
def components() -> str:
    """Every component of the look on one page."""
    from stories.foundation.look import ComponentsForm

    return render_template("foundation/components.html", demo_form=ComponentsForm())


@blueprint.get("/worker.js")
@expose(PUBLIC)
def worker() -> Response:
    """The worker of staff's pages that open without network (decision 0011)."""
    return built_script("worker.js", "/sessions/")


@blueprint.get("/healthz")
@expose(PUBLIC)
def health() -> Response:
    """Whether the server stands, for a supervisor."""
    return make_response({"status": "ok"})


@blueprint.get("/robots.txt")
@expose(PUBLIC)
def robots() -> Response:
    """No crawler is invited."""
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")
