"""Stretches over real connections: what came by one that broke off stays."""

import http.client
import random
import socket
import time
from contextlib import closing

import pytest

from stories.foundation import tap
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.media.models import Recording
from tests.media.sender import KIND, Sender
from tests.served import served

DATA = random.Random(5).randbytes(3_000_000)  # noqa: S311 - the same each time
HALF = len(DATA) // 2


class Wire:
    """Raw connections to the served house, signed in."""

    def __init__(self, port, client, session):
        self.port, self.client, self.session = port, client, session
        self.sender = Sender(client)
        name = client.application.config["SESSION_COOKIE_NAME"]
        self.cookie = f"{name}={client.get_cookie(name).value}; language=en"

    def begin(self):
        return self.sender.begin(self.session, len(DATA))

    def head(self, address, offset, length, method="PATCH", **more):
        told = {"Upload-Offset": str(offset), "Content-Length": str(length), **more}
        told = {"Host": "localhost", "Cookie": self.cookie, "Content-Type": KIND} | told
        lines = [f"{name}: {value}" for name, value in self.sender.headers(**told).items()]
        return "\r\n".join([f"{method} {address} HTTP/1.1", *lines, "", ""]).encode()

    def line(self):
        return socket.create_connection(("127.0.0.1", self.port), 20)

    def patch(self, address, offset, data):
        with closing(self.line()) as line:
            line.sendall(self.head(address, offset, len(data)))
            line.sendall(data)
            return self.answer(line)

    @staticmethod
    def answer(line, method="PATCH"):
        answer = http.client.HTTPResponse(line, method=method)
        answer.begin()
        answer.read()
        return answer

    def offset(self, address):
        return int(self.sender.look(address)["Upload-Offset"])

    def wait_for(self, address, offset):
        end = time.monotonic() + 10
        while self.offset(address) != offset and time.monotonic() < end:
            time.sleep(0.02)
        assert self.offset(address) == offset

    def kept(self, headers):
        with self.client.application.app_context(), unit_of_work(write=False):
            row = db.session.get_one(Recording, self.sender.recording_of(headers))
            return blobs().read(row.master_key)


@pytest.fixture
def wire(app, client, facilitator, session, monkeypatch):
    client.sign_in(facilitator).speak("en")
    client.token()
    with served(app, monkeypatch) as port:
        yield Wire(port, client, session)


def read_on_to(left: int) -> None:
    """Wait until the one stretch that comes in lacks so many bytes."""
    end = time.monotonic() + 20
    while [one.left for one in tap._running] != [left]:
        assert time.monotonic() < end
        time.sleep(0.02)


def nobody_sends() -> None:
    """Wait until every stretch that came in has ended."""
    end = time.monotonic() + 20
    while tap._running:
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_came_by_a_line_that_broke_off_stays(wire):
    address = wire.begin()
    with closing(wire.line()) as line:
        line.sendall(wire.head(address, 0, len(DATA)) + DATA[:HALF])
    wire.wait_for(address, HALF)
    assert wire.patch(address, 0, DATA).status == 409
    last = wire.patch(address, HALF, DATA[HALF:])
    assert last.status == 204
    assert wire.kept(last.headers) == DATA


def test_a_silent_line_makes_way(wire, monkeypatch):
    monkeypatch.setattr(tap, "QUIET", 50.0)
    monkeypatch.setattr(tap, "STEP", 0.1)
    address = wire.begin()
    with closing(wire.line()) as silent:
        silent.sendall(wire.head(address, 0, len(DATA)) + DATA[:HALF])
        read_on_to(len(DATA) - HALF)
        assert wire.patch(address, 0, DATA).status == 423  # it was heard of just now
        monkeypatch.setattr(tap, "QUIET", 0.2)
        time.sleep(0.4)
        assert wire.offset(address) == HALF
        told = wire.answer(silent)
    assert (told.status, told.headers["Upload-Offset"]) == (204, str(HALF))
    assert wire.kept(wire.patch(address, HALF, DATA[HALF:]).headers) == DATA


def test_nobody_is_waited_for_when_the_house_closes(wire, monkeypatch):
    monkeypatch.setattr(tap, "STEP", 0.1)
    address = wire.begin()
    with closing(wire.line()) as line:
        line.sendall(wire.head(address, 0, len(DATA)) + DATA[:HALF])
        read_on_to(len(DATA) - HALF)
        tap.stop_all()
        assert wire.answer(line).headers["Upload-Offset"] == str(HALF)


def test_half_a_stretch_with_a_checksum_is_nothing(wire):
    address = wire.begin()
    told = {"Upload-Checksum": "sha1 qUqP5cyxm6YcTAhz05Hph5gvu9M="}
    with closing(wire.line()) as line:
        line.sendall(wire.head(address, 0, len(DATA), **told) + DATA[:HALF])
        read_on_to(len(DATA) - HALF)
    nobody_sends()
    assert wire.offset(address) == 0
    assert wire.patch(address, 0, DATA).status == 204


def test_whoever_is_refused_hears_why(wire):
    nowhere = "/uploads/00000000-0000-0000-0000-000000000001"
    assert wire.patch(nowhere, 0, DATA * 5).status == 404
    address = wire.begin()
    assert wire.patch(address, 5, DATA[5:]).status == 409
    wire.cookie = ""
    assert wire.patch(address, 0, DATA).status in {303, 400, 401, 403}
    nobody_sends()


def test_without_room_a_stretch_is_laid_down_first(wire):
    taken = [tap.Tap.opened(1) for _ in range(tap.MOST)]
    assert tap.Tap.opened(1) is None
    try:
        assert wire.kept(wire.patch(wire.begin(), 0, DATA).headers) == DATA
    finally:
        for one in taken:
            one.close()


def test_one_that_asks_before_it_sends(wire):
    address = wire.begin()
    with closing(wire.line()) as line:
        line.sendall(wire.head(address, 0, len(DATA), Expect="100-continue"))
        assert line.recv(1000).startswith(b"HTTP/1.1 100 Continue")
        line.sendall(DATA)
        assert wire.kept(wire.answer(line).headers) == DATA


def test_several_files_by_one_line(wire):
    path, told = f"/sessions/{wire.session.id}/uploads", {"Upload-Length": str(HALF)}
    parts = [DATA[:HALF], DATA[HALF : 2 * HALF]]
    head = wire.head(path, 0, HALF, method="POST", **told)
    with closing(wire.line()) as line:
        line.sendall(head + parts[0] + head + parts[1])
        with line.makefile("rb") as said:
            answers = [_headers(said) for _ in parts]
    assert [wire.kept(headers) for headers in answers] == parts


def _headers(said):
    assert said.readline().startswith(b"HTTP/1.1 201")
    return http.client.parse_headers(said)
