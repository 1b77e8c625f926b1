"""Those who knock at every door: they keep cookies and a form's token, and expect nothing."""

from typing import Any

from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from stories.accounts.identity import KEY
from stories.foundation.clock import now
from tests.client import key_of
from tests.guards.world import Place

SAFE = {"GET", "HEAD", "OPTIONS"}


class Visitor:
    """A browser of somebody: nobody in particular, a member of staff, or a family inside."""

    def __init__(self, app: Flask, user: Any = None, family: Place | None = None) -> None:
        self.app = app
        self.client = FlaskClient(app, app.response_class)
        with app.test_request_context():
            self.token, kept = generate_csrf(), session["csrf_token"]
        with self.client.session_transaction() as mine:
            mine["csrf_token"] = kept
            if user is not None:
                mine[KEY] = key_of(app, user)
            if family is not None:
                mine["reading"] = {str(family.rows["link"]): now().timestamp()}
                mine["narrator"] = {str(family.rows["narrator_link"]): now().timestamp()}
                mine["mine"] = {str(family.rows["own_link"]): now().timestamp()}

    def speak(self, language: str) -> "Visitor":
        self.client.set_cookie("language", language)
        return self

    def ask(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        """One request; a changing one carries the token as a script would send it."""
        headers = dict(kwargs.pop("headers", {}))
        if method not in SAFE:
            headers.setdefault("X-CSRFToken", self.token)
        return self.client.open(path, method=method, headers=headers, **kwargs)
