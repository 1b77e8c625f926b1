"""The two real ways in, and what may be left behind by neither: processes, folders, files."""

import io
import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from stories.foundation import workshop
from stories.foundation.blobs import blobs
from stories.media.tus import spool
from tests.media.sender import Sender

WAYS = ("form", "tus")


def children() -> set[str]:
    """Processes this one has started and that are not gone."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text().rpartition(")")[2].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == os.getpid():
            found.add(path.parent.name)
    return found


class Gate:
    """Sends a file in one of the two ways, as somebody signed in."""

    def __init__(self, desk: Any, client: Any, session: Any) -> None:
        self.desk, self.client, self.session = desk, client, session

    def enter(self, way: str, data: bytes, name: str = "жазба.mp3") -> Any:
        """The recording a file has become, and what it becomes when a worker had it."""
        if way == "form":
            row = self.desk.recording(self._by_form(data, name))
        else:
            row = self.desk.recording(self._by_tus(data, name))
        self.desk.perform("media.prepare", row.id)
        return self.desk.recording(row.id)

    def _by_form(self, data: bytes, name: str) -> uuid.UUID:
        fields = {"csrf_token": self.client.token(), "file": FileStorage(io.BytesIO(data), name)}
        # The test client itself would leave the passing file of a large form open.
        body, length, boundary = stream_encode_multipart(fields, use_tempfile=False)
        answer = self.client.post(
            f"/sessions/{self.session.id}/recordings/new",
            input_stream=body,
            content_length=length,
            content_type=f"multipart/form-data; boundary={boundary}",
            expect=303,
        )
        return uuid.UUID(answer.location.rsplit("/", 1)[-1])

    def _by_tus(self, data: bytes, name: str) -> uuid.UUID:
        sender = Sender(self.client)
        address = sender.begin(self.session, len(data), name)
        half = len(data) // 2
        if half:
            sender.send(address, data[:half], 0)
        return sender.recording_of(sender.send(address, data[half:], half).headers)


@pytest.fixture
def gate(app, client, session, facilitator, desk, tmp_path, monkeypatch) -> Iterator[Gate]:
    """The gate; when the test is over nothing may be left but masters and what rows name."""
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(passing))
    before = children()
    yield Gate(desk, client.sign_in(facilitator), session)
    assert children() <= before
    with app.app_context():
        left = [*passing.iterdir(), *spool.folder().iterdir(), *workshop._place().iterdir()]
        kept = {key.split("/")[0] for key in blobs().keys()}  # noqa: SIM118 - a store is no dict
    assert left == []
    assert kept <= {"masters", "playback"}
