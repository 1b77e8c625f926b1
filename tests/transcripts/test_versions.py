"""Written down once more: a new version beside the corrected one, until a person chooses."""

import uuid
from pathlib import Path

import pytest

from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.transcripts import jobs, queries
from stories.transcripts.engine.known_models import FILES
from stories.transcripts.models import TranscriptVersion
from tests.media import samples
from tests.transcripts.test_job import KIND, current, script

MODEL = "fake"


@pytest.fixture
def corrected(app, make, session):
    """A recording whose text people have corrected."""
    from stories.foundation.blobs import blobs

    recording = make.recording(session, playback_opus="playback/x/sound.webm")
    with app.app_context():
        blobs().put_bytes("playback/x/sound.webm", samples.sample("opus").read_bytes())
    make.transcript(recording, checked=True)
    return recording


def versions(app, recording):
    with app.app_context(), unit_of_work(write=False):
        rows = queries.complete_versions(recording.id)
        db.session.expunge_all()
        return rows


def actions(app):
    with app.app_context(), unit_of_work(write=False):
        return [row.action for row in db.session.query(AuditEvent).order_by(AuditEvent.number)]


def write_anew(client, desk, recording, monkeypatch, **fields):
    monkeypatch.setattr(jobs, "listen", script())
    client.send(f"/recordings/{recording.id}/transcript", fields)
    desk.perform(KIND, recording.id)


def test_a_new_version_never_touches_corrected_text(
    app, client, facilitator, desk, corrected, monkeypatch
):
    before, texts = current(app, corrected)
    write_anew(client.sign_in(facilitator), desk, corrected, monkeypatch, model=MODEL)
    found = versions(app, corrected)
    assert [row.current for row in found] == [False, True]
    assert found[0].created_by == facilitator.id
    now_current, now_texts = current(app, corrected)
    assert now_current.id == before.id
    assert [(row.id, row.text, row.revision) for row in now_texts] == [
        (row.id, row.text, row.revision) for row in texts
    ]


def test_where_nobody_worked_yet_the_new_version_is_the_working_text(
    app, client, facilitator, desk, make, corrected, monkeypatch
):
    make.transcript(corrected, checked=False)
    write_anew(client.sign_in(facilitator), desk, corrected, monkeypatch)
    found = versions(app, corrected)
    assert [row.current for row in found] == [True, False, False]


def test_somebody_who_corrects_while_the_machine_writes_keeps_the_working_text(
    app, client, facilitator, desk, make, corrected, monkeypatch
):
    draft = make.transcript(corrected, checked=False)
    events = script()

    def meanwhile(request, **more):
        with app.app_context(), unit_of_work():
            queries.every_segment(draft.id)[0].revision += 1
        yield from events(request, **more)

    client.sign_in(facilitator)
    monkeypatch.setattr(jobs, "listen", meanwhile)
    client.send(f"/recordings/{corrected.id}/transcript")
    desk.perform(KIND, corrected.id)
    assert current(app, corrected)[0].id == draft.id


def test_each_segment_names_what_wrote_it(app, client, facilitator, desk, corrected, monkeypatch):
    write_anew(client.sign_in(facilitator), desk, corrected, monkeypatch)
    newest = versions(app, corrected)[0]
    with app.app_context(), unit_of_work(write=False):
        rows = queries.every_segment(newest.id)
        assert {(row.engine, row.model, row.model_digest) for row in rows} == {
            ("fake", "fake", "d" * 64)
        }
        assert all(0 <= row.language_certainty <= 1 for row in rows)


def test_a_person_takes_the_other_version_after_being_asked_once_more(
    app, client, facilitator, desk, corrected, monkeypatch
):
    client.sign_in(facilitator).speak("en")
    write_anew(client, desk, corrected, monkeypatch)
    newest, old = versions(app, corrected)
    base = f"/recordings/{corrected.id}/transcript/versions"
    page = client.page(f"/recordings/{corrected.id}")
    assert "2 versions" in page.get_text()
    assert page.select_one(f"a[href='{base}/{newest.id}/take']")
    assert not page.select_one(f"a[href='{base}/{old.id}/take']"), "it is the working text already"
    read = client.page(f"{base}/{newest.id}").get_text()
    assert "Терезе 2" in read
    unsure = client.send(f"{base}/{newest.id}/take")
    assert unsure.location.endswith("/take")
    assert current(app, corrected)[0].id == old.id, "nobody said that they are sure"
    asked = client.page(unsure.location)
    assert "People have corrected or checked that text." in asked.get_text()
    client.send(f"{base}/{newest.id}/take", {"sure": "1"})
    assert current(app, corrected)[0].id == newest.id
    assert actions(app).count("transcripts.taken") == 1
    client.send(f"{base}/{old.id}/take")
    assert current(app, corrected)[0].id == old.id, "and back, for the machine's text holds no work"


