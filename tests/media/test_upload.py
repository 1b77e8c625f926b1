import io
import uuid

import pytest

from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.media.models import Recording, RecordingState
from stories.media.tools import sha256_file
from stories.sessions.models import SessionState
from tests.media import samples


def test_the_form_can_be_opened_and_says_what_is_taken(client, session, facilitator):
    page = client.sign_in(facilitator).speak("en").page(f"/sessions/{session.id}/recordings/new")
    assert page.h1.get_text() == "Add a recording"
    assert "audio/*" in page.find("input", type="file")["accept"]
    assert page.find("form", attrs={"enctype": "multipart/form-data"})


def test_the_master_is_kept_as_it_came(app, client, session, facilitator, desk):
    data = samples.sample("opus").read_bytes()
    row = desk.upload(client.sign_in(facilitator), session, data, "Апа.opus")
    assert row.state is RecordingState.ARRIVED
    assert row.sha256 == sha256_file(samples.sample("opus"))
    assert (row.bytes, row.original_name) == (len(data), "Апа.opus")
    assert row.uploaded_by == facilitator.id
    assert "Апа" not in row.master_key
    with app.app_context():
        assert blobs().read(row.master_key) == data
    assert desk.work("media.prepare", row.id) is not None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"not sound at all, just words\n" * 50, "not_media"),
        (b"<!doctype html><title>x</title>" * 50, "not_media"),
        (b"%PDF-1.7 and so on " * 50, "not_media"),
        (b"FLV\x01" + bytes(500), "unsupported_format"),
        (b"\x00" * 2000, "not_media"),
    ],
)
def test_a_bad_file_is_kept_said_and_given_back(client, session, facilitator, desk, data, problem):
    client.sign_in(facilitator).speak("en")
    row = desk.upload(client, session, data, "story.mp3")
    assert (row.state, row.problem) == (RecordingState.SET_ASIDE, problem)
    page = client.page(f"/recordings/{row.id}").get_text()
    assert "The file is kept, but it cannot be used as a recording." in page
    assert client.get(f"/recordings/{row.id}/original").get_data() == data


@pytest.mark.parametrize("make_file", [samples.jpeg_file, samples.zip_file, samples.heic_file])
def test_other_things_under_a_sound_name(client, session, facilitator, desk, make_file):
    row = desk.upload(client.sign_in(facilitator), session, make_file().read_bytes(), "a.mp3")
    assert row.state is RecordingState.SET_ASIDE


def test_an_empty_file_is_said_and_nothing_is_kept(client, session, facilitator, desk):
    client.sign_in(facilitator).speak("en")
    answer = desk.send(client, session, b"", expect=422)
    assert "The file is empty" in answer.get_data(as_text=True)
    assert desk.recordings() == 0


def test_no_file_at_all(client, session, facilitator, desk):
    client.sign_in(facilitator).speak("en")
    answer = client.send(f"/sessions/{session.id}/recordings/new", {}, expect=422)
    assert "Choose the recording first." in answer.get_data(as_text=True)
    answer = client.send(f"/sessions/{session.id}/recordings/new", {"file": "words"}, expect=422)
    assert desk.recordings() == 0


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_too_large_is_a_sentence_in_every_language(app, client, session, facilitator, language):
    app.config["MAX_CONTENT_LENGTH"] = 1000
    client.sign_in(facilitator).speak(language)
    answer = client.post(
        f"/sessions/{session.id}/recordings/new",
        data={"file": (io.BytesIO(b"x" * 5000), "a.wav")},
        content_type="multipart/form-data",
        expect=413,
    )
    assert answer.mimetype == "text/html"


def test_broken_multipart_is_a_sentence(client, session, facilitator, desk):
    client.sign_in(facilitator)
    for body in (b"", b"--x\r\nContent-Dispo", b"--x\r\n\r\n\r\n", b"\xff\xfe" * 30):
        client.post(
            f"/sessions/{session.id}/recordings/new",
            data=body,
            content_type="multipart/form-data; boundary=x",
            expect=400,
        )
    assert desk.recordings() == 0


def test_the_same_bytes_are_kept_once(client, session, facilitator, desk, make):
    client.sign_in(facilitator).speak("en")
    data = samples.sample("mp3").read_bytes()
    first = desk.upload(client, session, data)
    other = make.session(state=SessionState.HELD, facilitator_id=facilitator.id)
    again = desk.send(client, other, data, "another name.mp3")
    assert again.location == f"/recordings/{first.id}"
    assert "was already here" in client.page(again.location).get_text()
    assert desk.recordings() == 1


