import errno
import hashlib
import json
from types import SimpleNamespace

import pytest

from stories.archive.jobs import check_organisation
from stories.archive.rules import CHECK
from stories.foundation import work
from stories.foundation.access import OPERATOR, Role
from stories.foundation.blobs import Blobs, blobs
from stories.foundation.db import unit_of_work
from stories.foundation.db.unit import _current
from stories.foundation.errors import Forbidden
from stories.foundation.fixity import look, watch
from stories.foundation.fixity.cli import fixity
from stories.media import queries, services

DATA = b"the sound as it arrived"


@pytest.fixture
def recording(app, make, session):
    row = make.recording(session, sha256=hashlib.sha256(DATA).hexdigest())
    with app.app_context():
        blobs().put_bytes(row.master_key, DATA)
    return row


@pytest.fixture
def second(app):
    """A second copy of everything."""
    app.extensions["blobs"].second = Blobs("memory:///")
    return app.extensions["blobs"].second


def spoil(store, key, data=DATA[:-1] + b"!"):
    store.delete(key)
    store.put_bytes(key, data)


def check(app, recording):
    with app.app_context():
        found = look(recording.master_key, recording.sha256)
        with unit_of_work():
            row = queries.recording_by_id(recording.id)
            done = services.check_fixity(OPERATOR, row, found)
            return SimpleNamespace(
                intact=done.intact, repaired=done.repaired, found_sha256=done.found_sha256
            )


def test_what_is_as_it_arrived_is_intact(app, recording):
    assert check(app, recording).intact is True
    with app.app_context(), unit_of_work(write=False):
        assert queries.last_check(recording.id).found_sha256 == recording.sha256


def test_a_changed_byte_is_found(app, recording):
    with app.app_context():
        spoil(blobs(), recording.master_key)
    assert check(app, recording).intact is False
    with app.app_context():  # damaged, and yet all there is
        assert blobs().exists(recording.master_key)


def test_a_missing_master_is_a_finding(app, recording):
    with app.app_context():
        blobs().delete(recording.master_key)
    found = check(app, recording)
    assert (found.intact, found.found_sha256) == (False, None)


def test_the_service_asks_again(app, recording, facilitator):
    from stories.accounts.identity import as_actor
    from stories.accounts.queries import user_by_id

    with app.app_context():
        found = look(recording.master_key, recording.sha256)
        with unit_of_work(write=False):
            actor = as_actor(user_by_id(facilitator.id))
            with pytest.raises(Forbidden):
                services.check_fixity(actor, queries.recording_by_id(recording.id), found)


def test_the_rounds_bring_everything_to_the_second_copy(app, recording, second):
    with app.app_context():
        assert watch.look_at_some() == 1
        assert second.read(recording.master_key) == DATA
        assert watch.look_at_some() == 0  # not again for a month
        with unit_of_work(write=False):
            assert queries.last_check(recording.id).intact is True


def test_everything_is_due_again_in_time(app, recording, monkeypatch):
    from datetime import timedelta

    from stories.foundation.clock import now

    with app.app_context():
        assert watch.look_at_some() == 1
        later = now() + timedelta(days=28)
        monkeypatch.setattr("stories.foundation.fixity.watch.now", lambda: later)
        assert watch.look_at_some() == 1


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_damaged_original_is_mended_from_its_second_copy(app, recording, second, harm):
    with app.app_context():
        watch.look_at_some()
        second_of = blobs().second
        blobs().second = None
        if harm == "changed":
            spoil(blobs(), recording.master_key)
        else:
            blobs().delete(recording.master_key)
        blobs().second = second_of
    done = check(app, recording)
    assert (done.intact, done.repaired) == (True, True)
    with app.app_context():
        assert blobs().read(recording.master_key) == DATA
        assert set(blobs().keys()) == set(second.keys()) == {recording.master_key}


def test_a_damaged_second_copy_is_mended_from_the_original(app, recording, second):
    with app.app_context():
        watch.look_at_some()
        spoil(second, recording.master_key)
    assert check(app, recording).intact is True
    assert second.read(recording.master_key) == DATA


def test_when_both_are_damaged_both_are_left_as_they_are(app, recording, second):
    with app.app_context():
        watch.look_at_some()
        spoil(second, recording.master_key, b"one harm")
        second_of, blobs().second = blobs().second, None
        spoil(blobs(), recording.master_key, b"another harm")
        blobs().second = second_of
    assert check(app, recording).intact is False
    with app.app_context():
        assert blobs().read(recording.master_key) == b"another harm"
        assert second.read(recording.master_key) == b"one harm"


def test_what_is_erased_goes_from_the_second_copy_too(app, recording, second):
    with app.app_context():
        watch.look_at_some()
        blobs().delete(recording.master_key)
        assert list(second.keys()) == []


def test_a_second_copy_out_of_reach_is_no_reason_not_to_look(app, recording, second, monkeypatch):
    def unreached(*_given):
        raise OSError

    monkeypatch.setattr(second, "digest", unreached)
    assert check(app, recording).intact is True


def unreadable(store, key, monkeypatch):
    """As a bad place of a disk: this one file cannot be read to its end."""
    digest = type(store).digest

    def read(one, wanted):
        if one is store and wanted == key:
            raise OSError(errno.EIO, "Input/output error")
        return digest(one, wanted)

    monkeypatch.setattr(type(store), "digest", read)


