"""Lengths that lie, said to the real server: what arrived stays, of the rest nothing is kept."""

import socket
from contextlib import closing

import pytest

from stories.foundation.db import db, unit_of_work
from stories.media.tus.models import Upload, UploadState
from tests.foundation.test_server import served
from tests.media.sender import KIND, Sender

DATA = bytes(range(256)) * 20


@pytest.fixture
def line(app, client, facilitator, session, monkeypatch):
    """Says raw bytes to the house behind waitress, as somebody signed in; gives the answer."""
    client.sign_in(facilitator).speak("kk")
    token = client.token()
    cookies = "; ".join(f"{name}={client.get_cookie(name).value}" for name in names(client))

    with served(app, monkeypatch) as port:

        def say(method, path, headers, body=b"", *, hang_up=False):
            told = {"Host": "127.0.0.1", "Cookie": cookies, "X-CSRFToken": token}
            told |= {"Tus-Resumable": "1.0.0", "Accept": "application/json"} | headers
            head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
            with closing(socket.create_connection(("127.0.0.1", port), 20)) as open_line:
                open_line.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
                if hang_up:
                    open_line.shutdown(socket.SHUT_WR)
                return answer(open_line)

        yield say


def names(client):
    return {cookie.key for cookie in client._cookies.values()}


def answer(open_line):
    data = b""
    while b"\r\n\r\n" not in data and (piece := open_line.recv(65536)):
        data += piece
    return int(data.split(b" ")[1]) if data else None


@pytest.fixture
def address(client, facilitator, session):
    return Sender(client.sign_in(facilitator)).begin(session, len(DATA))


def standing(app):
    with app.app_context(), unit_of_work(write=False):
        row = db.session.query(Upload).one()
        return row.state, row.received


def patch(length):
    return {"Content-Type": KIND, "Upload-Offset": "0", "Content-Length": length}


def test_less_than_was_said(app, line, address, desk):
    assert line("PATCH", address, patch(len(DATA)), DATA[:700], hang_up=True) in {None, 204, 400}
    state, received = standing(app)
    assert state is UploadState.RECEIVING
    assert received <= 700
    more = patch(str(len(DATA) - received)) | {"Upload-Offset": str(received)}
    assert line("PATCH", address, more, DATA[received:]) == 204
    assert standing(app) == (UploadState.TAKEN, len(DATA))
    assert desk.recordings() == 1


def test_more_than_was_said(app, line, address, desk):
    assert line("PATCH", address, patch(700), DATA) == 204
    assert standing(app) == (UploadState.RECEIVING, 700)
    assert desk.recordings() == 0


@pytest.mark.parametrize("length", ["-5", "x", "1e3", "", "5, 9", "0x10"])
def test_what_is_no_length(app, line, address, length):
    assert line("PATCH", address, patch(length), DATA) in {400, None}
    assert standing(app) == (UploadState.RECEIVING, 0)


def test_more_than_anybody_may_send(app, line, address):
    assert line("PATCH", address, patch(1 << 62), DATA[:100], hang_up=True) == 413
    assert standing(app) == (UploadState.RECEIVING, 0)


def test_a_form_that_ends_too_early(line, session, desk):
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\nRIFF'
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": "90000"}
    path = f"/sessions/{session.id}/recordings/new"
    assert line("POST", path, headers, body, hang_up=True) in {None, 400, 422}
    assert desk.recordings() == 0
