"""The real server: what it tells the house about whoever asks."""

import http.client
from contextlib import closing
from pathlib import Path

import pytest
from flask import request

from stories.app import create_app
from stories.foundation import server
from tests.conftest import environment
from tests.served import served

TOLD = {
    "X-Forwarded-For": "198.51.100.7, 203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "localhost",
}


def ask(port: int, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        answer.read()
    return answer


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [
        ("0", ("127.0.0.1", "http")),
        ("1", ("203.0.113.9", "https")),
        ("2", ("198.51.100.7", "http")),  # the second tells no scheme
    ],
)
def test_a_trusted_proxy_is_believed_and_nobody_else(tmp_path: Path, monkeypatch, proxies, seen):
    app = create_app(environment(tmp_path, STORIES_PROXIES=proxies))
    met = []

    @app.before_request
    def look() -> None:
        met.append((request.remote_addr, request.scheme))

    with served(app, monkeypatch) as port:
        assert ask(port, "/healthz", TOLD).status == 200
    assert met == [seen]


def test_files_of_the_programme_are_closed_like_its_pages(tmp_path: Path, monkeypatch):
    app = create_app(environment(tmp_path))
    file = next(Path(str(app.static_folder)).glob("*.css"))
    with served(app, monkeypatch) as port:
        answer = ask(port, f"/static/{file.name}", {})
    assert answer.status == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "public" in answer.headers["Cache-Control"]
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_an_address_or_a_cookie_without_end_is_refused(tmp_path: Path, monkeypatch):
    app = create_app(environment(tmp_path))
    with served(app, monkeypatch) as port:
        assert ask(port, "/healthz?" + "a&" * server.HEADERS, {}).status == 431
        assert ask(port, "/healthz", {"Cookie": "a=" + "b" * server.HEADERS}).status == 431
        assert ask(port, "/healthz", {"Cookie": "a=" + "b" * 8000}).status == 200
