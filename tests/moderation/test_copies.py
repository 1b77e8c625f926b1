"""Access copies: cut from the master for real, without metadata, under generated names."""

import io
import wave
from array import array
from math import pi, sin

import pytest

from stories.foundation import work
from stories.foundation.access import Role
from stories.foundation.blobs import blobs
from stories.foundation.db import db
from stories.foundation.models import Work, WorkState
from stories.media.models import Recording
from stories.media.tools import probe
from stories.moderation import chores
from stories.moderation.cutting import Copies
from stories.moderation.rules import Reason
from stories.moderation.services import change_story, keep_copies, propose_story
from stories.moderation.services.propose import COPY
from stories.moderation.text import StoryText
from stories.people.models import Audience
from stories.transcripts.models import TranscriptVersion
from tests.moderation.helpers import TEXT, actor, inside, reasons, row


def tone(seconds):
    rate = 16_000
    wave_form = array("h", (int(9000 * sin(2 * pi * 220 * at / rate)) for at in range(rate)))
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        for _ in range(seconds):
            file.writeframes(wave_form.tobytes())
    return target.getvalue()


@pytest.fixture
def world(app, make):
    facilitator, elder = make.facilitator(), make.person()
    session = make.session(narrators=[elder], facilitator_id=facilitator.id)
    make.agree(elder, session)
    recording = make.recording(session, master_key="masters/tone/sound.wav")
    with app.app_context():
        blobs().put_bytes("masters/tone/sound.wav", tone(30))
    return facilitator, recording, make.transcript(recording)


def propose(app, world, text=TEXT):
    facilitator, recording, version = world
    with inside(app):
        story = propose_story(
            actor(facilitator),
            db.session.get(Recording, recording.id),
            db.session.get(TranscriptVersion, version.id),
            text,
        )
        return type("Kept", (), {"id": story.id})


def do_the_work(app):
    with app.app_context():
        for work_id in work.waiting():
            work.perform(work_id)


def cut(end_ms):
    return StoryText(**{**TEXT.__dict__, "stretches": ((5_000, end_ms),)})


def test_a_proposal_gets_its_copy_of_the_stretch_alone(app, world, tmp_path):
    story = propose(app, world, cut(15_000))
    assert Reason.COPY_MISSING in reasons(app, story, Audience.FAMILY)
    do_the_work(app)
    assert Reason.COPY_MISSING not in reasons(app, story, Audience.FAMILY)
    with inside(app):
        found = row(story)
        for key in (found.copy_opus, found.copy_aac):
            assert "жазба" not in key
            assert str(found.recording_id) not in key
            path = tmp_path / key.rsplit("/", 1)[1]
            path.write_bytes(blobs().read(key))
            assert probe(path).duration == pytest.approx(10, abs=0.3)


def test_a_new_stretch_takes_the_place_of_the_old_copy(app, world):
    story = propose(app, world, cut(15_000))
    do_the_work(app)
    with inside(app):
        before = row(story).copy_opus
        change_story(actor(world[0]), row(story), cut(12_000), seen_revision=1)
    do_the_work(app)
    with inside(app):
        assert row(story).copy_revision == row(story).revision == 2
        assert row(story).copy_opus != before
        assert not blobs().exists(before)


def test_a_copy_of_what_is_no_longer_the_stretch_is_thrown_away(app, world):
    story = propose(app, world)
    with app.app_context():
        blobs().put_bytes("copies/late/sound.webm", b"x")
        blobs().put_bytes("copies/late/sound.m4a", b"x")
    with inside(app):
        late = Copies("copies/late/sound.webm", "copies/late/sound.m4a", {})
        assert not keep_copies(story.id, ((0, 1_000),), late)
    with inside(app):
        assert row(story).copy_opus is None
        assert not blobs().exists("copies/late/sound.webm")


def test_a_lost_master_fails_once_and_for_all(app, world):
    story = propose(app, world)
    with app.app_context():
        blobs().delete("masters/tone/sound.wav")
    do_the_work(app)
    with inside(app):
        done = db.session.query(Work).filter_by(kind=COPY, subject_id=story.id).one()
        assert (done.state, done.problem) == (WorkState.FAILED, "unusable_sound")


def test_only_the_copy_is_played(app, world, make, client):
    story = propose(app, world, cut(8_000))
    client.sign_in(make.user(Role.MODERATOR))
    client.get(f"/stories/{story.id}/listen.webm", expect=404)
    do_the_work(app)
    answer = client.get(
        f"/stories/{story.id}/listen.webm", headers={"Range": "bytes=0-99"}, expect=206
    )
    assert answer.mimetype == "audio/webm"
    assert "no-store" in answer.headers["Cache-Control"]
    client.get(f"/stories/{story.id}/listen.m4a")
    client.get(f"/stories/{story.id}/listen.wav", expect=404)


def test_a_copy_that_was_missed_is_made_in_the_next_round(app, world):
    """Nobody has to press a button because something changed as a copy was finished."""
    story = propose(app, world)
    with inside(app):
        making = work.find(COPY, story.id)
        making.state = WorkState.DONE
        chores.copies_lacking()
        assert making.state is WorkState.WAITING
        making.state = WorkState.FAILED
        chores.copies_lacking()
        assert making.state is WorkState.FAILED  # people look at what failed
        making.state = WorkState.DONE
        found = row(story)
        found.copy_revision = found.revision
        db.session.flush()
        chores.copies_lacking()
        assert making.state is WorkState.DONE
