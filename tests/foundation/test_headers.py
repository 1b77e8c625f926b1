"""Headers that every answer carries, whoever asks for whatever (DOMAIN X4, X5)."""

from pathlib import Path

import pytest

from stories.accounts import identity
from stories.app import create_app
from tests.conftest import environment
from tests.foundation.test_settings import OUTSIDE

NEEDED = {
    "default-src 'none'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
NO_LINK = "/r/" + "x" * 32
PATHS = {
    "/sign-in": 200,
    "/look": 200,
    "/healthz": 200,
    "/robots.txt": 200,
    "/people": 303,
    "/no/such/page": 404,
    NO_LINK: 404,
}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_closed(app, path):
    answer = app.test_client().get(path, expect=PATHS[path])
    policy = set(answer.headers["Content-Security-Policy"].split("; "))
    assert policy >= NEEDED
    assert not any("unsafe" in rule or "*" in rule or "http" in rule for rule in policy)
    assert not any("nonce" in rule or "sha" in rule for rule in policy)  # nothing inline at all
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not [name for name, _value in answer.headers if name.startswith("Access-Control")]


def test_an_address_with_a_token_is_told_to_nobody(app):
    family = app.test_client().get(NO_LINK, expect=404)
    staff = app.test_client().get("/sign-in")
    assert family.headers["Referrer-Policy"] == "no-referrer"
    assert staff.headers["Referrer-Policy"] == "same-origin"


def test_over_https_the_browser_is_bound_to_it_for_a_year(tmp_path: Path):
    app = create_app(environment(tmp_path) | OUTSIDE)
    answer = app.test_client().get("/healthz", base_url="https://stories.example.org")
    bound = answer.headers["Strict-Transport-Security"]
    assert bound == "max-age=31536000; includeSubDomains"


def test_an_error_page_is_closed_even_where_the_database_is_what_broke(app, monkeypatch):
    def gone() -> None:
        raise OSError("the disk")

    client = app.test_client()
    app.testing = False
    monkeypatch.setattr(identity, "_row", gone)
    with client.session_transaction() as session:
        session[identity.KEY] = "x"
    answer = client.get("/sign-in", expect=500)
    assert answer.mimetype == "text/plain"
    assert "Something broke" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.headers["Content-Security-Policy"].split("; ")) >= NEEDED
