"""``stories media rebuild``: what is lost, damaged or outdated is made again, and nothing twice."""

import json
import uuid

import obstore
import pytest

from stories.foundation import fixity
from stories.foundation.blobs import Blobs, blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.fixity import FileState, KeptFile, ledger
from stories.media import deriving, rebuilding
from stories.media.cli import media
from stories.media.models import Recording
from stories.media.tools import RECIPE
from stories.media.tus.models import Upload
from tests.media import samples

MADE = ("playback_opus", "playback_aac", "fine_outline")


@pytest.fixture
def ready(client, session, facilitator, desk):
    row = desk.upload(client.sign_in(facilitator), session, samples.sample("mp3").read_bytes())
    desk.perform("media.prepare", row.id)
    return row.id


@pytest.fixture
def rebuild(app):
    def run(*options):
        done = app.test_cli_runner().invoke(media, ["rebuild", "--json", *options])
        return done.exit_code, json.loads(done.output)

    return run


def told(made=(), well=0, failed=None):
    return {"made": [str(one) for one in made], "well": well, "failed": failed or {}}


def kept(app, row):
    with app.app_context():
        return {name: blobs().read(getattr(row, name)) for name in MADE}


def lying(app, recording_id):
    with app.app_context():
        return {*blobs().keys(f"playback/{recording_id}")}


def change(app, recording_id, **values):
    with app.app_context(), unit_of_work():
        row = db.session.get_one(Recording, recording_id)
        for name, value in values.items():
            setattr(row, name, value)


def spoil(app, key, data=b"one bit is another"):
    with app.app_context():
        obstore.put(blobs().store, key, data)


def test_what_is_well_stays(app, ready, rebuild, desk):
    before = kept(app, desk.recording(ready))
    assert rebuild() == (0, told(well=1))
    assert kept(app, desk.recording(ready)) == before


@pytest.mark.parametrize("name", MADE)
def test_what_is_lost_comes_back_byte_for_byte(app, ready, rebuild, desk, name):
    row = desk.recording(ready)
    before = kept(app, row)
    with app.app_context():
        blobs().delete(getattr(row, name))
    assert rebuild() == (0, told(made=[ready]))
    assert kept(app, desk.recording(ready)) == before
    assert rebuild() == (0, told(well=1))


def test_what_is_damaged_is_made_anew_and_the_ledger_knows(app, ready, rebuild, desk):
    row = desk.recording(ready)
    before = kept(app, row)
    with app.app_context():
        with unit_of_work():
            ledger.bring_up_to_date()
        for key in map(row.__getattribute__, MADE):
            found = fixity.look(key, None)
            with unit_of_work():
                fixity.keep(key, found)
    spoil(app, row.playback_aac)
    with app.app_context(), unit_of_work():
        fixity.keep(row.playback_aac, fixity.Found(FileState.CHANGED, "0" * 64))
    assert rebuild() == (0, told(made=[ready]))
    assert kept(app, row) == before
    with app.app_context(), unit_of_work(write=False):
        assert db.session.get_one(KeptFile, row.playback_aac).outcome is FileState.INTACT


def test_what_an_older_recipe_made_is_replaced_and_removed(app, ready, rebuild, desk):
    old = f"playback/{ready}/sound.webm"
    with app.app_context():
        blobs().put_bytes(old, b"of long ago")
    change(app, ready, playback_opus=old, fine_outline=None, loudness=None, recipe=None, peaks=[1])
    assert rebuild() == (0, told(made=[ready]))
    row = desk.recording(ready)
    assert row.playback_opus != old
    assert row.recipe == RECIPE
    assert row.loudness is not None
    assert len(row.peaks) == 1000
    assert lying(app, ready) == {getattr(row, name) for name in MADE}


def test_a_damaged_original_makes_nothing(app, ready, rebuild, desk):
    row = desk.recording(ready)
    before = kept(app, row)
    change(app, ready, recipe=None)
    spoil(app, row.master_key)
    code, said = rebuild()
    assert code == 1
    assert "the original is missing or is not what arrived" in said["failed"][str(ready)]
    assert kept(app, desk.recording(ready)) == before


def test_whoever_is_killed_leaves_something_to_go_on_with(app, ready, rebuild, desk, monkeypatch):
    change(app, ready, recipe=None, fine_outline=None)

    class Killed(BaseException):
        pass

    def die(*_args):
        raise Killed

    for name in ("draw", "forget_others"):
        with monkeypatch.context() as patch:
            patch.setattr(rebuilding, name, die)
            with pytest.raises(Killed):
                app.test_cli_runner().invoke(media, ["rebuild"])
    rebuild()
    assert rebuild() == (0, told(well=1))
    assert lying(app, ready) == {getattr(desk.recording(ready), name) for name in MADE}


def test_a_full_store_changes_nothing_and_is_said(app, ready, rebuild, desk, monkeypatch):
    row = desk.recording(ready)
    change(app, ready, recipe=None)

    def full(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Blobs, "_put", full)
        code, said = rebuild()
    assert code == 1
    assert "No space left" in said["failed"][str(ready)]
    assert desk.recording(ready).playback_opus == row.playback_opus
    assert rebuild() == (0, told(made=[ready]))


def test_erased_meanwhile_nothing_stays(app, ready, rebuild, monkeypatch):
    change(app, ready, recipe=None)
    draw = deriving.draw

    def erased(recording_id, master):
        drawn = draw(recording_id, master)
        with unit_of_work():
            db.session.query(Upload).delete()
            db.session.delete(db.session.get_one(Recording, recording_id))
        return drawn

    monkeypatch.setattr(rebuilding, "draw", erased)
    rebuild()
    assert lying(app, ready) == set()


def test_one_recording_or_one_organisation(app, ready, rebuild, make, desk):
    place = make.other_organisation()
    far = make.recording(make.session(organisation_id=place.id))
    with app.app_context(), unit_of_work():
        name = db.session.merge(place).name
    change(app, ready, recipe=None)
    assert rebuild("--recording", str(ready)) == (0, told(made=[ready]))
    code, said = rebuild("--organisation", name)
    assert (code, list(said["failed"])) == (1, [str(far.id)])
    for wrong in (["--recording", str(uuid.uuid4())], ["--organisation", "Ешкім"]):
        done = app.test_cli_runner().invoke(media, ["rebuild", *wrong])
        assert done.exit_code == 1
    done = app.test_cli_runner().invoke(media, ["rebuild", "--recording", "x"])
    assert done.exit_code == 2
    done = app.test_cli_runner().invoke(media, ["rebuild", "--recording", str(ready)])
    assert done.output == "0 made anew, 1 were well, 0 not.\n"
