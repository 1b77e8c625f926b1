"""Recording answers and taking them back."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask

from stories.foundation import signals
from stories.foundation.access import OPERATOR
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent
from stories.people import queries
from stories.people.models import Agreement, Audience, Evidence, Naming, Person, Stage, Use
from stories.people.rules import permitted
from stories.people.services import Answer, given_at, record_agreement
from tests.client import InspectingClient, soup
from tests.factories import Factory

pytestmark = pytest.mark.usefixtures("facilitator")


@pytest.fixture
def facilitator(client: InspectingClient, make: Factory):
    user = make.facilitator()
    client.sign_in(user).speak("en")
    return user


@pytest.fixture
def elder(make: Factory):
    return make.person()


@pytest.fixture
def session(make: Factory, elder):
    return make.session(narrators=[elder])


def before(person, **fields):
    return {
        "signer": str(person.id),
        "uses": ["record", "transcribe", "translate"],
        "language": "kk",
        "form_version": "1",
        "evidence": "signed",
        "operator_name": "Үміт орталығы",
        "given_on": str(today()),
    } | fields


def after(person, **fields):
    told = {"uses": ["share"], "audience": "family", "naming": "own_name"}
    return before(person) | told | fields


def saved(app: Flask):
    with app.app_context(), unit_of_work(write=False):
        rows = list(db.session.scalars(db.select(Agreement).order_by(Agreement.created_at)))
        db.session.expunge_all()
    return rows


def permission(app: Flask, person, session=None):
    with app.app_context(), unit_of_work(write=False):
        about = session.id if session else None
        return permitted(queries.voices_for([person.id], about), today())


def test_both_answers_open_what_they_say_and_no_more(client, app, facilitator, elder, session):
    path = f"/people/{elder.id}/agreements/new"
    client.send(path, before(elder))
    kept = client.send(f"{path}?stage=after&session={session.id}", after(elder))
    one, two = saved(app)
    assert kept.location == f"/agreements/{two.id}"
    assert (one.stage, one.session_id, one.audience) == (Stage.BEFORE, None, Audience.PRIVATE)
    assert (two.stage, two.session_id, two.naming) == (Stage.AFTER, session.id, Naming.OWN_NAME)
    assert one.recorded_by == facilitator.id
    answer = permission(app, elder, session)
    assert answer.allows(Use.SHARE, Audience.FAMILY)
    assert not answer.allows(Use.SHARE, Audience.PROGRAMME)
    assert not answer.missing
    page = client.page(f"/people/{elder.id}").text
    assert "Families of the programme" in page
    assert "Permitted today: record, write down by machine, translate, share." in page


def test_nothing_is_ticked_beforehand(client, elder, session):
    for address in ("", f"?stage=after&session={session.id}", "?stage=after"):
        page = client.page(f"/people/{elder.id}/agreements/new{address}")
        main = page.find("main")
        assert not main.select("input[checked]")
        chosen = main.select("select:not(#form_version) option[selected]")
        assert {item["value"] for item in chosen} <= {""}


def test_without_a_session_only_the_answer_from_before_can_be_given(client, app, elder):
    client.send(f"/people/{elder.id}/agreements/new?stage=after", before(elder))
    assert saved(app)[0].stage is Stage.BEFORE
    for unknown in ("x", "1"):
        client.get(f"/people/{elder.id}/agreements/new?stage=after&session={unknown}", expect=404)


TOMORROW = today() + timedelta(days=2)
BAD = [
    ({"uses": []}, "Silence is no yes"),
    ({"refused": "y"}, "cannot agree and refuse at once"),
    ({"uses": ["everything"]}, "Please choose one."),
    ({"uses": ["record"]}, "Please choose one."),
    ({"signer": ""}, "Please choose one."),
    ({"signer": str(uuid.uuid4())}, "Please choose one."),
    ({"audience": ""}, "Please choose one."),
    ({"audience": "world"}, "Please choose one."),
    ({"audience": "public"}, "only if publishing is ticked"),
    ({"uses": ["export"]}, "only if sharing is ticked"),
    ({"naming": ""}, "Please choose one."),
    ({"evidence": ""}, "Please choose one."),
    ({"language": ""}, "Please choose one."),
    ({"language": "xx"}, "Please choose one."),
    ({"form_version": ""}, "Please choose one."),
    ({"form_version": "2"}, "Please choose one."),
    ({"operator_name": "ә" * 161}, "This is too long."),
    ({"given_on": ""}, "Please fill this in."),
    ({"given_on": "yesterday"}, "This is no date."),
    ({"given_on": str(TOMORROW)}, "This day has not come yet."),
    ({"given_on": "1801-01-01"}, "too long ago"),
    ({"ends_on": str(today() - timedelta(days=2))}, "cannot end before it starts"),
    ({"ends_on": str(today())}, "cannot end before it starts"),
    ({"ends_on": "1900-01-01"}, "cannot end before it starts"),
    ({"given_on": "2025-01-01", "ends_on": "2025-06-01"}, "This day is over."),
    ({"evidence": "witnessed"}, "Name the witness"),
    ({"ends_on": "9999-12-31"}, "too far away"),
]


@pytest.mark.parametrize(("wrong", "told"), BAD)
def test_absurd_answers_are_told_and_nothing_is_lost(client, app, elder, session, wrong, told):
    path = f"/people/{elder.id}/agreements/new?stage=after&session={session.id}"
    fields = after(elder, cross_border="y") | wrong
    page = soup(client.send(path, fields, expect=422))
    assert told in page.select_one(".field.wrong .error").text
    assert page.select_one("#cross_border[checked]")
    assert not saved(app)


def test_a_refusal_is_an_answer(client, app, elder, session):
    path = f"/people/{elder.id}/agreements/new"
    client.send(path, before(elder))
    refused = after(elder, uses=[], refused="y", audience="", naming="")
    client.send(f"{path}?stage=after&session={session.id}", refused)
    assert permission(app, elder, session).audience is Audience.PRIVATE
    page = client.page(f"/people/{elder.id}").text
    assert "They said no." in page
    assert "Refused" in page


def test_a_child_and_their_representative_both_answer(client, app, make):
    child = make.child()
    session = make.session(narrators=[child])
    path = f"/people/{child.id}/agreements/new"
    offered = client.page(path).select("#signer input")
    assert {item["value"] for item in offered} == {str(child.id), str(child.guardian.id)}
    for signer in (child, child.guardian):
        assert not permission(app, child, session).uses
        client.send(path, before(signer))
        client.send(f"{path}?stage=after&session={session.id}", after(signer))
    answer = permission(app, child, session)
    assert answer.allows(Use.SHARE, Audience.FAMILY)
    assert answer.naming[child.id] is Naming.PSEUDONYM


def test_nobody_answers_for_a_grown_up(app, make, elder):
    other = make.person()
    answer = Answer(
        other.id, Stage.BEFORE, None, (Use.RECORD,), "kk", "1", Evidence.SIGNED, "Үміт", today()
    )
    with app.test_request_context(), unit_of_work():
        person = db.session.get(Person, elder.id)
        with pytest.raises(Exception, match="NotTheirs"):
            record_agreement(OPERATOR, person, answer)


def test_withdrawing_hides_at_once_and_tells_the_rooms_above(client, app, make, elder, session):
    make.agree(elder, session)
    given = next(item for item in saved(app) if item.stage is Stage.AFTER)
    heard: list[uuid.UUID] = []

    def listen(_sender: object, subject_id: uuid.UUID) -> None:
        heard.append(subject_id)

    with signals.agreement_withdrawn.connected_to(listen):
        path = f"/agreements/{given.id}/withdraw"
        assert "disappears from families’ pages" in client.page(path).text
        client.send(path, {"note": "ә" * 2001}, expect=422)
        assert not heard
        moved = client.send(path, {"note": "Өшіріңіз"})
    assert heard == [given.id]
    assert moved.location == f"/agreements/{given.id}/outcome"
    assert not permission(app, elder, session).uses
    assert "already withdrawn" in client.send(path, expect=409).text
    assert "The agreement was withdrawn." in client.page(f"/people/{elder.id}").text
    with app.app_context(), unit_of_work(write=False):
        actions = set(db.session.scalars(db.select(AuditEvent.action)))
        details = str(list(db.session.scalars(db.select(AuditEvent.detail))))
    assert {"people.agreement_withdrawn", "people.viewed"} <= actions
    assert "Өшіріңіз" not in details


def test_an_agreement_about_one_session_says_nothing_about_another(app, make, elder):
    one, other = (make.session(narrators=[elder]) for _ in range(2))
    make.agreement(elder, Stage.BEFORE)
    make.agreement(elder, Stage.AFTER, session=one)
    make.agreement(elder, Stage.AFTER, session=None)  # about nothing at all
    assert permission(app, elder, one).allows(Use.SHARE)
    assert not permission(app, elder, other).allows(Use.SHARE)
    assert not permission(app, elder).allows(Use.SHARE)


def test_agreed_again_after_a_withdrawal_on_the_same_day(app, make, elder, session, client):
    client.sign_in(make.facilitator())
    make.agreement(elder, Stage.BEFORE, given_at=given_at(today()))
    taken = make.agreement(elder, Stage.AFTER, session=session, given_at=given_at(today()))
    client.send(f"/agreements/{taken.id}/withdraw")
    assert not permission(app, elder, session).uses
    path = f"/people/{elder.id}/agreements/new?stage=after&session={session.id}"
    client.send(path, after(elder))
    assert permission(app, elder, session).allows(Use.SHARE, Audience.FAMILY)


def test_a_missing_person_permits_nothing(app, make, elder, session):
    make.agree(elder, session)
    with app.app_context(), unit_of_work(write=False):
        voices = queries.voices_for([elder.id, uuid.uuid4()], session.id)
        assert not permitted(voices, today()).uses
