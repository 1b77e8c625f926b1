"""A distress flag reaches the safeguarding lead at once, and nobody else reads it (S8, P5)."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from stories.app import create_app
from stories.foundation import rounds
from stories.foundation.access import Role
from stories.foundation.attention import waiting_for
from stories.foundation.clock import held_at, now, today
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import Erasing, Wish, Words, carry_out, plan_for
from stories.foundation.holdings import held_about
from stories.foundation.mail.models import Dropped, OutboxLetter
from stories.foundation.models import AuditEvent
from stories.sessions.distress import queries, services
from stories.sessions.distress.models import DistressFlag, DistressNote
from stories.sessions.models import SessionState
from tests.conftest import environment, running
from tests.post import post_office
from tests.sessions.helpers import World, acting

SECRET = "Үйде ұрысты естіп жылап қалды"


@pytest.fixture
def office():
    with post_office() as opened:
        yield opened


@pytest.fixture
def app(app: Flask, tmp_path, office):
    yield from running(create_app(environment(tmp_path, **office.settings)))


@pytest.fixture
def world(make):
    found = World(make)
    found.lead = make.user(Role.SAFEGUARDING, name="Айжан", locale="ru")
    found.row = found.session(state=SessionState.OPEN, opened_at=now())
    return found


@pytest.fixture
def raised(client, world, app):
    """The id of a flag raised as a page without a script sends it."""
    page = client.sign_in(world.leader).speak("en")
    data = {"person": str(world.youth.id), "words": SECRET}
    page.send(f"/sessions/{world.row.id}/day/flag", data)
    with app.app_context(), unit_of_work(write=False):
        return db.session.scalars(select(DistressFlag.id)).one()


def waits(app, user):
    with acting(app, user, keep=False) as actor:
        return [one for one in waiting_for(actor) if "/distress/" in one.url]


def answer(app, user, flag_id, *args, verb=services.answer_flag):
    with acting(app, user) as actor:
        verb(actor, queries.flag(actor, flag_id), *args)


def test_the_lead_is_told_at_once_by_a_letter_without_a_name(app, office, world, raised):
    with app.app_context():
        rounds.go()
    letters = office.taken
    assert [str(letter["To"]) for letter in letters] == [world.lead.email]
    said = letters[0].get_content() + str(letters[0]["Subject"])
    assert f"/distress/{raised}" in said
    assert "Ерасыл" not in said
    assert SECRET not in said


def test_the_facilitator_is_told_who_knows(client, world, raised):
    told = client.page(f"/sessions/{world.row.id}/day").text
    assert "Told: Айжан" in told
    assert "not seen yet" in told
    assert SECRET not in told
    assert SECRET not in client.page(f"/sessions/{world.row.id}").text
    client.get(f"/distress/{raised}", expect=403)


def test_once_somebody_answered_no_letter_goes_out(app, office, world, raised):
    answer(app, world.lead, raised, today(), "")
    with app.app_context():
        rounds.go()
        with unit_of_work(write=False):
            row = db.session.scalars(select(OutboxLetter)).one()
            assert row.dropped_because is Dropped.OVERTAKEN
    assert office.taken == []


def test_it_waits_on_the_leads_day_until_answered_and_again_when_due(app, world, raised):
    assert [one.kind for one in waits(app, world.lead)] == ["stop"]
    assert waits(app, world.leader) == []
    answer(app, world.lead, raised, today() + timedelta(days=3), "Анасымен сөйлестім")
    assert waits(app, world.lead) == []
    with held_at(now() + timedelta(days=3)):
        assert [one.kind for one in waits(app, world.lead)] == ["wait"]
    with held_at(now() + timedelta(days=5)):
        assert [one.kind for one in waits(app, world.lead)] == ["stop"]


def test_the_lead_reads_answers_and_closes_it(client, app, world, raised):
    desk = client.sign_in(world.lead).speak("en")
    page = desk.page(f"/distress/{raised}")
    assert SECRET in page.text
    assert "Refer somebody" in page.text
    desk.send(f"/distress/{raised}/answer", {"follow_up_on": "", "words": ""}, expect=422)
    past = str(today() - timedelta(days=1))
    desk.send(f"/distress/{raised}/answer", {"follow_up_on": past}, expect=422)
    desk.send(f"/distress/{raised}/answer", {"follow_up_on": str(today()), "words": "Қоңырау"})
    desk.send(f"/distress/{raised}/close", {"close-words": " "}, expect=422)
    desk.send(f"/distress/{raised}/close", {"close-words": "Жақсы, сабағында"})
    assert "Жақсы, сабағында" in desk.page(f"/distress/{raised}").text
    desk.send(f"/distress/{raised}/answer", {"follow_up_on": str(today())}, expect=409)
    with app.app_context(), unit_of_work(write=False):
        assert len(db.session.scalars(select(DistressNote)).all()) == 3
        events = db.session.scalars(select(AuditEvent)).all()
        assert {"sessions.distress_raised", "sessions.distress_flag_viewed"} <= {
            one.action for one in events
        }
        assert SECRET not in str([one.detail for one in events])


def test_another_places_lead_finds_nothing(client, make, raised):
    other = make.other_organisation()
    stranger = make.user(Role.SAFEGUARDING, organisation=other)
    client.sign_in(stranger).get(f"/distress/{raised}", expect=404)
    assert client.page("/distress").select(".rows a") == []


def test_without_a_lead_it_is_kept_and_said_plainly(client, app, make):
    world = World(make)
    row = world.session(state=SessionState.OPEN, opened_at=now())
    page = client.sign_in(world.leader).speak("en").page(f"/sessions/{row.id}/day")
    assert "Nobody here is entered" in page.text
    client.send(f"/sessions/{row.id}/day/flag", {"person": ""})
    assert "call for help" in client.page(f"/sessions/{row.id}/day").text
    with app.app_context(), unit_of_work(write=False):
        assert db.session.scalars(select(DistressFlag)).one().person_id is None


def test_words_that_are_too_long_stay_on_the_page(client, world):
    page = client.sign_in(world.leader).speak("en")
    sent = page.send(f"/sessions/{world.row.id}/day/flag", {"words": "а" * 2001}, expect=422)
    assert "а" * 2001 in sent.get_data(as_text=True)


def test_a_stranger_is_not_among_those_it_may_be_about(client, world, make):
    data = {"person": str(make.person().id)}
    client.sign_in(world.leader).send(f"/sessions/{world.row.id}/day/flag", data, expect=422)


def test_it_is_told_to_whom_it_is_about_and_goes_with_them(app, world, raised):
    with app.test_request_context(headers={"Accept-Language": "en"}), unit_of_work():
        held = [
            one
            for one in held_about(world.youth.id, restricted=True)
            if one.table == "distress_flags"
        ]
        assert held[0].restricted
        assert SECRET in str(held[0].facts)
        carry_out(plan_for(Erasing(world.youth.id, Wish.DELETE, Words.of(()))))
    with app.app_context(), unit_of_work(write=False):
        assert db.session.scalars(select(DistressFlag)).all() == []
        assert db.session.scalars(select(DistressNote)).all() == []
