import json

import pytest

from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import unit_of_work
from stories.foundation.errors import Forbidden
from stories.media import queries, services
from stories.media.cli import fixity

DATA = b"the sound as it arrived"


@pytest.fixture
def recording(app, make, session):
    import hashlib

    row = make.recording(session, sha256=hashlib.sha256(DATA).hexdigest())
    with app.app_context():
        blobs().put_bytes(row.master_key, DATA)
    return row


def check(app, recording):
    with app.app_context(), unit_of_work():
        row = queries.recording_by_id(recording.id)
        return services.check_fixity(OPERATOR, row, services.find_digest(row.master_key)).intact


def test_what_is_as_it_arrived_is_intact(app, recording):
    assert check(app, recording) is True
    with app.app_context(), unit_of_work(write=False):
        assert queries.last_check(recording.id).found_sha256 == recording.sha256


def test_a_changed_byte_is_found(app, recording):
    with app.app_context():
        blobs().delete(recording.master_key)
        blobs().put_bytes(recording.master_key, DATA[:-1] + b"!")
    assert check(app, recording) is False


def test_a_missing_master_is_a_finding(app, recording):
    with app.app_context():
        blobs().delete(recording.master_key)
    assert check(app, recording) is False
    with app.app_context(), unit_of_work(write=False):
        assert queries.last_check(recording.id).found_sha256 is None


def test_the_service_asks_again(app, recording, facilitator):
    from stories.accounts.identity import as_actor
    from stories.accounts.queries import user_by_id

    with app.app_context(), unit_of_work(write=False):
        actor = as_actor(user_by_id(facilitator.id))
        with pytest.raises(Forbidden):
            services.check_fixity(actor, queries.recording_by_id(recording.id), None)


def test_the_command_tells_and_ends_with_one_when_something_is_broken(app, recording):
    run = app.test_cli_runner().invoke
    done = run(fixity, ["--json"])
    assert done.exit_code == 0
    assert json.loads(done.output)["checked"] == 1
    with app.app_context():
        blobs().delete(recording.master_key)
    done = run(fixity, [])
    assert done.exit_code == 1
    assert "is missing" in done.output
    assert "1 looked at, 0 intact, 1 not." in done.output


def test_a_page_tells_what_a_check_found(client, staff, recording):
    from stories.foundation.access import Role

    client.sign_in(staff[Role.CURATOR]).speak("en")
    client.send(f"/recordings/{recording.id}/check")
    assert "every byte is as it arrived" in client.page(f"/recordings/{recording.id}").get_text()


@pytest.mark.parametrize("way", ["page", "command", "job"])
def test_others_write_while_a_long_master_is_read(app, client, staff, recording, monkeypatch, way):
    """On SQLite a writing unit keeps every other writer waiting, until they give up."""
    from stories.archive.jobs import check_organisation
    from stories.archive.rules import CHECK
    from stories.foundation import work
    from stories.foundation.access import Role
    from stories.foundation.db.unit import _current

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
    else:
        with app.app_context():
            with unit_of_work():
                work_id = work.ask_for(CHECK, recording.organisation_id).id
            check_organisation(work.Task(work_id, recording.organisation_id, "kk", {}))
    assert writing == [False]
