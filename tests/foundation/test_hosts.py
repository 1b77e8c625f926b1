"""Only the house's own names are answered, and nobody is led out of it."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stories.app import create_app
from tests.conftest import environment
from tests.foundation.test_settings import OUTSIDE


def asked(app: Flask, host: str, path: str = "/look") -> int:
    return app.test_client().get(path, headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "127.0.0.1", "LOCALHOST"]
)
def test_on_this_machine_its_own_names_are_answered(app: Flask, host: str):
    app.test_client_class = FlaskClient
    assert asked(app, host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "127.0.0.1@evil.example",
        "evil.example:8000",
        "0.0.0.0",  # noqa: S104 - a name, not a binding
        "10.0.0.1",
        "[::2]",
        "[",
        "a b",
        "../",
    ],
)
def test_any_other_name_is_told_no_with_a_sentence(app: Flask, host: str):
    app.test_client_class = FlaskClient
    answer = app.test_client().get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.get_data(as_text=True)
    assert answer.headers["Content-Security-Policy"]


def outside(tmp_path: Path, **more: str) -> Flask:
    return create_app(environment(tmp_path) | OUTSIDE | more)


def test_a_house_outside_answers_to_its_name_and_those_it_was_given(tmp_path: Path):
    app = outside(tmp_path, STORIES_HOSTS=" Old.example.org, stories ")
    for host in ("stories.example.org", "stories.example.org:443", "old.example.org", "STORIES"):
        assert asked(app, host) == 200
    for host in ("localhost", "127.0.0.1", "example.org", "x.stories.example.org", "", ","):
        assert asked(app, host) == 400
    assert asked(app, "10.0.0.7:8000", "/healthz") == 200


def test_behind_a_proxy_the_name_it_was_asked_for_counts(tmp_path: Path):
    app = outside(tmp_path, STORIES_PROXIES="1")
    told = {"Host": "10.0.0.7:8000", "X-Forwarded-Host": "stories.example.org"}
    assert app.test_client().get("/look", headers=told).status_code == 200
    told["X-Forwarded-Host"] = "evil.example"
    assert app.test_client().get("/look", headers=told).status_code == 400


def test_cookies_over_tls_are_closed_as_far_as_they_go(tmp_path: Path):
    app = outside(tmp_path)
    client = app.test_client()
    base = "https://stories.example.org"
    page = client.get("/look", base_url=base)
    token = page.get_data(as_text=True).split('name="csrf-token" content="')[1].split('"')[0]
    sent = client.post(
        "/language",
        data={"csrf_token": token, "language": "ru"},
        base_url=base,
        headers={"Referer": f"{base}/look"},
    )
    cookies = [*page.headers.getlist("Set-Cookie"), *sent.headers.getlist("Set-Cookie")]
    assert len(cookies) >= 2
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    assert any(cookie.startswith("__Host-stories=") for cookie in cookies)


HOSTILE = st.sampled_from(
    ["//", "/\\", "\\\\", "https:", "http://", "javascript:", "evil.example", "@", "%2f", "/", "\t"]
)
texts = st.lists(HOSTILE | st.text(max_size=6), max_size=6).map("".join)


@given(target=texts, referrer=texts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_address_in_a_form_or_a_link_leads_out_of_the_house(app: Flask, target, referrer):
    from stories.accounts.views import safe_target
    from stories.foundation.views import _back

    data = {"next": target} if target else {}
    quiet = referrer.encode("latin-1", "ignore").decode("latin-1").translate(LINES)
    with app.test_request_context(
        "/language", method="POST", data=data, headers={"Referer": quiet}
    ):
        for led in (_back(), safe_target(target)):
            assert (
                urlsplit(urljoin("http://house.example/a", browser(led))).netloc == "house.example"
            )


LINES = dict.fromkeys(map(ord, "\r\n\0"))


def browser(address: str) -> str:
    """The address as a browser reads it: backslashes are slashes, controls are dropped."""
    return "".join(sign for sign in address if sign not in "\t\r\n").strip().replace("\\", "/")
