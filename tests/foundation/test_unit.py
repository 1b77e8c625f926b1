"""The unit of work: one commit, effects after it, nothing kept of what failed."""

import pytest
from flask import Flask

from stories.accounts.models import Organisation
from stories.foundation.db import after_commit, after_unit, db, is_writing, unit_of_work


def names(app: Flask) -> list[str]:
    with app.app_context(), unit_of_work(write=False):
        return list(db.session.scalars(db.select(Organisation.name).order_by(Organisation.name)))


def add(name: str) -> None:
    db.session.add(Organisation(name=name, name_ru=name))
    db.session.flush()


def test_what_ends_well_is_kept(app: Flask):
    with app.app_context(), unit_of_work():
        add("Бір")
    assert names(app) == ["Бір"]


def test_what_breaks_is_not(any_app: Flask):
    def fall() -> None:
        with unit_of_work():
            add("Бір")
            raise ZeroDivisionError

    with any_app.app_context(), pytest.raises(ZeroDivisionError):
        fall()
    assert names(any_app) == []


def test_what_is_called_failed_is_not_kept_either(app: Flask):
    told: list[str] = []
    with app.app_context(), unit_of_work() as unit:
        add("Бір")
        after_commit(lambda: told.append("kept"))
        after_unit(lambda: told.append("over"))
        unit.fail()
    assert names(app) == []
    assert told == ["over"]


def test_a_reading_unit_keeps_nothing(app: Flask):
    told: list[str] = []
    with app.app_context(), unit_of_work(write=False):
        assert not is_writing()
        after_commit(lambda: told.append("kept"))
        after_unit(lambda: told.append("over"))
        db.session.add(Organisation(name="Бір", name_ru="Один"))
    assert is_writing()
    assert names(app) == []
    assert told == ["over"]


def test_effects_follow_the_commit_in_order(app: Flask):
    told: list[object] = []
    with app.app_context(), unit_of_work():
        add("Бір")
        after_unit(lambda: told.append("over"))
        after_commit(lambda: told.append(names(app)))
        after_commit(lambda: told.append("second"))
        assert told == []
    assert told == [["Бір"], "second", "over"]


def test_a_unit_inside_a_unit_joins_it(app: Flask):
    told: list[str] = []
    with app.app_context(), unit_of_work() as outer:
        with unit_of_work() as inner:
            assert inner is outer
            add("Бір")
            after_commit(lambda: told.append("kept"))
        assert told == []
        with unit_of_work(write=False):
            assert is_writing()
        add("Екі")
    assert told == ["kept"]
    assert names(app) == ["Бір", "Екі"]


def test_an_inner_fall_takes_the_outer_unit_along(app: Flask):
    def fall() -> None:
        with unit_of_work():
            add("Бір")
            with unit_of_work():
                add("Екі")
                raise ZeroDivisionError

    with app.app_context(), pytest.raises(ZeroDivisionError):
        fall()
    assert names(app) == []


def test_writing_inside_a_reading_unit_is_refused_not_lost(app: Flask):
    def write_while_reading() -> None:
        with unit_of_work(write=False), unit_of_work():
            add("Бір")

    with app.app_context(), pytest.raises(RuntimeError, match="inside a reading one"):
        write_while_reading()


def test_a_commit_the_database_refuses_has_no_effects(app: Flask):
    told: list[str] = []

    def twice() -> None:
        with unit_of_work():
            after_commit(lambda: told.append("kept"))
            add("Бір")
            db.session.add(Organisation(name="Бір", name_ru="Один"))

    with app.app_context(), pytest.raises(Exception, match="UNIQUE"):
        twice()
    assert told == []
    assert names(app) == []


def test_a_broken_effect_stops_no_other(app: Flask):
    told: list[str] = []
    with app.app_context(), unit_of_work():
        add("Бір")
        after_commit(lambda: 1 / 0)
        after_commit(lambda: told.append("second"))
    assert told == ["second"]
    assert names(app) == ["Бір"]


def test_an_effect_may_open_a_unit_of_its_own(app: Flask):
    def follow() -> None:
        with unit_of_work():
            add("Екі")

    with app.app_context(), unit_of_work():
        add("Бір")
        after_commit(follow)
    assert names(app) == ["Бір", "Екі"]


def test_without_a_unit_effects_come_at_once():
    told: list[str] = []
    after_commit(lambda: told.append("kept"))
    after_unit(lambda: told.append("over"))
    assert told == ["kept", "over"]
