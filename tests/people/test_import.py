"""A list of people: looked at first, then all of it or nothing."""

import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from stories.foundation import rounds
from stories.foundation.access import OPERATOR, Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.people import services
from stories.people.models import Generation, ImportDraft, Person, Representation, WayKind
from stories.people.problems import ListChanged, RowsWrong
from tests.client import soup
from tests.factories import Factory

HEAD = "Who;Name;Pseudonym;Year of birth;Languages;Telephone;Name of the legal representative"
LIST = f"""{HEAD};IIN;Shoe size
Young person;Айдана;;2014;казахский, русский;;Гүлнар;140314500000;36
Legal representative;Гүлнар;;1985;Kazakh;+7 701 000 00 00;;;
Elder;Мәриям;;1950;қазақша;;;;
"""


def people(app: Flask) -> int:
    with app.app_context(), unit_of_work(write=False):
        return db.session.scalar(select(func.count()).select_from(Person)) or 0


def draft(make: Factory, *rows: dict[str, str], **fields: Any) -> Any:
    return make.keep(
        ImportDraft(
            organisation_id=make.organisation.id,
            expires_at=datetime.now(UTC) + timedelta(hours=1),
            rows=[[number, cells] for number, cells in enumerate(rows, 2)],
            unknown=[],
            identity=[],
            **fields,
        )
    )


def elder(name: str, **cells: str) -> dict[str, str]:
    return {"generation": "Elder", "name": name, "birth_year": "1950", **cells}


def child(name: str, **cells: str) -> dict[str, str]:
    return {"generation": "Youth", "name": name, "birth_year": "2014", **cells}


def look(app: Flask, row: Any, left_out: frozenset[int] | None = None) -> services.Preview:
    with app.app_context(), app.test_request_context(), unit_of_work(write=False):
        return services.look_at(OPERATOR, db.session.get_one(ImportDraft, row.id), left_out)


def take(app: Flask, row: Any, left_out: frozenset[int] = frozenset(), seen: str = "") -> int:
    with app.app_context(), app.test_request_context(), unit_of_work():
        kept = db.session.get_one(ImportDraft, row.id)
        seen = seen or services.look_at(OPERATOR, kept, left_out).seen
        return services.import_people(OPERATOR, kept, left_out, seen)


def test_a_list_is_sent_looked_at_and_entered(app, client, make):
    client.sign_in(make.facilitator()).speak("en")
    sent = {"sheet": (io.BytesIO(LIST.encode()), "list.csv")}
    where = client.send("/people/import", sent).location
    page = client.page(where)
    told = page.main.get_text(" ", strip=True)
    assert people(app) == 0
    assert "Shoe size" in told
    assert "identity numbers is not taken over" in told
    assert "140314500000" not in str(page)
    seen = page.find("input", attrs={"name": "seen"})["value"]
    client.send(where, {"seen": seen})
    with app.app_context(), unit_of_work(write=False):
        found = {row.name: row for row in db.session.scalars(select(Person))}
        link = db.session.scalars(select(Representation)).one()
        assert (link.child_id, link.representative_id) == (found["Айдана"].id, found["Гүлнар"].id)
        assert found["Айдана"].pseudonym
        assert found["Айдана"].languages == ["kk", "ru"]
        assert found["Гүлнар"].reached_by[0].kind is WayKind.TELEPHONE
        assert found["Мәриям"].generation is Generation.ELDER
        lines = list(db.session.scalars(select(AuditEvent)))
        (line,) = [line for line in lines if line.action == "people.imported"]
        assert line.detail == {"people": 3}
        assert not any("Айдана" in str(item.detail) for item in lines)
        assert db.session.scalar(select(func.count()).select_from(ImportDraft)) == 0


CELLS = {
    "generation": ("нағашы", "one of these"),
    "name": ("🙂", "read aloud"),
    "birth_year": ("19500", "four digits"),
    "birth_date": ("31.02.1950", "no date"),
    "languages": ("эльфийский", "not known"),
    "needs_interpreter": ("мүмкін", "yes or no"),
    "readiness": ("ертең", "Not now"),
    "telephone": ("500314400123", "identity number"),
    "region": ("Русафа", "past"),
    "pseudonym": ("а" * 400, "too long"),
    "reach_note": ("\u202eқарсы", "nobody can read"),
}


