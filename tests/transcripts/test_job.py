from dataclasses import replace
from datetime import timedelta

import pytest

from stories.foundation import work
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import WorkState
from stories.media.models import RecordingState
from stories.people.models import Stage, Use
from stories.sessions.models import SessionState
from stories.transcripts import jobs, queries
from stories.transcripts.engine import (
    Done,
    EngineFailed,
    Planned,
    Progress,
    SpokenSegment,
    WindowDone,
    Word,
)
from stories.transcripts.models import TranscriptState
from tests.media import samples

KIND = "transcripts.transcribe"
WINDOWS = 4


class Killed(BaseException):
    """What a killed worker looks like from inside."""


def script(die_after=None, fail=None, windows=WINDOWS):
    """An engine that gives one segment a window and notes from where it was asked to begin."""
    asked = []

    def listen(request, *, on_beat, allow_fake):
        assert allow_fake
        assert request.audio.is_file()
        asked.append(request.kept)
        on_beat()
        yield Progress("sound", 0.5)
        plan = Planned(windows * 30.0, windows, "fake", "fake", "d" * 64)
        yield replace(plan, plan="p", kept=request.kept)
        for index in range(windows):
            if index < request.kept:
                continue
            if die_after == index:
                raise Killed
            if fail is not None and index == 1:
                raise EngineFailed(fail)
            said = SpokenSegment(
                index * 30.0, index * 30.0 + 9, "kk", f"Терезе {index}", 0.8,
                (Word(index * 30.0, index * 30.0 + 1, "Терезе", 0.3),), ("unsure",),
            )  # fmt: skip
            yield WindowDone(index, windows, (index + 1) * 30.0, (said,))
        yield Done(windows)

    listen.asked = asked
    return listen


@pytest.fixture
def waiting(app, make, session):
    """A recording that can be heard and waits to be written down."""
    from stories.foundation.blobs import blobs
    from stories.media import queries as media

    recording = make.recording(session, playback_opus="playback/x/sound.webm")
    with app.app_context():
        blobs().put_bytes("playback/x/sound.webm", samples.sample("opus").read_bytes())
        with unit_of_work():
            from stories.foundation.access import OPERATOR
            from stories.transcripts import services

            services.ask_to_write_down(OPERATOR, media.recording_by_id(recording.id))
    return recording


def current(app, recording):
    with app.app_context(), unit_of_work(write=False):
        version = queries.current_version(recording.id)
        rows = queries.every_segment(version.id) if version else []
        db.session.expunge_all()
        return version, rows


def silence_heartbeat(app, recording):
    with app.app_context(), unit_of_work():
        work.find(KIND, recording.id).heartbeat_at -= timedelta(minutes=5)


def test_a_recording_is_written_down(app, desk, waiting, monkeypatch):
    monkeypatch.setattr(jobs, "listen", script())
    desk.perform(KIND, waiting.id)
    version, rows = current(app, waiting)
    assert (version.number, version.state, version.complete) == (1, TranscriptState.DRAFT, True)
    assert (version.engine, version.model_digest) == ("fake", "d" * 64)
    assert version.options["languages"] == ["kk", "ru"]
    assert [row.text for row in rows] == [f"Терезе {index}" for index in range(WINDOWS)]
    assert [row.position for row in rows] == [0, 1, 2, 3]
    assert rows[1].start_ms == 30_000
    assert rows[0].words[0]["probability"] == 0.3
    assert all(row.checked_at is None and row.machine_text == row.text for row in rows)
    assert desk.work(KIND, waiting.id).state is WorkState.DONE


def test_a_killed_worker_goes_on_at_the_next_window(app, desk, waiting, monkeypatch):
    dying = script(die_after=2)
    monkeypatch.setattr(jobs, "listen", dying)
    with pytest.raises(Killed):
        desk.perform(KIND, waiting.id)
    row = desk.work(KIND, waiting.id)
    assert row.state is WorkState.RUNNING
    assert (row.memory["windows"], row.memory["of"]) == (2, WINDOWS)
    assert 0.4 < row.progress < 0.7
    assert not desk.perform(KIND, waiting.id), "somebody else took it while it was held"
    silence_heartbeat(app, waiting)
    living = script()
    monkeypatch.setattr(jobs, "listen", living)
    assert desk.perform(KIND, waiting.id)
    assert living.asked == [2]
    version, rows = current(app, waiting)
    assert version.number == 1
    assert [row.text for row in rows] == [f"Терезе {index}" for index in range(WINDOWS)]


def test_what_is_there_already_is_shown_while_it_grows(
    client, facilitator, desk, waiting, monkeypatch
):
    monkeypatch.setattr(jobs, "listen", script(die_after=2))
    with pytest.raises(Killed):
        desk.perform(KIND, waiting.id)
    page = client.sign_in(facilitator).speak("en").page(f"/recordings/{waiting.id}")
    text = page.get_text()
    assert "The recording is being written down" in text
    assert "Терезе 1" in text
    assert "Written by a machine, not checked" in text
    writing = page.select_one("[data-writing]")
    client.get(writing["data-ask"])
    assert writing["data-stream"].endswith("/transcript/stream")


