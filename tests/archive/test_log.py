"""The log page: who may read which lines, its filters, its pages, and the table to take away."""

import csv
import io
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from stories.archive.log.rules import Group, group_of, harmless
from stories.archive.words import ACTIONS
from stories.foundation import audit
from stories.foundation.access import NOBODY, OPERATOR, Actor, Role
from stories.foundation.clock import held_at
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from tests.client import InspectingClient
from tests.factories import Factory


def note(app: Flask, actor: Actor, action: str, subject=None, **detail) -> None:
    with app.app_context(), unit_of_work():
        audit.record(actor, action, subject, detail=detail)


def told(client: InspectingClient, query: str = "", **kwargs) -> list[list[str]]:
    page = client.page(f"/archive/log{query}", **kwargs)
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.select("main tbody tr")
    ]


def actions(client: InspectingClient, query: str = "") -> list[str]:
    return [row[2] for row in told(client, query)]


@pytest.fixture
def admin(make: Factory, client: InspectingClient):
    user = make.user(Role.ADMIN)
    client.sign_in(user).speak("en")
    return user


def as_staff(make: Factory, user, role: Role = Role.FACILITATOR) -> Actor:
    return Actor(user.id, user.name, frozenset({(make.organisation.id, role)}))


def test_kinds_of_action():
    kinds = {
        "people.viewed": Group.VIEWS,
        "media.listened": Group.VIEWS,
        "transcripts.opened": Group.VIEWS,
        "sessions.opened": Group.CHANGES,
        "people.edited": Group.CHANGES,
        "media.downloaded": Group.EXPORTS,
        "archive.log_exported": Group.EXPORTS,
        "access.denied": Group.DENIALS,
        "accounts.signed_in": Group.SIGN_INS,
        "accounts.signed_out": Group.SIGN_INS,
        "accounts.sign_in_failed": Group.SIGN_INS,
        "people.odd": Group.CHANGES,
    }
    assert {action: group_of(action) for action in kinds} == kinds
    assert {group_of(action) for action in ACTIONS} == set(Group)


@pytest.mark.parametrize("kind", list(Group))
def test_lines_of_one_kind(app: Flask, client, make: Factory, admin, kind: Group):
    person = make.person()
    mine = {action for action in ACTIONS if group_of(action) is kind}
    for action in ACTIONS:
        note(app, OPERATOR, action, person)
    seen: set[str] = set()
    query, pages = f"?kind={kind}", 0
    while query and pages < 9:
        page = client.page(f"/archive/log{query}")
        seen |= {row.find_all("td")[1].get_text() for row in page.select("main tbody tr")}
        older = next((a for a in page.select("nav.pages a") if "Older" in a.text), None)
        query, pages = (older["href"].partition("/archive/log")[2] if older else ""), pages + 1
    assert seen == {str(ACTIONS[action]) for action in mine}


def test_lines_of_one_day_one_person_and_one_thing(app: Flask, client, make: Factory, admin):
    user, person, other = make.facilitator(), make.person(), make.person()
    with held_at(datetime(2026, 1, 10, 23, 59, tzinfo=UTC)):
        note(app, as_staff(make, user), "people.viewed", person)
    with held_at(datetime(2026, 1, 11, 0, 0, tzinfo=UTC)):
        note(app, as_staff(make, user), "people.edited", person)
        note(app, OPERATOR, "people.added", other)
    assert actions(client, "?since=2026-01-10&until=2026-01-10") == ["Person’s page viewed"]
    assert len(actions(client, "?since=2026-01-11&until=2026-01-11")) == 2
    assert actions(client, f"?who={user.id}&since=2026-01-11") == ["Person’s data changed"]
    assert actions(client, "?who=operator&until=2026-01-20") == ["Person entered"]
    assert actions(client, f"?about={other.id}") == ["Person entered"]
    assert actions(client, "?kind=people.edited") == ["Person’s data changed"]


ODD = {
    "since=31.02.2026": "This is no date",
    "until=0000-00-00": "This is no date",
    "since=2026-02-02&until=2026-02-01": "before the first",
    "who=00000000-0000-0000-0000-000000000007": "Please choose one",
    "kind=" + "x" * 5000: "Please choose one",
    "about=x": "Nothing is known by this number",
    "before=x": "does not exist",
    "before=-1": "does not exist",
    "before=" + "9" * 30: "does not exist",
    "before=%D9%A3": "does not exist",
}


@pytest.mark.parametrize("path", ["/archive/log", "/archive/log.csv"])
@pytest.mark.parametrize("query", ODD)
def test_an_odd_question_is_answered_with_a_sentence(client, admin, path: str, query: str):
    assert ODD[query] in client.page(f"{path}?{query}", expect=422).get_text()


@pytest.mark.parametrize(
    "query",
    [
        "since=9999-12-31&until=9999-12-31",
        "since=0001-01-01",
        "before=0",
        "who=%00&about=%00",
        "nothing=1",
    ],
)
def test_far_ends_break_nothing(client, admin, query: str):
    client.get(f"/archive/log?{query}")


def test_a_foreign_organisation_is_no_choice(client, make: Factory, admin):
    make.keep(_grant(admin, make.other_organisation().id))
    client.page(f"/archive/log?organisation={uuid.uuid4()}", expect=422)


