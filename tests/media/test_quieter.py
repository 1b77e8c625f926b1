"""A copy with less noise: asked for, for listening alone, and gone with everything else."""

import numpy as np
import pytest

from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import file_columns
from stories.foundation.models import WorkState
from stories.media import deriving, jobs
from stories.media.cli import media
from stories.media.models import Recording
from stories.media.tools import Reason, UnusableAudio, make_access_copy, read_samples
from stories.media.tus.models import Upload
from tests.media import samples

NOISY = "aevalsrc=0.3*sin(2*PI*300*t)*gt(mod(t\\,4)\\,2)+0.01*(random(0)*2-1):s=48000:d=12"


@pytest.fixture
def ready(client, session, facilitator, desk):
    row = desk.upload(client.sign_in(facilitator), session, samples.sample("mp3").read_bytes())
    desk.perform("media.prepare", row.id)
    return row.id


@pytest.fixture
def quieter(client, ready, desk):
    client.send(f"/recordings/{ready}/quieter")
    desk.perform("media.quieten", ready)
    return desk.recording(ready)


def power(path, first, last):
    sound = np.concatenate(list(read_samples(path, sample_rate=16_000))).astype(float)
    return 20 * np.log10(
        np.sqrt((sound[int(first * 16_000) : int(last * 16_000)] ** 2).mean()) + 1e-9
    )


def test_noise_goes_and_the_voice_stays(tmp_path):
    path = samples.ffmpeg("-f", "lavfi", "-i", NOISY, output=tmp_path / "noisy.wav")
    usual = make_access_copy(path, tmp_path / "usual")
    calm = make_access_copy(path, tmp_path / "calm", quieter=True)
    again = make_access_copy(path, tmp_path / "again", quieter=True)
    for name in ("webm", "m4a"):
        before, after = usual[name].path, calm[name].path
        assert power(after, 8.4, 9.7) < power(before, 8.4, 9.7) - 6
        assert power(after, 10.3, 11.7) == pytest.approx(power(before, 10.3, 11.7), abs=3)
        assert calm[name].duration == pytest.approx(usual[name].duration, abs=0.1)
        assert calm[name].sha256 == again[name].sha256


def test_it_is_made_when_somebody_asks_and_changes_nothing_else(app, client, ready, desk):
    before = desk.recording(ready)
    page = client.speak("en").page(f"/recordings/{ready}")
    assert "Make a copy with less noise" in page.get_text()
    client.send(f"/recordings/{ready}/quieter")
    client.send(f"/recordings/{ready}/quieter")
    page = client.page(f"/recordings/{ready}").get_text()
    assert "A copy with less noise is being made" in page
    assert "Make a copy with less noise" not in page
    assert desk.perform("media.quieten", ready)
    after = desk.recording(ready)
    names = ("master_key", "sha256", "playback_opus", "playback_aac", "fine_outline", "peaks")
    assert [getattr(after, name) for name in names] == [getattr(before, name) for name in names]
    with app.app_context():
        assert blobs().read(after.quieter_opus) != blobs().read(after.playback_opus)
        assert not desk.perform("media.quieten", ready)


def test_a_switch_chooses_what_is_heard(app, client, quieter):
    client.speak("en")
    path = f"/recordings/{quieter.id}"
    for asked, kinds in (
        ("", ["opus", "aac"]),
        ("?sound=quieter", ["quieter_opus", "quieter_aac"]),
    ):
        page = client.page(path + asked)
        sources = [source["src"] for source in page.select("audio source")]
        assert sources == [f"{path}/playback/{kind}" for kind in kinds]
        now = page.select_one("nav[aria-label='Which copy to hear'] [aria-current]").get_text()
        assert now == ("With less noise" if asked else "As it was recorded")
        for kind, mime in zip(kinds, ("audio/webm", "audio/mp4"), strict=True):
            assert client.get(f"{path}/playback/{kind}").mimetype == mime


def test_what_may_not_be_heard_may_not_be_heard_with_less_noise(client, facilitator, make, desk):
    bare = make.session(narrators=[make.person()], facilitator_id=facilitator.id)
    row = make.recording(bare, quieter_opus="playback/x/q.webm", quieter_aac="playback/x/q.m4a")
    client.sign_in(facilitator)
    for kind in ("quieter_opus", "quieter_aac"):
        client.get(f"/recordings/{row.id}/playback/{kind}", expect=403)
    client.send(f"/recordings/{row.id}/quieter", expect=403)
    assert desk.work("media.quieten", row.id) is None


def test_where_there_is_none_there_is_none(client, ready):
    client.get(f"/recordings/{ready}/playback/quieter_opus", expect=404)


def test_erasure_and_fixity_know_its_files(app):
    assert {"quieter_opus", "quieter_aac"} <= {*file_columns()["recordings"]}


def test_erased_while_it_was_made(app, client, ready, desk, monkeypatch):
    client.send(f"/recordings/{ready}/quieter")
    make_copies = deriving.make_copies

    def erased(*given, **more):
        copies = make_copies(*given, **more)
        with unit_of_work():
            db.session.query(Upload).delete()
            db.session.delete(db.session.get_one(Recording, ready))
        return copies

    monkeypatch.setattr(jobs, "make_copies", erased)
    desk.perform("media.quieten", ready)
    with app.app_context():
        assert [key for key in blobs().keys("playback") if "quieter" in key] == []


def test_lost_it_is_made_again_by_rebuild(app, quieter, desk):
    with app.app_context():
        before = blobs().read(quieter.quieter_aac)
        blobs().delete(quieter.quieter_aac)
    done = app.test_cli_runner().invoke(media, ["rebuild"])
    assert done.output == "1 made anew, 0 were well, 0 not.\n"
    with app.app_context():
        assert blobs().read(desk.recording(quieter.id).quieter_aac) == before


def test_a_full_disk_waits_and_an_unusable_sound_gives_up(client, ready, desk, monkeypatch):
    client.send(f"/recordings/{ready}/quieter")

    def fail(error):
        def make(*_given, **_more):
            raise error

        return make

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "make_copies", fail(OSError(28, "No space left on device")))
        desk.perform("media.quieten", ready)
        assert desk.work("media.quieten", ready).state is WorkState.WAITING
        patch.setattr(jobs, "make_copies", fail(UnusableAudio(Reason.TRUNCATED)))
        desk.perform("media.quieten", ready)
    assert desk.work("media.quieten", ready).state is WorkState.FAILED
    page = client.speak("en").page(f"/recordings/{ready}").get_text()
    assert "Make a copy with less noise" in page