def test_no_speech_is_a_complete_answer(app, client, facilitator, desk, waiting, monkeypatch):
    monkeypatch.setattr(jobs, "listen", script(windows=0))
    desk.perform(KIND, waiting.id)
    version, rows = current(app, waiting)
    assert version.complete
    assert rows == []
    page = client.sign_in(facilitator).speak("en").page(f"/recordings/{waiting.id}")
    assert "No speech was found in this recording." in page.get_text()
    client.get(f"/recordings/{waiting.id}/transcript")


@pytest.mark.parametrize("code", ["model_missing", "truncated", "unknown_model"])
def test_what_cannot_be_cured_by_trying_is_said_at_once(
    client, facilitator, desk, waiting, monkeypatch, code
):
    monkeypatch.setattr(jobs, "listen", script(fail=code))
    desk.perform(KIND, waiting.id)
    row = desk.work(KIND, waiting.id)
    assert (row.state, row.problem) == (WorkState.FAILED, code)
    page = client.sign_in(facilitator).speak("en").page(f"/recordings/{waiting.id}")
    assert "Try again" in page.get_text()


def test_a_passing_failure_is_tried_again_from_where_it_was(app, desk, waiting, monkeypatch):
    monkeypatch.setattr(jobs, "listen", script(fail="killed"))
    desk.perform(KIND, waiting.id)
    assert desk.work(KIND, waiting.id).state is WorkState.WAITING
    again = script()
    monkeypatch.setattr(jobs, "listen", again)
    desk.perform(KIND, waiting.id)
    assert again.asked == [1]
    assert len(current(app, waiting)[1]) == WINDOWS


def test_a_final_failure_can_be_tried_again_by_hand(
    app, client, facilitator, desk, waiting, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "listen", script(fail="killed"))
        for _ in range(3):
            desk.perform(KIND, waiting.id)
    assert desk.work(KIND, waiting.id).state is WorkState.FAILED
    monkeypatch.setattr(jobs, "listen", script())
    client.sign_in(facilitator).send(f"/recordings/{waiting.id}/transcript")
    desk.perform(KIND, waiting.id)
    version, rows = current(app, waiting)
    assert version.complete
    assert len(rows) == WINDOWS


def test_a_taken_back_agreement_stops_the_machine(app, desk, waiting, monkeypatch):
    class Withdrawing:
        def __call__(self, request, *, on_beat, allow_fake):
            events = script()(request, on_beat=on_beat, allow_fake=allow_fake)
            for event in events:
                if isinstance(event, WindowDone) and event.index == 1:
                    withdraw(app)
                yield event

    monkeypatch.setattr(jobs, "listen", Withdrawing())
    desk.perform(KIND, waiting.id)
    row = desk.work(KIND, waiting.id)
    assert (row.state, row.problem) == (WorkState.FAILED, "not_permitted")
    assert current(app, waiting)[0] is None


def withdraw(app):
    from stories.foundation.clock import now
    from stories.people.models import Agreement

    with app.app_context(), unit_of_work():
        for row in db.session.query(Agreement).filter_by(stage=Stage.BEFORE):
            row.withdrawn_at = now()


def test_from_upload_to_text_by_itself(app, client, session, facilitator, desk):
    row = desk.upload(client.sign_in(facilitator), session, samples.sample("opus").read_bytes())
    desk.perform_all()
    assert desk.recording(row.id).state is RecordingState.READY
    version, rows = current(app, row)
    assert version.engine == "fake"
    assert rows


def test_without_agreement_it_waits_and_says_for_whom(app, client, facilitator, desk, make):
    elder = make.person(name="Мәриям апа")
    held = make.session(narrators=[elder], state=SessionState.HELD, facilitator_id=facilitator.id)
    make.agreement(elder, Stage.BEFORE, uses=[Use.RECORD.value])
    client.sign_in(facilitator).speak("en")
    row = desk.upload(client, held, samples.sample("opus").read_bytes())
    desk.perform_all()
    assert desk.work(KIND, row.id) is None
    page = client.page(f"/recordings/{row.id}").get_text()
    assert "It is not written down yet" in page
    client.send(f"/recordings/{row.id}/transcript")
    assert desk.work(KIND, row.id) is None
    make.agreement(elder, Stage.BEFORE)
    client.send(f"/recordings/{row.id}/transcript")
    desk.perform_all()
    assert current(app, row)[0].complete


def test_nothing_is_written_down_by_itself_where_people_have_worked(app, desk, make, recording):
    from stories.transcripts.follow import write_down_when_ready

    make.transcript(recording, checked=True)
    with app.app_context():
        write_down_when_ready(None, subject_id=recording.id)
    assert desk.work(KIND, recording.id) is None
