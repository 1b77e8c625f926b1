"""tus 1.0 as its clients speak it: what was acknowledged stays, and nothing comes in twice."""

import base64
import hashlib
import os
import random
from datetime import timedelta

import pytest

from stories.foundation.blobs import blobs
from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work
from stories.media.models import Recording, RecordingState
from stories.media.tus import receiving, rounds, spool
from stories.media.tus.models import Upload, UploadState
from stories.sessions.models import SessionState
from tests.media import samples
from tests.media.sender import Sender

BYTES = random.Random(1).randbytes(300_000)  # noqa: S311 - the same each time


@pytest.fixture
def sender(app, client, facilitator):
    return Sender(client.sign_in(facilitator).speak("en"))


def rows(app):
    with app.app_context(), unit_of_work(write=False):
        return [(row.state, row.received) for row in db.session.query(Upload)]


def whole_of(app, recording_id):
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get_one(Recording, recording_id)
        return row, blobs().read(row.master_key)


def test_what_the_house_can_do_is_told(sender, session):
    told = sender.ask("OPTIONS", f"/sessions/{session.id}/uploads", expect=204).headers
    assert told["Tus-Version"] == "1.0.0"
    assert told["Tus-Max-Size"] == str(64 << 20)
    assert set(told["Tus-Extension"].split(",")) >= {"creation", "termination", "checksum"}


def test_stretches_become_a_recording_with_its_digest(app, sender, session, facilitator):
    data = samples.sample("opus").read_bytes()
    address = sender.begin(session, len(data), "Апа.opus")
    half = len(data) // 2
    assert sender.send(address, data[:half], 0).headers["Upload-Offset"] == str(half)
    assert sender.look(address)["Upload-Offset"] == str(half)
    last = sender.send(address, data[half:], half).headers
    assert last["Stories-Sha256"] == hashlib.sha256(data).hexdigest()
    assert last["Stories-Arrival"] == "new"
    assert sender.look(address)["Stories-Recording"] == last["Stories-Recording"]
    row, kept = whole_of(app, sender.recording_of(last))
    assert kept == data
    assert (row.original_name, row.uploaded_by) == ("Апа.opus", facilitator.id)
    with app.app_context():
        assert list(spool.folder().iterdir()) == []


def test_creation_with_upload(app, sender, session):
    answer = sender.create(session, len(BYTES), body=BYTES)
    assert answer.headers["Upload-Offset"] == str(len(BYTES))
    assert whole_of(app, sender.recording_of(answer.headers))[1] == BYTES
    assert answer.headers["Stories-Arrival"] == "set-aside"  # noise is no sound


def test_a_duplicate_and_a_late_stretch_change_nothing(app, sender, session, desk):
    address = sender.begin(session, len(BYTES))
    sender.send(address, BYTES[:1000], 0)
    sender.send(address, BYTES[:1000], 0, expect=409)
    sender.send(address, BYTES[5000:], 5000, expect=409)
    sender.send(address, BYTES[1000:], 1000)
    sender.send(address, BYTES[1000:], 1000, expect=409)
    assert sender.send(address, b"", len(BYTES)).headers["Stories-Recording"]
    assert whole_of(app, sender.recording_of(sender.look(address)))[1] == BYTES
    assert desk.recordings() == 1