def _grant(user, organisation_id: uuid.UUID, role: Role = Role.ADMIN):
    from stories.accounts.models import Grant

    return Grant(user_id=user.id, organisation_id=organisation_id, role=role)


def test_whoever_reads_several_logs_may_look_at_one(app: Flask, client, make: Factory, admin):
    theirs = make.other_organisation("Екінші")
    make.keep(_grant(admin, theirs.id))
    note(app, OPERATOR, "people.added", make.person())
    note(app, OPERATOR, "people.edited", make.person(organisation_id=theirs.id))
    assert sorted(actions(client, "?who=operator")) == ["Person entered", "Person’s data changed"]
    assert actions(client, f"?who=operator&organisation={theirs.id}") == ["Person’s data changed"]


def test_without_several_there_is_no_such_choice(client, admin):
    assert client.page("/archive/log").select_one("select[name=organisation]") is None


def test_pages_follow_the_last_line_seen(any_app: Flask):
    """Lines of one moment, and lines written meanwhile, are neither shown twice nor left out."""
    app, make = any_app, Factory(any_app)
    client = app.test_client().sign_in(make.user(Role.ADMIN)).speak("en")
    person, at = make.person(), datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(130):
        with held_at(at + timedelta(seconds=number // 40)):
            note(app, OPERATOR, "people.edited", person, number=number)
    seen, query = [], "?kind=people.edited"
    while query:
        page = client.page(f"/archive/log{query}")
        seen.append(len(page.select("main tbody tr")))
        note(app, OPERATOR, "people.edited", person)
        older = next((a for a in page.select("nav.pages a") if "Older" in a.text), None)
        query = older["href"].partition("/archive/log")[2] if older else ""
    assert seen == [50, 50, 30]


def test_nobody_reads_lines_of_another_organisation(app: Flask, client, make: Factory, admin):
    theirs = make.other_organisation()
    stranger = make.user(Role.ADMIN, organisation=theirs, name="Бөтен")
    actor = Actor(stranger.id, "", frozenset({(theirs.id, Role.ADMIN)}))
    note(app, actor, "people.added", make.person(organisation_id=theirs.id))
    note(app, Actor(stranger.id, ""), "accounts.signed_in", stranger)
    assert "Бөтен" not in client.page("/archive/log").get_text()
    assert actions(client, f"?about={stranger.id}") == []
    client.page(f"/archive/log?who={stranger.id}", expect=422)


def test_sign_ins_and_failures_of_ones_own_staff_are_told(app: Flask, client, make, admin):
    """Whoever works in two places signs in to none in particular."""
    user = make.facilitator()
    make.keep(_grant(user, make.other_organisation().id, Role.CURATOR))
    note(app, Actor(user.id, ""), "accounts.signed_in", user)
    note(app, NOBODY, "accounts.sign_in_failed", user)
    note(app, NOBODY, "accounts.sign_in_failed")
    assert sorted(actions(client, "?kind=sign_ins")) == ["Sign-in failed", "Signed in"]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+7", "'+7"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("Әсел", "Әсел"),
        (None, ""),
        (7, "7"),
    ],
)
def test_no_cell_is_a_formula(cell, kept: str):
    assert harmless(cell) == kept


def test_the_table_holds_the_lines_asked_for_and_is_a_line_itself(
    app: Flask, client, make: Factory, admin
):
    user = make.user(Role.FACILITATOR, name='=HYPERLINK("x")')
    person = make.person()
    note(app, as_staff(make, user), "people.viewed", person)
    note(app, as_staff(make, user), "people.edited", person, birth_changed=True)
    answer = client.get(f"/archive/log.csv?kind=changes&who={user.id}")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [(row["action"], row["who"]) for row in rows] == [("people.edited", '\'=HYPERLINK("x")')]
    assert rows[0]["about_id"] == str(person.id)
    with app.app_context(), unit_of_work(write=False):
        event = db.session.query(AuditEvent).filter_by(action="archive.log_exported").one()
        assert event.detail == {
            "lines": 1,
            "asked_kind": "changes",
            "asked_who": str(user.id),
        }
    assert actions(client, "?kind=exports") == ["Lines of the log taken away"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FAMILY])
def test_the_way_from_a_person_to_who_looked(app: Flask, client, make: Factory, role: Role):
    person = make.person()
    client.sign_in(make.user(role))
    if role is Role.MODERATOR:
        return
    page = client.page(f"/people/{person.id}")
    link = page.select_one(f'a[href="/archive/log?about={person.id}"]')
    assert bool(link) == (role in {Role.ADMIN, Role.SAFEGUARDING})
    if link:
        client.speak("en")
        assert "Person’s page viewed" in actions(client, f"?about={person.id}")


def test_the_anchor_on_the_page_is_the_chains_last_line(app: Flask, client, make, admin):
    note(app, OPERATOR, "people.added", make.person())
    with app.app_context(), unit_of_work(write=False):
        last = db.session.query(AuditEvent).order_by(AuditEvent.number.desc()).first()
        anchor = f"{last.number}:{last.digest}"
    assert anchor in client.page("/archive/log").get_text()
