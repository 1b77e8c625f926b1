"""``stories media rebuild`` makes stories' own copies anew too, and changes nothing else."""

import hashlib
import json

import obstore
import pytest

from stories.foundation import fixity
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.fixity import ledger
from stories.foundation.models import AuditEvent
from stories.media.cli import media
from stories.media.models import Recording
from tests.moderation.helpers import inside, row
from tests.moderation.test_copies import cut, do_the_work, propose, tone
from tests.moderation.test_copies import world as world  # noqa: PLC0414 - its fixture


@pytest.fixture
def story(app, world):
    with app.app_context(), unit_of_work():
        recording = db.session.get_one(Recording, world[1].id)
        recording.sha256 = hashlib.sha256(tone(30)).hexdigest()
    found = propose(app, world, cut(15_000))
    do_the_work(app)
    return found


@pytest.fixture
def rebuild(app):
    def run():
        done = app.test_cli_runner().invoke(media, ["rebuild", "--json"])
        return done.exit_code, json.loads(done.output)

    return run


def sound(app, story):
    with inside(app):
        found = row(story)
        keys = found.copy_opus, found.copy_aac
        return keys, [blobs().read(key) for key in keys], (found.revision, found.copy_revision)


def test_an_older_recipe_makes_them_anew_and_a_second_time_nothing(app, world, story, rebuild):
    before = sound(app, story)
    recording = str(world[1].id)
    assert rebuild() == (0, {"made": [f"story {story.id}", recording], "well": 0, "failed": {}})
    after = sound(app, story)
    assert after[1:] == before[1:]
    assert after[0] != before[0]
    with inside(app):
        assert not any(blobs().exists(key) for key in before[0])
    assert rebuild() == (0, {"made": [], "well": 2, "failed": {}})
    assert sound(app, story) == after


@pytest.mark.parametrize("harm", ["lost", "spoilt"])
def test_what_is_lost_or_damaged_comes_back_byte_for_byte(app, story, rebuild, harm):
    rebuild()
    keys, bytes_before, revisions = sound(app, story)
    with inside(app):
        ledger.bring_up_to_date()
        for key in keys:  # the rounds have read it once
            fixity.keep(key, fixity.look(key, None))
    with inside(app):
        if harm == "lost":
            blobs().delete(keys[0])
        else:
            obstore.put(blobs().store, keys[0], b"other bytes")
    assert rebuild() == (0, {"made": [f"story {story.id}"], "well": 1, "failed": {}})
    assert sound(app, story)[1:] == (bytes_before, revisions)
    with inside(app):
        lines = db.session.query(AuditEvent).filter_by(action="moderation.copied").count()
    assert lines == 3


def test_without_its_original_it_is_told_and_stays(app, world, story, rebuild):
    keys = sound(app, story)[0]
    with inside(app):
        blobs().delete("masters/tone/sound.wav")
        blobs().delete(keys[0])
    code, told = rebuild()
    assert code == 1
    assert told["failed"].keys() == {f"story {story.id}", str(world[1].id)}
    done = app.test_cli_runner().invoke(media, ["rebuild"])
    assert f"Story {story.id}: the original is missing" in done.output
    with inside(app):
        assert row(story).copy_opus == keys[0]
        assert blobs().exists(keys[1])