def test_a_long_stretch_is_made_safe_on_its_way(app, sender, session, monkeypatch):
    monkeypatch.setattr(receiving, "EVERY", 0)  # after every piece, the last of which ends the file
    monkeypatch.setattr(spool, "CHUNK", len(BYTES) // 6)
    address = sender.begin(session, len(BYTES))
    assert whole_of(app, sender.recording_of(sender.send(address, BYTES, 0).headers))[1] == BYTES


def test_what_was_lost_behind_the_safe_part_is_not_in_the_digest(app, sender, session, monkeypatch):
    """The disk fails in the middle, after some of the stretch was made safe."""
    monkeypatch.setattr(spool, "CHUNK", len(BYTES) // 6)
    address, pieces = sender.begin(session, len(BYTES)), iter(range(6))
    written = spool.write

    def fails(file, view):
        if next(pieces) == 3:
            raise OSError(28, "No space left on device")
        written(file, view)

    with monkeypatch.context() as patch:
        patch.setattr(receiving, "EVERY", 0)
        patch.setattr(spool, "write", fails)
        sender.send(address, BYTES, 0, expect=507)
    safe = int(sender.look(address)["Upload-Offset"])
    assert safe == len(BYTES) // 6 * 3
    last = sender.send(address, BYTES[safe:], safe).headers
    assert last["Stories-Sha256"] == hashlib.sha256(BYTES).hexdigest()


def test_a_disk_that_fails_is_believed(app, sender, session, monkeypatch):
    address = sender.begin(session, len(BYTES))

    def broken(_handle):
        monkeypatch.undo()  # the system tells it once
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fdatasync", broken)
    sender.send(address, BYTES, 0, expect=507)
    assert sender.look(address)["Upload-Offset"] == "0"
    sender.send(address, BYTES, 0)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_damaged_stretch_is_not_kept(sender, session, algorithm):
    address = sender.begin(session, len(BYTES))
    good = base64.b64encode(hashlib.new(algorithm, BYTES[:900]).digest()).decode()
    told = {"Upload-Checksum": f"{algorithm} {good}"}
    sender.send(address, BYTES[1:901], 0, headers=told, expect=460)
    assert sender.look(address)["Upload-Offset"] == "0"
    sender.send(address, BYTES[:900], 0, headers=told)
    sender.send(address, BYTES[900:999], 900, headers={"Upload-Checksum": "md5 x"}, expect=400)
    assert sender.look(address)["Upload-Offset"] == "900"


def test_bytes_that_were_never_acknowledged_are_cut(app, sender, session):
    """A server was killed between the disk and the row."""
    address = sender.begin(session, len(BYTES))
    sender.send(address, BYTES[:1000], 0)
    with app.app_context():
        place = spool.path_of(sender.id_of(address))
        with place.open("ab") as file:
            file.write(b"never acknowledged")
        spool._running.pop(sender.id_of(address))  # as after a restart
    sender.send(address, BYTES[1000:], 1000)
    assert whole_of(app, sender.recording_of(sender.look(address)))[1] == BYTES


def test_two_connections_at_once(app, sender, session):
    address = sender.begin(session, len(BYTES))
    with app.app_context(), spool.held(sender.id_of(address), write=True):
        sender.send(address, BYTES[:10], 0, expect=423)
    sender.send(address, BYTES[:10], 0)


def test_whoever_was_stopped_before_taking_in_is_followed(app, sender, session, monkeypatch, desk):
    address = sender.begin(session, len(BYTES))
    with monkeypatch.context() as patch:
        patch.setattr(receiving, "take_in", lambda *_rest: None)
        sender.send(address, BYTES, 0)
    assert rows(app) == [(UploadState.COMPLETE, len(BYTES))]
    with app.app_context(), held_at(now() + timedelta(minutes=5)):
        rounds.look_after()
        rounds.look_after()
    assert desk.recordings() == 1
    assert whole_of(app, sender.recording_of(sender.look(address)))[1] == BYTES


def test_a_look_ends_what_the_last_stretch_began(app, sender, session, monkeypatch, desk):
    address = sender.begin(session, len(BYTES))
    with monkeypatch.context() as patch:
        patch.setattr(receiving, "take_in", lambda *_rest: None)
        sender.send(address, BYTES, 0)
    assert sender.look(address)["Stories-Recording"]
    assert desk.recordings() == 1


def test_a_known_recording_is_pointed_out(sender, session, desk):
    data = samples.sample("mp3").read_bytes()
    first = sender.create(session, len(data), body=data).headers
    again = sender.create(session, len(data), "other.mp3", body=data).headers
    assert again["Stories-Arrival"] == "known"
    assert again["Stories-Recording"] == first["Stories-Recording"]
    assert desk.recordings() == 1


def test_a_twin_that_is_erased_meanwhile_takes_nothing_with_it(app, sender, session, monkeypatch):
    data = samples.sample("opus").read_bytes()
    first = sender.recording_of(sender.create(session, len(data), body=data).headers)
    enter = receiving._enter

    def erased_meanwhile(*given):
        with db.session.begin_nested():
            row = db.session.get_one(Recording, first)
            row.sha256 = "0" * 64  # as far as anybody who looks for these bytes knows, it is gone
        return enter(*given)

    monkeypatch.setattr(receiving, "_enter", erased_meanwhile)
    again = sender.create(session, len(data), body=data).headers
    assert again["Stories-Arrival"] == "new"
    assert whole_of(app, sender.recording_of(again))[1] == data


def test_what_is_no_upload_is_left_in_the_spool(app, sender, session):
    with app.app_context():
        (spool.folder() / "a note").write_text("of somebody's")
        left = spool.folder() / "00000000-0000-0000-0000-000000000000"
        left.write_bytes(b"nobody's")
        rounds.look_after()
        assert [path.name for path in spool.folder().iterdir()] == ["a note"]


def test_nobody_else_sees_an_upload(app, make, client, sender, session):
    address = sender.begin(session, 10)
    client.sign_in(make.facilitator())
    client.head(address, headers=sender.headers(), expect=404)
    sender.send(address, b"0123456789", 0, expect=404)
    sender.ask("DELETE", address, expect=404)


def test_ending_an_upload(app, sender, session):
    address = sender.begin(session, 10)
    sender.send(address, b"01234", 0)
    sender.ask("DELETE", address, expect=204)
    sender.ask("HEAD", address, expect=410)
    sender.send(address, b"56789", 5, expect=410)
    with app.app_context():
        rounds.sweep()
        assert list(spool.folder().iterdir()) == []


def test_an_unfinished_upload_waits_is_told_and_goes(app, client, sender, session):
    address = sender.begin(session, 10)
    sender.send(address, b"01234", 0)
    with app.app_context(), held_at(now() + timedelta(days=6)):
        rounds.look_after()
    assert sender.look(address)["Upload-Offset"] == "5"
    with app.app_context(), held_at(now() + timedelta(days=8)):
        rounds.look_after()
    sender.ask("HEAD", address, expect=410)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a\nb\r.wav", "ab.wav"),
        ("../../etc/passwd", "passwd"),
        ("\u202egnp.exe", "gnp.exe"),
        ("ә" * 4000, "ә" * 255),
        ("", ""),
    ],
)
def test_names_that_mean_harm(app, sender, session, name, kept):
    answer = sender.create(session, 5, name, body=b"hello")
    assert whole_of(app, sender.recording_of(answer.headers))[0].original_name == kept


