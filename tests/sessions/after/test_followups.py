"""Follow-ups: who sees and does them, once, and that nobody forgets one."""

import uuid
from datetime import date, timedelta

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.access import Role
from stories.foundation.attention import waiting_for
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import Erasing, Wish, carry_out, plan_for
from stories.foundation.errors import Forbidden, NotFound
from stories.foundation.holdings import held_about
from stories.foundation.models import AuditEvent
from stories.people.erasing import words_of
from stories.people.models import Person
from stories.sessions.after.debrief.errors import NotHeld
from stories.sessions.after.followups import queries, services
from stories.sessions.after.followups.errors import (
    DoneAlready,
    NobodyDoes,
    NoDay,
    NothingToDo,
    NotThere,
)
from stories.sessions.after.followups.models import FollowUp, Outcome
from stories.sessions.after.followups.rules import FARTHEST, due_fits, forgotten, late
from stories.sessions.after.followups.services import Task
from stories.sessions.models import SessionState
from stories.sessions.referrals.models import Referral, ReferralReason, ReferralState, Urgency
from stories.sessions.specialists.models import SpecialistKind
from tests.factories import Factory
from tests.sessions.after.helpers import Held
from tests.sessions.helpers import acting
from tests.sessions.test_race import race

DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 1))
TEXT = "Ержанға кітап апару"


@pytest.fixture
def held(make):
    return Held(make)


def task(held, **more):
    given = {"text": TEXT, "owner_id": held.facilitator.id, "due_on": today()}
    return Task(**given | more)


def added(held, user=None, **more):
    return held.do(services.add_follow_up, task(held, **more), user=user)


def finish(held, follow_up_id, outcome=Outcome.DONE, words="", user=None):
    with acting(held.app, user or held.facilitator) as actor:
        row = queries.follow_up(actor, follow_up_id)
        return services.finish_follow_up(actor, row, outcome, words).id


def put_off(app, follow_up_id, days):
    with app.app_context(), unit_of_work():
        db.session.get_one(FollowUp, follow_up_id).due_on = today() + timedelta(days=days)


def kept(app):
    with app.app_context(), unit_of_work(write=False):
        found = db.session.query(FollowUp).all()
        db.session.expunge_all()
        return found


def lines(app, user):
    with acting(app, user) as actor, force_locale("en"):
        return [one for one in waiting_for(actor) if one.tag == "Follow-up"]


# Rules


@given(DAYS, DAYS)
def test_a_day_is_today_or_later_within_a_year_and_a_kept_one_may_stay(day, on):
    assert due_fits(day, on) == (on <= day <= on + FARTHEST)
    assert due_fits(day, on, day)
    assert not due_fits(None, on, day)


@given(st.sampled_from([None, *Outcome]), DAYS, DAYS)
def test_what_is_forgotten_is_late_and_what_is_done_is_neither(outcome, due, on):
    assert late(outcome, due, on) == (outcome is None and due < on)
    assert forgotten(outcome, due, on) == (outcome is None and (on - due).days > 7)


# Services


@pytest.mark.parametrize("who", ["facilitator", "curator", "lead", "admin"])
def test_they_may_add(held, who):
    assert added(held, getattr(held, who))


def test_others_may_not(app, held):
    with pytest.raises(Forbidden):
        added(held, held.colleague)
    stranger = held.make.user(Role.ADMIN, organisation=held.make.other_organisation())
    with pytest.raises(NotFound):
        added(held, stranger)
    assert kept(app) == []


def test_only_after_a_held_session(make):
    with pytest.raises(NotHeld):
        added(Held(make, days=-1, state=SessionState.PLANNED))


def test_what_cannot_be_is_refused(app, held):
    foreign = held.make.user(Role.FACILITATOR, organisation=held.make.other_organisation())
    moderator, stranger = held.make.user(Role.MODERATOR), held.make.person()
    for error, wrong in (
        (NothingToDo, {"text": ""}),
        (NoDay, {"due_on": None}),
        (NoDay, {"due_on": today() - timedelta(days=1)}),
        (NoDay, {"due_on": today() + timedelta(days=366)}),
        (NobodyDoes, {"owner_id": foreign.id}),
        (NobodyDoes, {"owner_id": moderator.id}),
        (NobodyDoes, {"owner_id": uuid.uuid4()}),
        (NotThere, {"person_id": stranger.id}),
    ):
        with pytest.raises(error):
            added(held, **wrong)
    assert kept(app) == []


