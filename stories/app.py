"""The application: configuration, extensions, rooms; nothing else."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from stories import (
    accounts,
    archive,
    collections,
    demo,
    media,
    moderation,
    people,
    reading,
    sessions,
    transcripts,
    translations,
)
from stories.foundation import (
    blobs,
    errors,
    fixity,
    handing,
    headers,
    hosts,
    i18n,
    incoming,
    logs,
    mail,
    models,
    once,
    pages,
    panels,
    queue,
    rounds,
    safety,
    views,
    workshop,
)
from stories.foundation.access import SignInFirst, current_actor, guard_endpoint
from stories.foundation.audit.anchoring import tell_anchor
from stories.foundation.db import db, unit_of_work
from stories.foundation.db.engine import prepare
from stories.foundation.settings import Settings, read_settings

ROOMS = (
    accounts,
    people,
    sessions,
    media,
    transcripts,
    translations,
    moderation,
    collections,
    reading,
    archive,
    demo,
)
SAFE = {"GET", "HEAD", "OPTIONS"}
TABLES = models  # the foundation's own tables join the metadata by being imported


class House(Flask):
    """Flask with one unit of work around each view."""

    def dispatch_request(self) -> ResponseReturnValue:
        view = self.view_functions.get(request.endpoint or "")
        if request.routing_exception is not None or request.endpoint == "static":
            return super().dispatch_request()
        if getattr(view, "unit", "request") == "own":
            with unit_of_work(write=False):
                guard_endpoint(view, current_actor())
            return super().dispatch_request()
        with unit_of_work(write=request.method not in SAFE) as unit:
            guard_endpoint(view, current_actor())
            response = once.take_once(self._view_response)
            if response.status_code >= 400:  # noqa: PLR2004 - a refused form keeps nothing
                unit.fail()
            return response

    def _view_response(self) -> Response:
        return self.make_response(super().dispatch_request())


def create_app(environment: Mapping[str, str] | None = None) -> Flask:
    """Build the application from settings; raises UnsafeStart with one sentence."""
    logs.init()
    settings = read_settings(environment)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    safety.refuse_open_folders(settings.home, settings["BLOBS_URL"], settings["BLOBS_COPY_URL"])
    handing.refuse_unfit(settings)
    app = House(
        "stories",
        template_folder=str(pages.house_folder("templates")),
        static_folder=str(pages.house_folder("static") / "dist"),
        static_url_path="/static",
    )
    app.config.from_mapping(_configuration(settings))
    app.extensions["settings"] = settings
    _extend(app, settings)
    for room in ROOMS:
        room.init_app(app)
    return app


def _configuration(settings: Settings) -> dict[str, Any]:
    megabyte = 1024 * 1024
    return {
        "DEBUG": False,  # whatever FLASK_DEBUG says
        "SECRET_KEY": settings["SECRET_KEY"],
        "SQLALCHEMY_DATABASE_URI": settings["DATABASE_URL"],
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # no names in an error's words
        "MAX_CONTENT_LENGTH": settings.number("UPLOAD_LIMIT_MB") * megabyte,
        "MAX_FORM_MEMORY_SIZE": incoming.MOST_WORDS,
        # Over TLS the prefix has browsers refuse a cookie that another host planted.
        "SESSION_COOKIE_NAME": "__Host-stories" if settings.secure else "stories",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.number("ABSOLUTE_HOURS")),
        # Written when it changed alone: an answer on its way would bring an older one back.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "WTF_CSRF_TIME_LIMIT": None,  # lives as long as the session; a slow form is no attack
        "WTF_CSRF_SSL_STRICT": False,  # families' pages send no referrer at all
    }


def _extend(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    hosts.init_app(app, settings)
    incoming.init_app(app)
    CSRFProtect(app)
    headers.init_app(app, secure=settings.secure)
    errors.init_app(app)
    app.register_error_handler(SignInFirst, _to_sign_in)
    i18n.init_app(app)
    pages.init_app(app)
    panels.init_app(app)
    blobs.init_app(app, settings)
    queue.init_app(app, settings)
    rounds.tell(tell_anchor)
    fixity.init_app(app)
    workshop.init_app(app)
    mail.init_app(app, settings)
    app.register_blueprint(views.blueprint)
    _wrap(app, settings)


def _wrap(app: Flask, settings: Settings) -> None:
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        max_age=31536000,
        allow_all_origins=False,
        add_headers_function=headers.close_file,
    )
    proxies = settings.number("PROXIES")
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )


def _to_sign_in(_error: SignInFirst) -> ResponseReturnValue:
    if errors.wants_json():
        return errors.answer(401, errors.Forbidden.title, errors.Forbidden.sentence)
    if "HX-Request" in request.headers:
        return Response(
            status=401, headers={"HX-Refresh": "true"}
        )  # the page itself asks to sign in
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=target), code=303)
