"""A test client that inspects every page it opens."""

import secrets
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from stories.accounts import sign_ins
from stories.accounts.identity import KEY
from stories.foundation.db import unit_of_work
from tests.page_rules import faults
from tests.soup import soup_of


class InspectingClient(FlaskClient):
    """Checks title, language, one h1, ids, labels, form actions and CSP of each HTML answer.

    A redirect or an error must be expected: ``client.get(path, expect=303)``.
    """

    def open(self, *args: Any, expect: int = 200, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        told = response.get_data(as_text=True)[:2000] if response.mimetype == "text/html" else ""
        assert response.status_code == expect, f"{response.status} {response.location}\n{told}"
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308}:
            inspect(response)
        return response

    def sign_in(self, user: Any) -> "InspectingClient":
        """Be a user, as if signed in just now. ``user`` has an ``id``."""
        key = key_of(self.application, user)
        with self.session_transaction() as session:
            session[KEY] = key
        return self

    def speak(self, language: str) -> "InspectingClient":
        self.set_cookie("language", language)
        return self

    def page(self, path: str, **kwargs: Any) -> BeautifulSoup:
        """The page at a path, as soup."""
        return soup(self.get(path, **kwargs))

    def send(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Fill in the token of a form and post it; a redirect is expected unless said otherwise."""
        kwargs.setdefault("expect", 303)
        return self.post(path, data={"csrf_token": self.token(), **(data or {})}, **kwargs)

    def token(self) -> str:
        """The token of this browser's forms, as any page would put it into them."""
        app = self.application
        with self.session_transaction() as mine, app.app_context(), app.test_request_context():
            session["csrf_token"] = mine.setdefault("csrf_token", secrets.token_hex(20))
            return generate_csrf()


def key_of(app: Flask, user: Any) -> str:
    """The key of a fresh sign-in, as it would stand in the user's cookie."""
    with app.app_context(), unit_of_work():
        return sign_ins.begin(user, "", opened=True)


def soup(response: TestResponse) -> BeautifulSoup:
    """A page as a browser reads it; read once, however often it is asked for."""
    kept: BeautifulSoup | None = vars(response).get("soup")
    if kept is None:
        kept = soup_of(response.get_data(as_text=True))
        vars(response)["soup"] = kept
    return kept


def inspect(response: TestResponse) -> None:
    wrong = faults(response.get_data(as_text=True))
    assert not wrong, f"{response.request.path}: {'; '.join(wrong)}"