def test_it_is_done_once_by_whoever_was_first(any_app):
    held = Held(Factory(any_app))
    follow_up_id = added(held)

    def step(outcome):
        def run():
            with any_app.app_context():
                return finish(held, follow_up_id, outcome)

        return run

    ended = race(any_app, [step(one) for one in (Outcome.DONE, Outcome.NOT_NEEDED, Outcome.PARTLY)])
    assert sum(one == follow_up_id for one in ended) == 1, ended
    assert sum(isinstance(one, DoneAlready) for one in ended) == 2, ended


def test_what_is_done_is_changed_no_more(app, held):
    follow_up_id = added(held)
    finish(held, follow_up_id, Outcome.COULD_NOT, "Үйде болмады")
    with acting(app, held.facilitator, keep=False) as actor, pytest.raises(DoneAlready):
        services.change_follow_up(actor, queries.follow_up(actor, follow_up_id), task(held))
    (row,) = kept(app)
    assert (row.outcome, row.outcome_words) == (Outcome.COULD_NOT, "Үйде болмады")
    assert row.done_by == held.facilitator.id


def test_a_late_one_is_changed_without_another_day(app, held):
    follow_up_id = added(held)
    put_off(app, follow_up_id, -3)
    same = task(held, text="Екі кітап апару", due_on=today() - timedelta(days=3))
    with acting(app, held.facilitator) as actor:
        services.change_follow_up(actor, queries.follow_up(actor, follow_up_id), same)
    assert kept(app)[0].text == "Екі кітап апару"


# Who sees it


def test_a_facilitator_sees_what_concerns_them(app, held):
    theirs = added(held, owner_id=held.colleague.id)
    other = held.another(facilitator_id=held.colleague.id)
    with acting(app, held.colleague) as actor:
        row = db.session.get_one(type(other), other.id)
        wanted = task(held, owner_id=held.curator.id)
        foreign = services.add_follow_up(actor, row, wanted).id
    for user, seen in (
        (held.facilitator, {theirs}),
        (held.colleague, {theirs, foreign}),
        (held.curator, {theirs, foreign}),
        (held.lead, {theirs, foreign}),
        (held.make.facilitator(), set()),
    ):
        with acting(app, user) as actor:
            assert {row.id for row in queries.open_ones(actor)} == seen
            for one in (theirs, foreign):
                if one in seen:
                    assert queries.follow_up(actor, one).id == one
                else:
                    with pytest.raises(Forbidden):
                        queries.follow_up(actor, one)


def test_a_curator_reads_no_childs_name(app, held, client):
    follow_up_id = added(held, person_id=held.child.id)
    finish(held, follow_up_id, Outcome.DONE, "Ержан қуанды")
    url = f"/follow-ups/{follow_up_id}"
    assert "Ержан" in client.sign_in(held.facilitator).page(url).get_text()
    client.sign_in(held.curator)
    for path in (url, "/follow-ups?whose=all", f"/sessions/{held.session.id}/afterwards"):
        told = client.page(path).get_text()
        assert "Ержан" not in told, path
        assert "Қарлығаш" in told, path


# Attention


def test_whoever_does_it_is_told_on_the_day(app, held):
    follow_up_id = added(held)
    assert [one.kind for one in lines(app, held.facilitator)] == ["wait"]
    put_off(app, follow_up_id, 1)
    assert lines(app, held.facilitator) == []
    put_off(app, follow_up_id, -1)
    assert [one.kind for one in lines(app, held.facilitator)] == ["stop"]
    assert lines(app, held.curator) == []
    finish(held, follow_up_id)
    assert lines(app, held.facilitator) == []


def test_what_nobody_did_for_a_week_reaches_the_curator(app, held):
    follow_up_id = added(held)
    put_off(app, follow_up_id, -7)
    assert lines(app, held.curator) == []
    put_off(app, follow_up_id, -8)
    for user in (held.curator, held.admin):
        assert "1 follow-up is late" in lines(app, user)[0].sentence
    assert len(lines(app, held.facilitator)) == 1


