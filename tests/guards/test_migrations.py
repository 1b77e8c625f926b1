"""Migrations: up, down and up again with rows inside; the newest shape equals the models."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Connection, column, func, insert, select, table, text

from stories.app import create_app
from stories.foundation import audit
from stories.foundation.access import OPERATOR
from stories.foundation.audit.verify import verify
from stories.foundation.db import Base, db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.foundation.shape import downgrade, upgrade
from stories.moderation.models import Story
from stories.people.models import Person
from tests.archive.test_records_stay import REFUSED, STAYS, kept, record
from tests.conftest import environment, running
from tests.factories import Factory

KEPT = ("organisations", "users", "people", "agreements", "audit_events")


@pytest.fixture
def empty_app(request: pytest.FixtureRequest, tmp_path: Path, blank_database: str):
    yield from running(create_app(environment(tmp_path, STORIES_DATABASE_URL=blank_database)))


@pytest.fixture(params=["sqlite", "postgresql"])
def blank_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'blank.db'}"
    return request.getfixturevalue("blank_postgres")


def counts(app: Flask) -> dict[str, int]:
    tables = Base.metadata.tables
    with app.app_context(), db.engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(tables[name])) for name in KEPT
        }


def fill(app: Flask) -> None:
    make = Factory(app)
    child = make.child()
    make.agree(child)
    make.collection(make.story(approved=True))


def test_up_down_up_keeps_the_rows_of_the_lower_rooms(empty_app: Flask):
    with empty_app.app_context():
        upgrade()
    fill(empty_app)
    before = counts(empty_app)
    assert min(before[name] for name in KEPT if name != "audit_events") > 0
    with empty_app.app_context():
        downgrade(revision="0002")
    assert counts(empty_app) == before
    with empty_app.app_context():
        upgrade()
    assert counts(empty_app) == before


def test_all_the_way_down_leaves_nothing(empty_app: Flask):
    with empty_app.app_context():
        upgrade()
        downgrade(revision="base")
        with db.engine.connect() as connection:
            left = db.inspect(connection).get_table_names()
    assert set(left) <= {"alembic_version"}


def test_the_newest_shape_equals_the_models(empty_app: Flask):
    with empty_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []


def test_the_log_refuses_change_after_migration(empty_app: Flask):
    with empty_app.app_context():
        upgrade()
        with db.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO audit_events "
                    "(number, previous, digest, id, at, actor_kind, action, detail) "
                    "VALUES (1, '0', '1', '0123456789abcdef0123456789abcdef', "
                    "'2026-01-01 00:00:00', 'operator', 'x', '{}')"
                )
            )
        with pytest.raises(Exception, match="append-only"), db.engine.begin() as connection:
            connection.execute(text("DELETE FROM audit_events"))


OLD_LINES = """INSERT INTO audit_events (id, at, actor_kind, action, detail)
VALUES (:id, :at, 'operator', :action, '{"share": 0.1, "whom": "\u04d9", "b": 1, "a": null}')"""


def test_lines_of_the_log_from_before_the_chain_are_tied_into_it(empty_app: Flask):
    with empty_app.app_context():
        upgrade(revision="0008")
        with db.engine.begin() as connection:
            for second in (3, 1, 2):
                moment = f"2026-01-01 00:00:0{second}.000000"
                line = {"id": f"{second:032x}", "at": moment, "action": f"test.at_{second}"}
                connection.execute(text(OLD_LINES), line)
        for step in (upgrade, lambda: downgrade(revision="0008"), upgrade):
            step()
        with unit_of_work(write=False):
            found = verify(None, lambda: None)
            actions = select(AuditEvent.action).order_by(AuditEvent.number)
            assert list(db.session.scalars(actions)) == ["test.at_1", "test.at_2", "test.at_3"]
        assert (found.fault, found.checked) == (None, 3)
        with unit_of_work():
            audit.record(OPERATOR, "test.later")
        with unit_of_work(write=False):
            assert verify(None, lambda: None).checked == 4
        with pytest.raises(Exception, match="append-only"), db.engine.begin() as connection:
            connection.execute(text("UPDATE audit_events SET action = 'x'"))


def test_records_of_what_went_wrong_stay_after_migration_and_lose_nothing(empty_app: Flask):
    with empty_app.app_context():
        upgrade(revision="0017")
    record(empty_app)  # breaches and requests from before the database kept them
    before = kept(empty_app)
    with empty_app.app_context():
        for step in (upgrade, lambda: downgrade(revision="0017"), upgrade):
            step()
    assert kept(empty_app) == before
    for statement in REFUSED:
        with (
            empty_app.app_context(),
            pytest.raises(Exception, match=STAYS),
            db.engine.begin() as connection,
        ):
            connection.execute(text(statement))
    assert kept(empty_app) == before
    with empty_app.app_context():
        downgrade(revision="0017")
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM breach_notes"))


def test_a_clearance_counts_where_somebody_works_and_never_grows_by_going_back(empty_app: Flask):
    one, two = ("1" * 8 + "-1111" * 3 + "-" + "1" * 12, "2" * 8 + "-2222" * 3 + "-" + "2" * 12)
    with empty_app.app_context():
        upgrade(revision="0020")
        with db.engine.begin() as connection:
            put(connection, "organisations", id=one, name="a", name_ru="a", region="")
            put(connection, "organisations", id=two, name="b", name_ru="b", region="")
            user = {"email": "a@b.kz", "name": "a", "passphrase_hash": "x", "active": True}
            put(connection, "users", id=one, **user, cleared_until=AT)
            for place in (one, two):
                role = {"user_id": one, "organisation_id": place, "role": "curator"}
                put(connection, "grants", id=place, **role)
        upgrade(revision="0021")
        with db.engine.begin() as connection:
            assert None not in connection.scalars(text("SELECT cleared_until FROM grants")).all()
            query = text("UPDATE grants SET cleared_until = NULL WHERE organisation_id = :place")
            connection.execute(query, {"place": two})
        downgrade(revision="0020")
        with db.engine.connect() as connection:
            assert connection.scalar(text("SELECT cleared_until FROM users")) is None


AT = "2026-11-28 00:00:00+00:00"


def put(connection: Connection, into: str, **row: object) -> None:
    """A row as the tables had it in those days."""
    row["created_at"] = AT
    connection.execute(insert(table(into, *map(column, row))), row)


CONTACTS = {
    "Мәриям": ("+7 701 111 22 33", "Қарлығаш"),
    "Сәуле": ("көршісі Шынар арқылы, 5-пәтер", "қарлыгаш"),  # folds into the one above
    "Болат": ("", None),
}


def contacts(column: str) -> dict[str, object]:
    with db.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT name, {column} FROM people")).all()  # noqa: S608
    return dict(map(tuple, rows))


def test_a_contact_becomes_a_way_to_reach_somebody_and_comes_back(empty_app: Flask):
    with empty_app.app_context():
        upgrade(revision="0006")
        with db.engine.begin() as connection:
            place = "1" * 32  # as either database keeps an id
            put(connection, "organisations", id=place, name="a", name_ru="a", region="")
            for number, (name, (contact, pseudonym)) in enumerate(CONTACTS.items()):
                known = {"contact": contact, "pseudonym": pseudonym, "languages": '["kk"]'}
                quiet = {"needs_interpreter": False, "never_publish": False, "readiness": "ready"}
                line = {"name": name, "folded_name": "x", "generation": "elder", "birth_year": 1950}
                who = place[:-1] + str(number)
                row = {"id": who, "organisation_id": place, "region": ""} | known | quiet | line
                put(connection, "people", **row)
        upgrade()
        with unit_of_work(write=False):
            found = {row.name: row for row in db.session.scalars(select(Person))}
        assert {name: row.contact for name, row in found.items()} == {
            name: contact for name, (contact, _pseudonym) in CONTACTS.items()
        }
        kinds = {name: [way.kind for way in row.reached_by] for name, row in found.items()}
        assert kinds == {"Мәриям": ["telephone"], "Сәуле": ["through"], "Болат": []}
        assert [found[name].folded_pseudonym for name in CONTACTS] == ["карлыгаш", None, None]
        downgrade(revision="0006")
        assert contacts("contact") == {name: contact for name, (contact, _) in CONTACTS.items()}
        assert contacts("pseudonym") == {name: said for name, (_, said) in CONTACTS.items()}
        upgrade()
        assert {row.name for row in db.session.scalars(select(Person))} == set(CONTACTS)


OLD_QUESTION = """INSERT INTO prompts
(id, key, place, theme, for_children, sensitive, text_kk, text_ru, text_en)
VALUES (:id, :key, 0, :theme, :for_children, :sensitive, 'kk', 'ru', 'en')"""
OWN_QUESTION = """INSERT INTO prompts
(id, key, place, theme, asked_of, ages, sensitive, text_kk, text_ru, text_en, organisation_id)
VALUES (:id, 'own-1', 0, 'songs', 'young', '["6-9"]', :sensitive, 'kk', 'ru', '', :owner)"""


def test_questions_chosen_before_keep_their_keys_and_find_their_themes(empty_app: Flask):
    themes = {"bread-smell": "bread", "craft-work": "craft", "family-missed": "family"}
    make = Factory(empty_app)
    with empty_app.app_context():
        upgrade()
    owner = make.organisation.id.hex
    with empty_app.app_context():
        downgrade(revision="0021")
        with db.engine.begin() as connection:
            for number, (key, theme) in enumerate(themes.items()):
                row = {"id": f"{number:032x}", "key": key, "theme": theme, "sensitive": False}
                row["for_children"] = key == "bread-smell"
                connection.execute(text(OLD_QUESTION), row)
        before = _prompts("theme, for_children")
        upgrade()
        assert _prompts("theme") == [("food",), ("work",), ("friends",)]
        assert [len(ages) for (ages,) in _prompts("ages")] in ([4, 2, 2], [34, 18, 18])
        with db.engine.begin() as connection:
            own = {"id": f"{9:032x}", "sensitive": False, "owner": owner}
            connection.execute(text(OWN_QUESTION), own)
        downgrade(revision="0021")
        # What was one organisation's own is not everybody's now.
        assert _prompts("theme, for_children") == before
        upgrade()
        assert _prompts("theme") == [("food",), ("work",), ("friends",)]


def _prompts(columns: str) -> list[tuple[object, ...]]:
    with db.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT {columns} FROM prompts ORDER BY id"))  # noqa: S608
        return [tuple(row) for row in rows]


BOUNDS = "SELECT start_ms, end_ms, copy_revision FROM stories ORDER BY start_ms"


def test_a_story_keeps_its_stretch_and_one_of_several_is_hidden_by_going_back(empty_app: Flask):
    with empty_app.app_context():
        upgrade()
    make = Factory(empty_app)
    for spans in ([(1_000, 29_000)], [(2_000, 9_000), (20_000, 28_000)]):
        make.story(approved=True, spans=spans)
    with empty_app.app_context():
        downgrade(revision="0048")
        with db.engine.connect() as connection:
            bounds = connection.execute(text(BOUNDS)).all()
        assert bounds == [(1_000, 29_000, 1), (2_000, 28_000, 0)]
        upgrade()
        with unit_of_work(write=False):
            assert {row.spans for row in db.session.scalars(select(Story))} == {
                ((1_000, 29_000),),
                ((2_000, 28_000),),
            }