@pytest.mark.parametrize("column", CELLS)
def test_a_cell_that_cannot_be_is_told_beside_it(app, make, column):
    cell, word = CELLS[column]
    (row,) = look(app, draft(make, elder("Мәриям") | {column: cell})).rows
    assert list(row.problems) == [column]
    assert word in str(row.problems[column][0])


def test_a_name_of_ten_thousand_letters_is_refused(app, make):
    (row,) = look(app, draft(make, elder("ә" * 10_000))).rows
    assert list(row.problems) == ["name"]


def test_years_and_days_have_to_agree(app, make):
    (row,) = look(app, draft(make, elder("Мәриям", birth_date="1.1.1951"))).rows
    assert list(row.problems) == ["birth_year"]


def test_a_child_gets_a_pseudonym_nobody_has(app, make):
    make.child(pseudonym="Тырна", folded_pseudonym="тырна")
    rows = look(app, draft(make, *(child(f"Бала {n}") for n in range(40)))).rows
    names = [row.details.pseudonym for row in rows]
    assert all(row.suggested for row in rows)
    assert len(set(names)) == 40
    assert "Тырна" not in names


def test_one_pseudonym_is_for_one_child(app, make):
    first, second = look(app, draft(make, *(child(n, pseudonym="Киік") for n in "аб"))).rows
    assert not first.problems
    assert list(second.problems) == ["pseudonym"]


def test_somebody_here_already_is_shown_and_left_out(app, make):
    here = make.person(name="Мәриям", birth_year=1950)
    preview = look(app, draft(make, elder("МАРИЯМ"), elder("Сара"), elder("Сара")))
    assert preview.rows[0].twin.id == here.id
    assert [row.left_out for row in preview.rows] == [True, False, True]
    assert preview.rows[2].twin_row == 3


def test_a_representative_is_found_in_the_file_or_here(app, make):
    here = make.person(Generation.REPRESENTATIVE, name="Айгүл", birth_year=1980)
    rows = look(
        app,
        draft(
            make,
            child("а", representative="Айгуль"),
            child("б", representative="айгул"),
            child("в", representative="Мәриям"),
            elder("Мәриям"),
        ),
    ).rows
    assert list(rows[0].problems) == ["representative"]
    assert rows[1].speaker.id == here.id
    assert rows[2].speaker == 5


def test_examples_stay_out(app, make):
    (row,) = look(app, draft(make, elder("Мысал Гүлнар"))).rows
    assert row.example
    assert row.left_out


def test_nothing_is_half_imported(any_app):
    make = Factory(any_app)
    row = draft(make, elder("Мәриям"), elder("Сара", birth_year="3000"))
    with pytest.raises(RowsWrong):
        take(any_app, row)
    assert people(any_app) == 0
    assert take(any_app, row, frozenset({3})) == 1
    assert people(any_app) == 1


def test_a_failure_in_the_middle_enters_nobody(any_app, monkeypatch):
    make = Factory(any_app)
    row = draft(make, elder("Мәриям"), elder("Сара"), elder("Зере"))
    entered: list[str] = []
    add = services.import_people.__globals__["add_person"]

    def break_down(actor: Any, place: Any, details: Any) -> Any:
        if len(entered) == 2:
            raise OSError("the disk is full")
        entered.append(details.name)
        return add(actor, place, details)

    monkeypatch.setitem(services.import_people.__globals__, "add_person", break_down)
    with pytest.raises(OSError, match="disk"):
        take(any_app, row)
    assert people(any_app) == 0


