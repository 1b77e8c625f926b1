"""Merging a person entered twice, and taking it back, on both databases."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from stories.foundation.access import OPERATOR
from stories.foundation.clock import today
from stories.foundation.db import Base, db, unit_of_work
from stories.foundation.errors import StoriesError
from stories.people import queries, services
from stories.people.models import (
    Agreement,
    DoNotPair,
    Generation,
    Merge,
    Person,
    Representation,
    Stage,
    Use,
)
from stories.people.problems import CannotMerge, CannotUndo
from stories.people.rules import permitted
from stories.sessions.models import Attendance, Part
from tests.factories import DAY, Factory

FORGOTTEN = {"audit_events", "merges"}


def dump(app: Flask) -> dict[str, list[str]]:
    """Every row of the house, but the log and the memory of merges."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            name: sorted(map(str, connection.execute(select(table)).all()))
            for name, table in Base.metadata.tables.items()
            if name not in FORGOTTEN
        }


def merge(app: Flask, kept: Any, gone: Any, **chosen: Any) -> Any:
    with app.app_context(), app.test_request_context(), unit_of_work():
        one, other = db.session.get_one(Person, kept.id), db.session.get_one(Person, gone.id)
        return services.merge_persons(OPERATOR, one, other, chosen).id


def undo(app: Flask, merge_id: Any) -> None:
    with app.app_context(), app.test_request_context(), unit_of_work():
        services.undo_merge(OPERATOR, db.session.get_one(Merge, merge_id))


def says(app: Flask, person: Any, session: Any) -> Any:
    with app.app_context(), unit_of_work(write=False):
        return permitted(queries.voices_for([person.id], session.id), today())


def everywhere(app: Flask) -> tuple[Any, Any]:
    """Somebody entered twice, each entry with something in every table that names people."""
    make = Factory(app)
    one, other = make.person(name="Мәриям"), make.person(name="Мариям", never_publish=True)
    child, third = make.child(), make.person()
    both = make.session(narrators=[one], listeners=[other])
    make.session(narrators=[other])
    for who in (one, other):
        make.agree(who, both)
        make.keep(Representation(child_id=child.id, representative_id=who.id))
        make.keep(DoNotPair(one_id=min(who.id, third.id), other_id=max(who.id, third.id)))
        make.agreement(child, Stage.BEFORE, signer=who)
    return one, other


def test_everything_moves_and_comes_back(any_app):
    one, other = everywhere(any_app)
    before = dump(any_app)
    merge_id = merge(any_app, one, other, name="Мәриям апа")
    after = dump(any_app)
    assert [line for lines in after.values() for line in lines if str(other.id) in line] == []
    with any_app.app_context(), unit_of_work(write=False):
        kept = db.session.get_one(Person, one.id)
        assert (kept.name, kept.never_publish) == ("Мәриям апа", True)
        assert "мариям апа" in kept.folded_name
        assert len(kept.agreements) == 4
        assert len(queries.kept_apart_from(one.id)) == 1
        assert len(queries.sessions_with(one.id)) == 2
    undo(any_app, merge_id)
    assert dump(any_app) == before


def test_a_seat_taken_twice_stays_a_narrators_and_audible(app, make):
    one, other = make.person(), make.person()
    session = make.session()
    make.keep(Attendance(session_id=session.id, person_id=one.id, part=Part.LISTENER, came=False))
    make.keep(Attendance(session_id=session.id, person_id=other.id, part=Part.NARRATOR, came=None))
    merge(app, one, other)
    with app.app_context(), unit_of_work(write=False):
        (seat,) = db.session.scalars(select(Attendance))
        assert (seat.person_id, seat.part, seat.came) == (one.id, Part.NARRATOR, None)


def test_the_pseudonym_of_the_entry_that_goes_may_be_kept(any_app):
    make = Factory(any_app)
    one, other = make.child(pseudonym="Қарлығаш"), make.child(pseudonym="Тұлпар")
    before = dump(any_app)
    merge_id = merge(any_app, one, other, pseudonym="Тұлпар")
    undo(any_app, merge_id)
    assert dump(any_app) == before