def test_a_file_on_a_bad_place_of_the_disk_stops_nothing_and_is_told(
    app, make, session, recording, monkeypatch
):
    other = make.recording(session, master_key="masters/z", sha256=recording.sha256)
    with app.app_context():
        blobs().put_bytes(other.master_key, DATA)
        unreadable(blobs(), recording.master_key, monkeypatch)
        assert watch.look_at_some() == 2
        with unit_of_work(write=False):
            assert queries.last_check(recording.id).intact is False
            assert queries.last_check(other.id).intact is True


def test_a_store_that_does_not_answer_says_nothing_about_a_file(app, recording, monkeypatch):
    def nobody(*_given):
        raise OSError

    monkeypatch.setattr(Blobs, "digest", nobody)
    monkeypatch.setattr(Blobs, "exists", nobody)
    with app.app_context():
        with pytest.raises(OSError):  # noqa: PT011 - any
            watch.look_at_some()
        with unit_of_work(write=False):
            assert queries.last_check(recording.id) is None


def test_copies_are_known_by_their_first_look(app, make, session, recording):
    row = make.recording(session, playback_opus="playback/x/sound.webm", master_key="masters/x",
                         sha256=hashlib.sha256(b"other").hexdigest())  # fmt: skip
    with app.app_context():
        blobs().put_bytes("masters/x", b"other")
        blobs().put_bytes("playback/x/sound.webm", b"copy")
        assert watch.look_at_some() == 3
        assert watch.look_at("playback/x/sound.webm", hashlib.sha256(b"copy").hexdigest()) is True
        blobs().put_bytes("playback/x/sound.webm", b"cop!")
        with unit_of_work(write=False):
            from stories.foundation.fixity.ledger import row_for

            known = row_for("playback/x/sound.webm").sha256
        assert known == hashlib.sha256(b"copy").hexdigest()
        assert watch.look_at("playback/x/sound.webm", known) is False
    assert row.sha256 != known


def test_a_file_whose_row_is_gone_raises_no_alarm(app, recording):
    with app.app_context():
        watch.look_at_some()
        with unit_of_work():
            queries.recording_by_id(recording.id).master_key = "masters/another"
        assert watch.look_at(recording.master_key, recording.sha256) is None


def test_who_answers_for_the_originals_is_told(app, client, staff, recording):
    with app.app_context():
        spoil(blobs(), recording.master_key)
        watch.look_at_some()
    client.sign_in(staff[Role.CURATOR]).speak("en")
    told = client.page("/").get_text()
    assert "1 file is missing or is not what was kept" in told
    client.send("/sign-out")
    client.sign_in(staff[Role.FACILITATOR]).speak("en")
    assert "not what was kept" not in client.page("/").get_text()


def test_the_command_names_a_flipped_bit_a_missing_and_a_stray_file(
    app, make, session, recording, monkeypatch
):
    from datetime import timedelta

    other = make.recording(session, master_key="masters/other", sha256="0" * 64)
    run = app.test_cli_runner().invoke
    with app.app_context():
        spoil(blobs(), recording.master_key)
        blobs().put_bytes("masters/stray", b"nobody's")
    monkeypatch.setattr("stories.foundation.fixity.watch.A_WHILE", timedelta(seconds=-5))
    done = run(fixity, [])
    assert done.exit_code == 1
    assert f"{recording.master_key} (of recordings {recording.id}) was changed" in done.output
    assert f"masters/other (of recordings {other.id}) is missing" in done.output
    assert "masters/stray lies in the store and nothing names it" in done.output
    assert "2 looked at, 0 intact, 2 not, 1 unknown." in done.output
    told = json.loads(run(fixity, ["--json"]).output)
    assert {file["outcome"] for file in told["files"]} == {"changed", "missing"}
    assert told["strays"] == ["masters/stray"]


def test_the_command_is_content_when_all_is_well(app, recording):
    done = app.test_cli_runner().invoke(fixity, ["--json"])
    assert done.exit_code == 0
    assert json.loads(done.output)["checked"] == 1


def test_a_page_tells_what_a_check_found(client, staff, recording):
    client.sign_in(staff[Role.CURATOR]).speak("en")
    client.send(f"/recordings/{recording.id}/check")
    assert "every byte is as it arrived" in client.page(f"/recordings/{recording.id}").get_text()


@pytest.mark.parametrize("way", ["page", "command", "job", "rounds"])
def test_others_write_while_a_long_master_is_read(app, client, staff, recording, monkeypatch, way):
    """On SQLite a writing unit keeps every other writer waiting, until they give up."""
    writing = []

    def read(_store, _key):
        unit = _current.get()
        writing.append(unit is not None and unit.write)
        return recording.sha256

    monkeypatch.setattr("stories.foundation.blobs.Blobs.digest", read)
    if way == "page":
        client.sign_in(staff[Role.CURATOR]).send(f"/recordings/{recording.id}/check")
    elif way == "command":
        assert app.test_cli_runner().invoke(fixity, []).exit_code == 0
    elif way == "rounds":
        with app.app_context():
            watch.look_at_some()
    else:
        with app.app_context():
            with unit_of_work():
                work_id = work.ask_for(CHECK, recording.organisation_id).id
            check_organisation(work.Task(work_id, recording.organisation_id, "kk", {}))
    assert writing == [False]