def test_a_pseudonym_taken_meanwhile_brings_the_preview_back(any_app):
    make = Factory(any_app)
    row = draft(make, child("Айдана", pseudonym="Киік"), elder("Мәриям"))
    seen = look(any_app, row).seen
    taken = make.child(pseudonym="Киік", folded_pseudonym="киик")
    before = people(any_app)
    with pytest.raises(ListChanged):
        take(any_app, row, seen=seen)
    assert people(any_app) == before
    assert list(look(any_app, row).rows[0].problems) == ["pseudonym"]
    assert taken


def test_nobody_else_comes_to_speak_for_a_child_unseen(app, make):
    """What is permitted depends on whoever represents a child: another one is seen first."""
    first = make.person(Generation.REPRESENTATIVE, name="Айгүл", birth_year=1980)
    row = draft(make, child("Айдана", representative="Айгүл"))
    seen = look(app, row).seen
    make.person(Generation.REPRESENTATIVE, name="Айгүл", birth_year=1990)
    with app.app_context(), unit_of_work():
        kept = db.session.get_one(Person, first.id)
        kept.name = kept.folded_name = "мөлдір"
    with pytest.raises(ListChanged):
        take(app, row, seen=seen)


def test_the_page_shows_what_changed_and_keeps_what_was_ticked(client, make):
    client.sign_in(make.facilitator()).speak("en")
    row = draft(make, elder("Мәриям"), elder("Сара"))
    answer = client.send(f"/people/import/{row.id}", {"seen": "x", "leave": "3"}, expect=409)
    page = soup(answer)
    assert "changed since" in page.find(role="alert").get_text()
    assert [box["value"] for box in page.select("input[name=leave][checked]")] == ["3"]
    everybody = {"seen": page.find("input", attrs={"name": "seen"})["value"], "leave": ["2", "3"]}
    client.send(f"/people/import/{row.id}", everybody, expect=422)


def test_an_hour_later_the_list_is_gone(app, client, make):
    client.sign_in(make.facilitator())
    row = draft(make, elder("Мәриям"))
    with app.app_context(), unit_of_work():
        late = datetime.now(UTC) - timedelta(seconds=1)
        db.session.get_one(ImportDraft, row.id).expires_at = late
    client.get(f"/people/import/{row.id}", expect=404)
    with app.app_context():
        rounds.go()
        with unit_of_work(write=False):
            assert db.session.get(ImportDraft, row.id) is None


def test_a_list_is_thrown_away(app, client, make):
    client.sign_in(make.facilitator())
    row = draft(make, elder("Мәриям"))
    client.send(f"/people/import/{row.id}/drop")
    client.get(f"/people/import/{row.id}", expect=404)
    assert people(app) == 0


def test_an_organisation_of_others_cannot_be_forged(app, client, make):
    stranger = make.other_organisation()
    mine = make.other_organisation("Екінші")
    user = make.facilitator()
    from stories.accounts.models import Grant

    make.keep(Grant(user_id=user.id, organisation_id=mine.id, role=Role.FACILITATOR))
    client.sign_in(user)
    for place, status in ((stranger.id, 422), ("", 422), (mine.id, 303)):
        sent = {"sheet": (io.BytesIO(LIST.encode()), "list.csv"), "organisation": str(place)}
        client.send("/people/import", sent, expect=status)
    with app.app_context(), unit_of_work(write=False):
        assert [row.organisation_id for row in db.session.scalars(select(ImportDraft))] == [mine.id]


def test_a_file_that_is_no_list_is_told_beside_the_field(client, make):
    client.sign_in(make.facilitator()).speak("en")
    sent = {"sheet": (io.BytesIO(b"\x89PNG\r\n\x1a\n\0\0"), "people.xlsx")}
    page = soup(client.send("/people/import", sent, expect=422))
    assert "This is no table" in page.find(id="sheet-error").get_text()


def test_files_to_fill_in_are_handed_out(client, make):
    client.sign_in(make.facilitator())
    for kind in ("csv", "xlsx"):
        answer = client.get(f"/people/import/template?language=ru&kind={kind}")
        assert re.search(rf'people-ru\.{kind}"', answer.headers["Content-Disposition"])
    client.get("/people/import/template?language=tr", expect=404)