def test_stories_keep_the_text_they_were_cut_from(app, client, facilitator, desk, make):
    from stories.moderation.models import Story

    story = make.story(approved=True)
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get_one(Story, story.id)
        cut_from, state, recording_id = row.version_id, row.state, row.recording_id
    other = make.transcript(desk.recording(recording_id), checked=False, current=False)
    client.sign_in(facilitator)
    client.send(f"/recordings/{recording_id}/transcript/versions/{other.id}/take", {"sure": "1"})
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get_one(Story, story.id)
        assert queries.current_version(recording_id).id == other.id
        assert (row.version_id, row.state) == (cut_from, state)


def test_the_pages_of_a_version_lead_to_its_own_pages(
    client, facilitator, make, corrected, monkeypatch
):
    monkeypatch.setattr(queries, "PAGE", 2)
    other = make.transcript(corrected, checked=False, current=False)
    base = f"/recordings/{corrected.id}/transcript/versions/{other.id}"
    page = client.sign_in(facilitator).page(base)
    assert page.select_one(f"a[href='{base}?page=2']")
    assert not page.select_one(f"a[href^='/recordings/{corrected.id}/transcript/read']")


def test_a_fine_tune_in_the_folder_of_models_can_be_asked_for(app, client, facilitator, corrected):
    models = Path(app.extensions["settings"]["MODELS_DIR"])
    for name, files in (("whole", FILES), ("half copied", ("model.bin",))):
        (models / name).mkdir(parents=True)
        for file in files:
            (models / name / file).write_bytes(b"{}")
    page = client.sign_in(facilitator).page(f"/recordings/{corrected.id}")
    offered = [one["value"] for one in page.select("#model option")]
    assert "whole" in offered
    assert "half copied" not in offered


def test_a_model_that_is_not_here_is_refused_with_a_sentence(client, facilitator, desk, corrected):
    client.sign_in(facilitator).speak("en")
    answer = client.send(f"/recordings/{corrected.id}/transcript", {"model": "../../etc"})
    assert "This model is not installed here." in client.page(answer.location).get_text()
    assert desk.work(KIND, corrected.id) is None


def test_a_version_of_another_recording_or_an_unfinished_one_is_not_here(
    app, client, facilitator, make, session, corrected
):
    other = make.transcript(make.recording(session))
    unfinished = make.transcript(corrected, complete=False, current=False)
    client.sign_in(facilitator)
    base = f"/recordings/{corrected.id}/transcript/versions"
    for key in (other.id, unfinished.id, uuid.uuid4()):
        client.get(f"{base}/{key}", expect=404)
        client.get(f"{base}/{key}/take", expect=404)
        client.send(f"{base}/{key}/take", {"sure": "1"}, expect=404)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CURATOR, Role.SAFEGUARDING])
def test_who_may_read_but_not_edit_chooses_nothing(app, client, staff, make, corrected, role):
    other = make.transcript(corrected, current=False)
    client.sign_in(staff[role])
    base = f"/recordings/{corrected.id}/transcript/versions/{other.id}"
    client.page(base)
    client.get(f"{base}/take", expect=403)
    client.send(f"{base}/take", {"sure": "1"}, expect=403)


def test_two_working_texts_cannot_be(any_app):
    from sqlalchemy.exc import IntegrityError

    from tests.factories import Factory

    make = Factory(any_app)
    story = make.story()
    with any_app.app_context(), unit_of_work(write=False):
        version = db.session.query(TranscriptVersion).first()
        fields = {"recording_id": version.recording_id, "organisation_id": version.organisation_id}
    second = TranscriptVersion(
        **fields, number=99, current=True, complete=True, engine="x", model=""
    )
    with pytest.raises(IntegrityError):
        make.keep(second)
    assert story


def test_windows_of_two_languages_are_put_in_the_order_of_speech(any_app):
    from stories.transcripts.models import Segment
    from stories.transcripts.services.write_down import put_in_order
    from tests.factories import Factory

    make = Factory(any_app)
    make.story()
    with any_app.app_context(), unit_of_work():
        version = db.session.query(TranscriptVersion).first()
        rows = queries.every_segment(version.id)
        for row, start in zip(rows, (20_000, 0, 10_000), strict=True):
            row.start_ms = start
        db.session.flush()
        put_in_order(version.id)
        found = db.session.query(Segment).order_by(Segment.position).all()
        assert [(row.position, row.start_ms) for row in found] == [
            (0, 0), (1, 10_000), (2, 20_000)
        ]  # fmt: skip
