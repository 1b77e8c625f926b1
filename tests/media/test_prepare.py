import uuid

import pytest

from stories.foundation.blobs import blobs
from stories.foundation.models import WorkState
from stories.foundation.signals import recording_ready
from stories.media import deriving, jobs
from stories.media.models import RecordingState
from stories.media.tools import RECIPE, ToolFailed, peaks
from tests.media import samples


@pytest.fixture
def arrived(app, session):
    """Enters a file as the upload does, without the page."""
    from stories.foundation.access import OPERATOR
    from stories.foundation.db import unit_of_work
    from stories.media import queries, services
    from stories.media.arrival import Arrival

    def enter(path):
        key = f"masters/{uuid.uuid4()}"
        with app.app_context():
            digest, size = blobs().put_file(key, path), path.stat().st_size
            arrival = Arrival(key=key, name=path.name, sha256=digest, size=size, head=b"")
            with unit_of_work():
                place = queries.session_for_upload(OPERATOR, session.id)
                return services.take_in(OPERATOR, place, arrival, session.facilitator_id).id

    return enter


@pytest.mark.parametrize("kind", sorted(samples.GOOD))
def test_every_accepted_kind_can_be_heard(app, arrived, desk, kind):
    recording_id = arrived(samples.sample(kind))
    desk.perform("media.prepare", recording_id)
    row = desk.recording(recording_id)
    assert row.state is RecordingState.READY
    assert row.seconds == pytest.approx(samples.SECONDS, abs=0.3)
    assert row.codec
    assert row.sample_rate
    assert len(row.peaks) == 1000
    assert max(row.peaks) == 100
    assert row.recipe == RECIPE
    assert -40 < row.loudness < -5
    assert row.true_peak <= 3
    with app.app_context():
        assert blobs().read(row.playback_opus)[:4] == b"\x1a\x45\xdf\xa3"
        assert blobs().read(row.playback_aac)[4:8] == b"ftyp"
        fine = blobs().read(row.fine_outline)
    assert len(fine) == pytest.approx(samples.SECONDS * 10, abs=3)
    assert max(fine) == 100
    assert desk.work("media.prepare", recording_id).state is WorkState.DONE


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (lambda: samples.cut_off("m4a"), "truncated"),
        (lambda: samples.cut_off("flac"), "truncated"),
        (samples.jpeg_file, "not_media"),
        (samples.text_file, "not_media"),
        (samples.silent_film, "no_sound"),
        (samples.header_only_wav, "empty"),
    ],
)
def test_what_is_no_use_is_set_aside_with_its_reason(arrived, desk, path, problem):
    recording_id = arrived(path())
    desk.perform("media.prepare", recording_id)
    row = desk.recording(recording_id)
    assert (row.state, row.problem) == (RecordingState.SET_ASIDE, problem)
    assert row.playback_opus is None


def test_too_long_is_set_aside(arrived, desk, monkeypatch):
    monkeypatch.setattr(jobs, "probe", lambda path, **_: _probe(path, max_seconds=2.0))
    recording_id = arrived(samples.sample("wav"))
    desk.perform("media.prepare", recording_id)
    assert desk.recording(recording_id).problem == "too_long"


_probe = jobs.probe


def test_others_are_told_once_it_is_ready(arrived, desk):
    told = []

    def listen(_sender, *, subject_id):
        told.append((subject_id, desk.recording(subject_id).state))

    with recording_ready.connected_to(listen):
        recording_id = arrived(samples.sample("opus"))
        desk.perform("media.prepare", recording_id)
    assert told == [(recording_id, RecordingState.READY)]


def test_a_killed_worker_goes_on_behind_the_copies(app, arrived, desk, monkeypatch):
    recording_id = arrived(samples.sample("opus"))

    class Killed(BaseException):
        pass

    def die(_path):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(peaks, "outlines", die)
        with pytest.raises(Killed):
            desk.perform("media.prepare", recording_id)
    assert desk.recording(recording_id).playback_opus
    assert desk.work("media.prepare", recording_id).state is WorkState.RUNNING
    forget_heartbeat(app, recording_id)
    monkeypatch.setattr(deriving, "make_access_copy", lambda *_a, **_k: pytest.fail("made twice"))
    assert desk.perform("media.prepare", recording_id)
    assert desk.recording(recording_id).state is RecordingState.READY


def forget_heartbeat(app, recording_id):
    from datetime import timedelta

    from stories.foundation import work
    from stories.foundation.db import unit_of_work

    with app.app_context(), unit_of_work():
        row = work.find("media.prepare", recording_id)
        row.heartbeat_at -= timedelta(minutes=5)


def test_a_tool_that_fails_is_tried_three_times_and_then_said(
    client, facilitator, arrived, desk, monkeypatch
):
    def fail(*_args, **_kwargs):
        raise ToolFailed("ffmpeg ended with 1")

    recording_id = arrived(samples.sample("opus"))
    with monkeypatch.context() as patch:
        patch.setattr(deriving, "make_access_copy", fail)
        for _ in range(3):
            desk.perform("media.prepare", recording_id)
    assert desk.work("media.prepare", recording_id).state is WorkState.FAILED
    client.sign_in(facilitator).speak("en")
    page = client.page(f"/recordings/{recording_id}")
    assert "The original is safe" in page.get_text()
    client.send(f"/recordings/{recording_id}/prepare")
    desk.perform("media.prepare", recording_id)
    assert desk.recording(recording_id).state is RecordingState.READY


def test_doing_it_again_changes_nothing(app, arrived, desk):
    recording_id = arrived(samples.sample("opus"))
    desk.perform("media.prepare", recording_id)
    before = desk.recording(recording_id)
    with app.app_context():
        from stories.foundation import work

        jobs.prepare(work.Task(before.id, recording_id, "kk", {}))
    after = desk.recording(recording_id)
    assert (after.peaks, after.playback_opus) == (before.peaks, before.playback_opus)


@pytest.mark.slow
def test_a_long_silence(arrived, desk):
    """Two hours of it go through the tools in test_tools_copies, and are listened to in speech."""
    recording_id = arrived(samples.silence(1200))
    desk.perform("media.prepare", recording_id)
    row = desk.recording(recording_id)
    assert row.state is RecordingState.READY
    assert row.seconds == pytest.approx(1200, abs=1)
    assert set(row.peaks) == {0}
    assert (row.loudness, row.loudness_range, row.true_peak) == (None, None, None)