def test_a_no_of_one_entry_is_not_covered_by_a_yes_of_the_other(app, make):
    one, other = make.person(), make.person()
    mine, theirs = make.session(narrators=[one]), make.session(narrators=[other])
    make.agreement(one, Stage.BEFORE, withdrawn_at=datetime.now(UTC) - 5 * DAY)
    make.agree(other, theirs)
    assert Use.PUBLISH in says(app, other, theirs).uses
    merge(app, one, other)
    assert not says(app, one, mine).uses
    assert Use.PUBLISH in says(app, one, theirs).uses
    make.agreement(one, Stage.BEFORE, given_at=datetime.now(UTC))
    assert Use.RECORD in says(app, one, mine).uses  # asked again, as the whole person


def test_the_no_of_a_representative_entered_twice_stays(app, make):
    child = make.child()
    again = make.person(Generation.REPRESENTATIVE, birth_year=1985)
    make.keep(Representation(child_id=child.id, representative_id=again.id))
    session = make.session(narrators=[child])
    make.agreement(child, Stage.BEFORE, signer=again, uses=[], given_at=datetime.now(UTC) - 9 * DAY)
    make.agree(child, session)
    assert not says(app, child, session).uses
    merge(app, child.guardian, again)
    assert not says(app, child, session).uses
    make.agreement(child, Stage.BEFORE, signer=child.guardian, given_at=datetime.now(UTC))
    assert Use.RECORD in says(app, child, session).uses


@pytest.mark.parametrize("kind", ["youth", "born", "unknown", "place", "apart", "guardian", "same"])
def test_two_people_are_not_merged(app, make, kind):
    one = make.person(birth_year=1950)
    other = {
        "youth": lambda: make.person(Generation.YOUTH, birth_year=1950),
        "born": lambda: make.person(birth_year=1951),
        "unknown": lambda: make.person(birth_year=None),
        "place": lambda: make.person(organisation_id=make.other_organisation().id, birth_year=1950),
        "apart": lambda: make.person(birth_year=1950),
        "guardian": lambda: make.person(birth_year=1950),
        "same": lambda: one,
    }[kind]()
    if kind == "apart":
        make.keep(DoNotPair(one_id=min(one.id, other.id), other_id=max(one.id, other.id)))
    if kind == "guardian":
        make.keep(Representation(child_id=one.id, representative_id=other.id))
    before = dump(app)
    with pytest.raises(CannotMerge):
        merge(app, one, other)
    assert dump(app) == before


def _a_new_word(make: Factory, kept: Any) -> None:
    make.agreement(kept, Stage.BEFORE)


def _a_session(make: Factory, kept: Any) -> None:
    make.session(narrators=[kept])


def _a_name(make: Factory, kept: Any) -> None:
    with make.app.app_context(), unit_of_work():
        db.session.get_one(Person, kept.id).name = "Басқа"


def _a_word_taken_back(make: Factory, kept: Any) -> None:
    with make.app.app_context(), unit_of_work():
        db.session.scalars(select(Agreement)).first().withdrawn_at = datetime.now(UTC) + DAY


def _another_merge(make: Factory, kept: Any) -> None:
    merge(make.app, kept, make.person())


def _merged_away(make: Factory, kept: Any) -> None:
    merge(make.app, make.person(), kept)


@pytest.mark.parametrize(
    "since",
    [_a_new_word, _a_session, _a_name, _a_word_taken_back, _another_merge, _merged_away],
)
def test_what_happened_since_keeps_a_merge(app, make, since):
    one, other = make.person(), make.person()
    make.agreement(other, Stage.BEFORE)
    merge_id = merge(app, one, other)
    since(make, one)
    before = dump(app)
    with pytest.raises(CannotUndo) as told:
        undo(app, merge_id)
    assert dump(app) == before
    assert str(told.value.sentence)


def test_merges_are_undone_the_last_one_first(app, make):
    one, other, third = make.person(), make.person(), make.person()
    session = make.session(narrators=[one], listeners=[other])
    make.agree(third, session)
    start = dump(app)
    first = merge(app, one, other)
    middle = dump(app)
    second = merge(app, third, one)
    undo(app, second)
    assert dump(app) == middle
    undo(app, first)
    assert dump(app) == start


def test_a_merge_is_undone_once_and_not_after_a_month(app, make, monkeypatch):
    one, other = make.person(), make.person()
    merge_id = merge(app, one, other)
    undo(app, merge_id)
    with pytest.raises(CannotUndo):
        undo(app, merge_id)
    late = merge(app, one, other)
    later = datetime.now(UTC) + 31 * DAY
    monkeypatch.setattr("stories.people.services.unmerge.now", lambda: later)
    with pytest.raises(StoriesError):
        undo(app, late)
