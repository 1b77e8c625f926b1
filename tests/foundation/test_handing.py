"""Sound handed over by a real nginx, or by a real S3 store."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager

import pytest
from flask import Flask

from stories.app import create_app
from stories.foundation.access import PUBLIC, expose
from stories.foundation.blobs import blobs
from stories.foundation.serving import serve_blob
from tests.conftest import environment
from tests.foundation.test_server import served
from tests.services import lacking

SOUND = bytes(range(256)) * 400
KEY = "playback/x/sound.webm"
NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://127.0.0.1:{house}; }}
    location /_kept/ {{ internal; alias {kept}/; }}
  }}
}}
"""


def with_sound(home, **more) -> Flask:
    app = create_app(environment(home, **more))

    @app.get("/sound")
    @expose(PUBLIC)
    def sound():
        return serve_blob(KEY, "audio/webm", to_staff=True)

    with app.app_context():
        blobs().put_bytes(KEY, SOUND)
    return app


def ask(port, path, headers):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer, answer.read()


@contextmanager
def nginx(folder, kept, house):
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or lacking(
        "no nginx here: apt install nginx-light"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, house=house, kept=kept))
    server = subprocess.Popen([program, "-p", folder, "-c", config])
    try:
        for _ in range(200):
            with socket.socket() as knock:
                if not knock.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.05)
        yield port
    finally:
        server.kill()
        server.wait()


def test_nginx_sends_what_the_house_allows_and_nothing_else(tmp_path, monkeypatch):
    kept = tmp_path / "kept"
    app = with_sound(
        tmp_path / "home",
        STORIES_BLOBS_URL=kept.as_uri(),
        STORIES_BLOBS_SEND="accel",
        STORIES_PROXIES="1",
    )
    with served(app, monkeypatch) as house, nginx(tmp_path, kept, house) as port:
        whole, body = ask(port, "/sound", {})
        assert (whole.status, body) == (200, SOUND)
        assert whole.headers["Content-Type"] == "audio/webm"
        assert whole.headers["Cache-Control"] == "private, no-store"
        assert whole.headers["Accept-Ranges"] == "bytes"
        part, body = ask(port, "/sound", {"Range": "bytes=300-309"})
        assert (part.status, body) == (206, SOUND[300:310])
        inside, body = ask(port, f"/_kept/{KEY}", {})
        assert inside.status == 404
        assert SOUND[:100] not in body


def test_sendfile_names_the_file_to_the_proxy(tmp_path):
    app = with_sound(
        tmp_path,
        STORIES_BLOBS_URL=(tmp_path / "kept").as_uri(),
        STORIES_BLOBS_SEND="sendfile",
        STORIES_PROXIES="1",
    )
    answer = app.test_client().get("/sound", headers={"Host": "127.0.0.1:8000"})
    assert (answer.status_code, answer.get_data()) == (200, b"")
    assert answer.headers["X-Sendfile"] == str(tmp_path / "kept" / KEY)


@pytest.fixture
def signing(tmp_path, s3):
    app = with_sound(
        tmp_path,
        STORIES_BLOBS_URL="s3://stories/house",
        STORIES_BLOBS_SEND="sign",
    )
    return app.test_client(), s3


def test_the_store_hands_sound_to_players_of_staff(signing):
    client, address = signing
    host = {"Host": "127.0.0.1:8000"}
    sent = client.get("/sound", headers=host | {"Sec-Fetch-Dest": "audio"})
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith(f"{address}/stories/house/{KEY}?")
    assert sent.headers["Referrer-Policy"] == "no-referrer"
    assert sent.headers["Cache-Control"] == "no-store"
    # a script that keeps the sound on the device gets it from the house
    here = client.get("/sound", headers=host | {"Sec-Fetch-Dest": "empty"})
    assert (here.status_code, here.get_data()) == (200, SOUND)
    # pages of staff allow players that one host more, pages behind a link none
    assert f"media-src 'self' {address} blob:" in policy(client, "/sign-in")
    assert "media-src 'self' blob:" in policy(client, "/r/nobodys-link")


def policy(client, path):
    answer = client.get(path, headers={"Host": "127.0.0.1:8000"})
    return answer.headers["Content-Security-Policy"]