def test_one_byte_is_a_file_and_none_is_not(app, sender, session):
    sender.create(session, 0, expect=422)
    row, kept = whole_of(app, sender.recording_of(sender.create(session, 1, body=b"x").headers))
    assert (kept, row.state) == (b"x", RecordingState.SET_ASIDE)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "x"}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "٣"}, 400),
        ({"Upload-Length": "9" * 30}, 400),
        ({"Upload-Length": str(65 << 20)}, 413),
        ({"Upload-Length": "5", "Tus-Resumable": "0.2"}, 412),
        ({"Upload-Length": "5", "Upload-Metadata": "filename %%%"}, 400),
        ({"Upload-Length": "5", "Upload-Metadata": "a YQ==,a YQ=="}, 400),
        ({"Upload-Defer-Length": "1"}, 400),
        ({}, 400),
    ],
)
def test_what_makes_no_sense_is_refused(app, sender, session, headers, status):
    answer = sender.ask("POST", f"/sessions/{session.id}/uploads", headers=headers, expect=status)
    assert answer.json["sentence"]
    assert rows(app) == []


def test_more_than_was_promised_is_refused(app, sender, session):
    address = sender.begin(session, 10)
    sender.send(address, b"x" * 11, 0, expect=413)
    assert rows(app) == [(UploadState.RECEIVING, 0)]


def test_another_type_is_refused(sender, session):
    address = sender.begin(session, 10)
    sender.ask("PATCH", address, data=b"x", content_type="audio/ogg", expect=415)


def test_a_network_that_lets_no_patch_pass(sender, session):
    address = sender.begin(session, 10)
    told = {"X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    kind = "application/offset+octet-stream"
    sender.ask("POST", address, data=b"x" * 4, headers=told, content_type=kind, expect=204)
    assert sender.look(address)["Upload-Offset"] == "4"


def test_a_full_disk_is_said_before_and_during(app, sender, session, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(spool, "free_bytes", lambda: 512 << 20)
        sender.create(session, 10, expect=507)
    address = sender.begin(session, 10)
    sender.send(address, b"123", 0)

    def full(*_rest):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(spool, "write", full)
        assert "full" in sender.send(address, b"4567890", 3, expect=507).json["sentence"]
    assert sender.look(address)["Upload-Offset"] == "3"


def test_an_organisation_has_its_share(app, sender, session, make):
    values = {**app.extensions["settings"].values, "QUOTA_GB": "1"}
    app.extensions["settings"] = type(app.extensions["settings"])(values)
    make.recording(session, bytes=(1 << 30) - 15)
    sender.begin(session, 10)
    sender.create(session, 10, expect=413)


def test_only_sessions_that_began(sender, make, facilitator):
    planned = make.session(state=SessionState.PLANNED, facilitator_id=facilitator.id)
    sender.create(planned, 5, expect=409)


def test_without_the_sign_of_our_own_pages(client, sender, session):
    client.post(f"/sessions/{session.id}/uploads", headers={"Tus-Resumable": "1.0.0"}, expect=400)
