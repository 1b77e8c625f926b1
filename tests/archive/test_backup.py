"""A backup restores into either database, and refuses what it must."""

import json
from pathlib import Path

import pytest
from flask import Flask

from stories.accounts.models import Organisation, SignIn, User
from stories.accounts.services import invite
from stories.app import create_app
from stories.archive import cli as commands
from stories.archive.backup import PASSING, back_up, restore
from stories.collections.models import Collection
from stories.foundation import audit
from stories.foundation.access import OPERATOR, Role
from stories.foundation.audit.verify import verify
from stories.foundation.blobs import blobs
from stories.foundation.db import Base, db, unit_of_work
from stories.foundation.errors import UnsafeStart
from stories.foundation.models import AuditEvent
from stories.people.models import Person
from stories.people.services import give_own_link
from stories.reading.services import give_link
from tests.client import key_of
from tests.conftest import build_schema, environment, running
from tests.factories import Factory


def quiet(_name: str) -> None:
    pass


@pytest.fixture
def kept(app: Flask, make: Factory, tmp_path: Path) -> Path:
    child = make.child()
    make.agree(child)
    make.collection(make.story(approved=True))
    with app.app_context(), unit_of_work():
        for number in range(3):
            audit.record(OPERATOR, "test.done", detail={"number": number, "share": 0.1})
    with app.app_context(), unit_of_work():
        blobs().put_bytes("masters/one", b"sound" * 1000)
        return back_up(tmp_path / "backups", quiet)


def everything(app: Flask) -> dict[str, list]:
    with app.app_context(), unit_of_work(write=False):
        return {
            table.name: sorted(str(tuple(row)) for row in db.session.execute(table.select()))
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_house(request: pytest.FixtureRequest, tmp_path: Path):
    url = (
        f"sqlite:///{tmp_path / 'other.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("blank_postgres")
    )
    other = create_app(environment(tmp_path / "other", STORIES_DATABASE_URL=url))
    build_schema(other)
    yield from running(other)


def test_every_row_and_sound_comes_back(app: Flask, kept: Path, empty_house: Flask):
    with empty_house.app_context(), unit_of_work():
        assert restore(kept, quiet) > 0
        assert blobs().read("masters/one") == b"sound" * 1000
    assert everything(empty_house) == everything(app)


def test_the_log_that_came_back_is_the_same_chain_and_goes_on(
    app: Flask, kept: Path, empty_house: Flask
):
    with app.app_context(), unit_of_work(write=False):
        before = verify(None, lambda: None)
    with empty_house.app_context():
        with unit_of_work():
            restore(kept, quiet)
            audit.record(OPERATOR, "test.restored")
        with unit_of_work(write=False):
            after = verify(before.last, lambda: None)
    assert (after.fault, after.checked) == (None, before.checked + 1)


def test_a_full_house_is_not_written_over(app: Flask, kept: Path):
    with app.app_context(), pytest.raises(UnsafeStart, match="not empty"), unit_of_work():
        restore(kept, quiet)


def test_a_damaged_backup_is_refused_before_anything_is_written(kept: Path, empty_house: Flask):
    (kept / "blobs" / "masters" / "one").write_bytes(b"something else")
    with empty_house.app_context(), pytest.raises(UnsafeStart, match="damaged"), unit_of_work():
        restore(kept, quiet)


def test_an_unfinished_backup_is_refused(tmp_path: Path, empty_house: Flask):
    with empty_house.app_context(), pytest.raises(UnsafeStart, match="manifest"), unit_of_work():
        restore(tmp_path, quiet)


def test_the_manifest_names_every_table(kept: Path):
    named = json.loads((kept / "manifest.json").read_text())
    lasting = set(Base.metadata.tables) - PASSING
    assert {f"tables/{name}.jsonl" for name in lasting} <= set(named)


def test_secrets_travel_sealed_and_nobody_stays_signed_in(app, make, tmp_path, empty_house):
    key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    user = make.facilitator(totp_secret=key)
    key_of(app, user)
    with app.app_context(), unit_of_work():
        folder = back_up(tmp_path / "sealed", quiet)
    lines = "".join(path.read_text() for path in (folder / "tables").iterdir())
    assert str(user.id) in lines
    assert key not in lines
    with empty_house.app_context(), unit_of_work():
        restore(folder, quiet)
    with empty_house.app_context(), unit_of_work(write=False):
        assert db.session.get(User, user.id).totp_secret == key
        assert db.session.query(SignIn).count() == 0


def test_the_commands_leave_a_line_each(
    app: Flask, make: Factory, tmp_path: Path, empty_house: Flask, monkeypatch
):
    monkeypatch.setattr("stories.foundation.shape.require_schema", lambda: None)
    make.person()
    made = app.test_cli_runner().invoke(commands.backup, [str(tmp_path / "kept")])
    assert made.exit_code == 0, made.output
    where = made.stdout.strip()
    told = empty_house.test_cli_runner().invoke(commands.restore, [where])
    assert told.exit_code == 0, told.output
    for house, action in ((app, "archive.backed_up"), (empty_house, "archive.restored")):
        with house.app_context(), unit_of_work(write=False):
            assert list(db.session.scalars(db.select(AuditEvent.action))) == [action]
            assert verify(None, lambda: None).fault is None


@pytest.mark.parametrize("moving", [True, False])
def test_a_way_in_from_before_opens_only_where_the_house_was_just_moved(
    app: Flask, make: Factory, tmp_path: Path, empty_house: Flask, monkeypatch, moving: bool
):
    monkeypatch.setattr("stories.foundation.shape.require_schema", lambda: None)
    ways = ways_in(app, make)
    with app.app_context(), unit_of_work():
        where = str(back_up(tmp_path / "kept", quiet))
    flags = ["--moving"] if moving else []
    told = empty_house.test_cli_runner().invoke(commands.restore, [where, *flags])
    assert told.exit_code == 0, told.output
    assert ("Before giving new ones" in told.stdout) is not moving
    stranger = empty_house.test_client()
    for path in ways:
        stranger.get(path, expect=200 if moving else 410)


def ways_in(app: Flask, make: Factory) -> list[str]:
    """A family's link, a participant's and an invitation, all open."""
    shelf = make.collection(make.story(approved=True))
    person = make.person()
    with app.app_context(), app.test_request_context(), unit_of_work():
        family = give_link(OPERATOR, db.session.get(Collection, shelf.id), "A", 30)
        own = give_own_link(OPERATOR, db.session.get(Person, person.id), 30)
        place = db.session.get(Organisation, make.organisation.id)
        code = invite(OPERATOR, "new@example.org", Role.CURATOR, place)
        return [f"/r/{family.token}", f"/mine/{own.token}", f"/join/{code}"]