def test_another_organisation_keeps_its_own(client, session, facilitator, desk, make):
    data = samples.sample("mp3").read_bytes()
    desk.upload(client.sign_in(facilitator), session, data)
    place = make.other_organisation()
    theirs = make.facilitator(organisation=place)
    far = make.session(organisation_id=place.id, facilitator_id=theirs.id, state=SessionState.OPEN)
    desk.upload(client.sign_in(theirs), far, data)
    assert desk.recordings() == 2


def test_a_second_press_changes_nothing(app, client, session, facilitator, desk):
    client.sign_in(facilitator)
    token = {"once": str(uuid.uuid4())}
    first = desk.send(client, session, b"some words" * 90, fields=token)
    second = desk.send(client, session, b"other words" * 90, fields=token)
    assert second.location == first.location
    assert desk.recordings() == 1
    with app.app_context():
        assert len(list(blobs().keys("masters"))) == 1


@pytest.mark.parametrize("state", [SessionState.PLANNED, SessionState.CANCELLED])
def test_only_sessions_that_began_take_recordings(client, facilitator, desk, make, state):
    planned = make.session(state=state, facilitator_id=facilitator.id)
    client.sign_in(facilitator)
    client.get(f"/sessions/{planned.id}/recordings/new", expect=409)
    desk.send(client, planned, b"data", expect=409)
    assert desk.recordings() == 0


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "C:\\own\\a.wav", "a\x07 b.wav", "ы" * 400, "а/б.wav"]
)
def test_absurd_names_do_no_harm(client, session, facilitator, desk, name):
    client.sign_in(facilitator)
    answer = desk.send(
        client, session, samples.sample("opus").read_bytes(), name, expect=303 if name else 422
    )
    if name:
        row = desk.recording(uuid.UUID(answer.location.rsplit("/", 1)[-1]))
        assert "/" not in row.original_name
        assert len(row.original_name) <= 255


def test_a_full_store_is_a_sentence_and_no_row(client, session, facilitator, desk, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("stories.foundation.blobs.Blobs.put_from", full)
    client.sign_in(facilitator).speak("en")
    answer = desk.send(client, session, b"words" * 300, expect=507)
    assert "Keep your copy" in answer.get_data(as_text=True)
    assert desk.recordings() == 0


def test_without_agreement_the_recording_is_kept_but_closed(client, facilitator, desk, make):
    elder = make.person(name="Мәриям апа")
    bare = make.session(narrators=[elder], state=SessionState.OPEN, facilitator_id=facilitator.id)
    client.sign_in(facilitator).speak("en")
    row = desk.upload(client, bare, samples.sample("opus").read_bytes())
    desk.perform("media.prepare", row.id)
    page = client.page(f"/recordings/{row.id}")
    assert "This recording is closed" in page.get_text()
    assert "Мәриям апа" in page.get_text()
    assert not page.find("audio")
    client.get(f"/recordings/{row.id}/playback/opus", expect=403)
    assert client.get(f"/recordings/{row.id}/original").status_code == 200


def test_what_was_lost_here_is_taken_in_again(app, client, session, facilitator, desk):
    client.sign_in(facilitator)
    data = samples.sample("mp3").read_bytes()
    lost = desk.upload(client, session, data)
    with app.app_context():
        blobs().delete(lost.master_key)
    again = desk.upload(client, session, data)
    assert again.id != lost.id
    with app.app_context():
        assert blobs().read(again.master_key) == data


def test_a_commit_that_was_not_answered_loses_no_master(
    app, client, session, facilitator, desk, monkeypatch
):
    commit = db.session.commit

    def commit_and_fall_silent():
        commit()
        if db.session.query(Recording).count():
            raise ConnectionError("the server closed the connection")

    client.sign_in(facilitator)
    token = client.token()
    monkeypatch.setattr(db.session, "commit", commit_and_fall_silent)
    file = (io.BytesIO(b"words" * 300), "a.opus")
    with pytest.raises(ConnectionError):
        client.post(
            f"/sessions/{session.id}/recordings/new",
            data={"csrf_token": token, "file": file},
            content_type="multipart/form-data",
        )
    monkeypatch.undo()
    with app.app_context(), unit_of_work(write=False):
        kept = db.session.query(Recording).one()
        assert blobs().exists(kept.master_key)