# Pages


def test_it_goes_its_way_on_pages(client, app, held):
    client.sign_in(held.facilitator).speak("en")
    url = f"/sessions/{held.session.id}/follow-ups/new"
    form = client.page(url)
    assert "Дина" in form.select_one(".notice.wait").get_text()
    data = {"text": TEXT, "person": str(held.child.id), "owner": str(held.facilitator.id)}
    client.send(url, data | {"due_on": "2020-01-01"}, expect=422)
    client.send(url, data | {"due_on": today().isoformat()})
    (row,) = kept(app)
    assert TEXT in client.page("/follow-ups").get_text()
    later = {"due_on": (today() + timedelta(days=3)).isoformat()}
    client.send(f"/follow-ups/{row.id}/edit", data | later)
    client.send(f"/follow-ups/{row.id}/done", {"outcome": "", "words": "жоқ"}, expect=422)
    client.send(f"/follow-ups/{row.id}/done", {"outcome": "done", "words": "Апардым"})
    client.send(f"/follow-ups/{row.id}/done", {"outcome": "partly", "words": ""}, expect=409)
    told = client.page(f"/follow-ups/{row.id}").get_text()
    assert "Апардым" in told
    assert "Follow-ups" in client.page(f"/people/{held.child.id}").get_text()


def test_a_curator_puts_it_off_and_leaves_its_words(client, app, held):
    follow_up_id = added(held, person_id=held.child.id)
    client.sign_in(held.curator)
    page = client.page(f"/follow-ups/{follow_up_id}/edit")
    assert page.select_one("[name=text]") is None
    day = today() + timedelta(days=2)
    data = {"person": str(held.child.id), "owner": str(held.lead.id), "due_on": day.isoformat()}
    client.send(f"/follow-ups/{follow_up_id}/edit", data | {"text": "Басқа сөз"})
    (row,) = kept(app)
    assert (row.text, row.owner_id, row.due_on) == (TEXT, held.lead.id, day)


def test_referrals_stand_in_the_same_list_for_those_concerned(client, held):
    held.make.keep(
        Referral(
            organisation_id=held.make.organisation.id,
            person_id=held.elder.id,
            kind=SpecialistKind.SOCIAL_WORKER,
            urgency=Urgency.WEEK,
            reason=ReferralReason.DAILY_LIFE,
            state=ReferralState.SENT,
            follow_up_on=today() - timedelta(days=1),
            created_by=held.facilitator.id,
        )
    )
    added(held, owner_id=held.facilitator.id)
    told = "Ask how it goes with the referral"
    client.sign_in(held.facilitator).speak("en")
    rows = [one.get_text() for one in client.page("/follow-ups").select("ul.rows li")]
    assert told in rows[0]  # the most overdue first
    assert TEXT in rows[1]
    for user, sees in ((held.lead, True), (held.admin, False), (held.curator, False)):
        page = client.sign_in(user).page("/follow-ups?whose=all").get_text()
        assert (told in page) == sees
    assert told not in client.sign_in(held.lead).page("/follow-ups").get_text()


# What stays of somebody


def test_it_is_told_and_goes_with_the_person(app, held):
    about, other = added(held, person_id=held.child.id), added(held)
    with app.app_context(), app.test_request_context(), unit_of_work():
        (told,) = (one for one in held_about(held.child.id) if one.table == "follow_ups")
        assert told.id == about
        assert "owner_id" not in told.facts
        child = db.session.get_one(Person, held.child.id)
        carry_out(plan_for(Erasing(child.id, Wish.DELETE, words_of(child))))
    (left,) = kept(app)
    assert left.id == other
    assert "Ержан" not in left.text
    assert "кітап" in left.text


def test_the_log_holds_no_word_of_it(app, held):
    finish(held, added(held), Outcome.DONE, "Апардым")
    with app.app_context(), unit_of_work(write=False):
        lines = db.session.query(AuditEvent).filter(AuditEvent.action.like("sessions.follow%"))
        told = [(line.action, dict(line.detail)) for line in lines.order_by(AuditEvent.number)]
    assert told == [
        ("sessions.follow_up_added", {}),
        ("sessions.follow_up_done", {"outcome": "done"}),
    ]
