"""The run sheet: each tap is kept, once, and what was typed later stays."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from stories.foundation.access import Role
from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import Erasing, Wish, Words, carry_out, plan_for
from stories.foundation.holdings import held_about
from stories.foundation.models import AuditEvent
from stories.people.models import Stage
from stories.people.services.agreements import withdraw_agreement
from stories.sessions.day.held import one_mood
from stories.sessions.day.models import Moment, Mood, SessionKeyword, UnusedStretch
from stories.sessions.day.moments import moment_of, since
from stories.sessions.models import Attendance, SessionState, StorytellingSession
from tests.client import soup
from tests.sessions.helpers import World, acting


@pytest.fixture
def world(make):
    return World(make)


@pytest.fixture
def row(world):
    return world.session(state=SessionState.OPEN, opened_at=now() - timedelta(minutes=10))


@pytest.fixture
def phone(client, world):
    return client.sign_in(world.leader).speak("en")


def tap(phone, row, door, expect=201, **data):
    """As the script sends it."""
    headers = {"Accept": "application/json"}
    path = f"/sessions/{row.id}/day/{door}"
    return phone.send(path, {"once": str(uuid.uuid4())} | data, headers=headers, expect=expect)


def came(app, row):
    with app.app_context(), unit_of_work(write=False):
        query = select(Attendance).where(Attendance.session_id == row.id)
        return {one.person_id: one.came for one in db.session.scalars(query)}


def count(app, model):
    with app.app_context(), unit_of_work(write=False):
        return db.session.scalar(select(func.count()).select_from(model))


def test_the_sheet_shows_who_is_here_without_a_script(phone, world, row, app):
    path = f"/sessions/{row.id}/day"
    page = phone.page(path)
    assert {"Мәриям апа", "Ерасыл"} <= {each.text for each in page.select(".seat b")}
    assert page.select_one(".record-way a")["href"] == f"/sessions/{row.id}/record"
    phone.send(f"{path}/here", {"person": str(world.elder.id), "came": "yes"})
    assert came(app, row) == {world.elder.id: True, world.youth.id: None}
    pressed = phone.page(path).select(".seat [aria-pressed=true]")
    assert [each.text for each in pressed] == ["Here"]
    phone.send(f"{path}/here", {"person": str(world.elder.id), "came": pressed[0]["value"]})
    assert came(app, row)[world.elder.id] is None


def test_one_token_is_one_entry_however_often_it_is_sent(phone, row, app):
    once = str(uuid.uuid4())
    first = tap(phone, row, "keyword", text="наурыз", once=once)
    again = tap(phone, row, "keyword", text="наурыз", once=once, expect=200)
    assert first.json["saved"]
    assert again.json["again"]
    assert count(app, SessionKeyword) == 1


def test_what_was_typed_later_stays_when_a_phone_brings_the_earlier(phone, world, row, app):
    who = str(world.youth.id)
    tap(phone, row, "here", person=who, came="yes", ago="0")
    tap(phone, row, "here", person=who, came="no", ago="600")
    assert came(app, row)[world.youth.id] is True
    tap(phone, row, "mood", person=who, moment="before", picture="4", ago="5")
    tap(phone, row, "mood", person=who, moment="before", picture="1", ago="500")
    with app.app_context(), unit_of_work(write=False):
        kept = db.session.get_one(Mood, (row.id, world.youth.id, Moment.BEFORE))
        assert kept.picture == 4
    tap(phone, row, "mood", person=who, moment="before", picture="")
    assert count(app, Mood) == 0


@pytest.mark.parametrize(
    ("ago", "expected"),
    [("", 0), ("70", 70), ("-50", 0), ("nan", 0), ("inf", 0), ("1e308", 7 * 86400), ("кеше", 0)],
)
def test_a_moment_is_counted_back_from_now_and_nonsense_is_now(phone, row, app, ago, expected):
    tap(phone, row, "keyword", text="Домбыра", ago=ago)
    with app.app_context(), unit_of_work(write=False):
        at = db.session.scalar(select(SessionKeyword.at))
        assert abs((now() - at).total_seconds() - expected) < 30


def test_a_pause_marks_a_stretch_that_is_not_used(phone, row, app):
    with held_at(row.opened_at + timedelta(minutes=10)):
        tap(phone, row, "pause", to="go_on")
        tap(phone, row, "pause", to="pause", ago="120")
        tap(phone, row, "pause", to="pause", ago="100")
        page = phone.page(f"/sessions/{row.id}/day")
        assert "8:00–to the end" in page.text
        assert page.select_one("[value=pause]").has_attr("hidden")
        tap(phone, row, "pause", to="go_on", ago="30")
    assert count(app, UnusedStretch) == 1
    told = phone.page(f"/sessions/{row.id}").text
    assert "8:00–9:30" in " ".join(told.split())


def test_whoever_said_no_is_not_made_absent(phone, world, row, app, make):
    agreement = make.agreement(world.elder, Stage.AFTER, session=row)
    with acting(app, world.leader) as actor:
        withdraw_agreement(actor, db.session.merge(agreement))
    answer = tap(phone, row, "here", person=str(world.elder.id), came="no", expect=422)
    assert "said no" in answer.json["sentence"]
    assert came(app, row)[world.elder.id] is None


@pytest.mark.parametrize(
    ("door", "data"),
    [
        ("here", {"person": "жоқ", "came": "yes"}),
        ("here", {"came": "бәлкім"}),
        ("mood", {"moment": "before", "picture": "6"}),
        ("mood", {"moment": "кейін", "picture": "3"}),
        ("keyword", {"text": "  "}),
        ("keyword", {"text": "а" * 121}),
        ("pause", {"to": "stop"}),
    ],
)
def test_what_no_page_sends_changes_nothing_and_is_told(phone, world, row, door, data):
    person = {"person": str(world.elder.id)} if door in {"here", "mood"} else {}
    answer = tap(phone, row, door, expect=422, **(person | data))
    assert answer.json["sentence"]
    phone.send(f"/sessions/{row.id}/day/{door}", person | data)
    page = phone.page(f"/sessions/{row.id}/day")
    assert page.select(".notice.stop")


def test_somebody_who_has_no_part_is_not_found(phone, row, make):
    stranger = make.person()
    for door in ("here", "mood"):
        data = {"person": str(stranger.id), "moment": "after", "picture": "3", "came": "yes"}
        tap(phone, row, door, expect=404, **data)


@pytest.mark.parametrize("state", [SessionState.PLANNED, SessionState.CANCELLED])
def test_nothing_is_noted_before_it_opens_or_once_it_is_off(phone, world, state):
    row = world.session(state=state)
    page = phone.page(f"/sessions/{row.id}/day")
    assert not page.select("[data-noted]")
    assert tap(phone, row, "keyword", text="Нан", expect=409).json["sentence"]


def test_a_closed_session_takes_what_a_phone_brings_late(phone, world, app):
    opened = now() - timedelta(hours=2)
    row = world.session(state=SessionState.HELD, opened_at=opened, closed_at=now())
    tap(phone, row, "keyword", text="Ақ бата", ago="3600")
    assert count(app, SessionKeyword) == 1
    assert "1:00:0" in phone.page(f"/sessions/{row.id}").text


def test_the_log_holds_no_word_of_what_was_typed(phone, world, row, app):
    tap(phone, row, "keyword", text="Құпия сөз")
    tap(phone, row, "mood", person=str(world.elder.id), moment="after", picture="2")
    with app.app_context(), unit_of_work(write=False):
        events = db.session.scalars(select(AuditEvent)).all()
        assert {"sessions.keyword_noted", "sessions.mood_noted"} <= {one.action for one in events}
        assert "Құпия" not in str([one.detail for one in events])


@pytest.mark.parametrize(("seconds", "told"), [(0, "0:00"), (-9, "0:00"), (3661, "1:01:01")])
def test_moments_are_told_from_the_opening(seconds, told):
    row = StorytellingSession(opened_at=now())
    assert since(row, row.opened_at + timedelta(seconds=seconds)) == told


def test_pictures_are_told_to_whom_they_are_about_and_go_with_them(phone, world, row, app):
    tap(phone, row, "mood", person=str(world.youth.id), moment="after", picture="5")
    with app.test_request_context(headers={"Accept-Language": "en"}), unit_of_work():
        held = [one for one in held_about(world.youth.id) if one.table == "moods"]
        assert held[0].facts["picture"] == 5
        wish = Erasing(world.youth.id, Wish.DELETE, Words.of(()))
        carry_out(plan_for(wish))
    assert count(app, Mood) == 0


def test_of_two_pictures_the_later_stays():
    early, late = ({"picture": n, "noted_at": now() + timedelta(hours=n)} for n in (1, 2))
    assert one_mood(early, late)["picture"] == one_mood(late, early)["picture"] == 2


def test_the_closing_page_knows_what_was_tapped(phone, world, row, app):
    tap(phone, row, "here", person=str(world.elder.id), came="yes")
    page = soup(phone.get(f"/sessions/{row.id}/close"))
    chosen = page.select_one(f"input[name=came_{world.elder.id.hex}][checked]")
    assert chosen["value"] == "yes"


def test_only_those_who_hold_it_see_the_sheet(client, row, make):
    client.sign_in(make.user(Role.CURATOR)).get(f"/sessions/{row.id}/day", expect=403)


def test_noting_a_moment_far_ahead_is_now():
    assert abs((moment_of(-1e6) - now()).total_seconds()) < 5


def test_whoever_proposes_a_story_is_told_of_the_pauses(phone, row, make):
    recording = make.recording(row)
    path = f"/recordings/{recording.id}/propose"
    assert "There were pauses" not in phone.page(path).text
    with held_at(row.opened_at + timedelta(minutes=10)):
        tap(phone, row, "pause", to="pause", ago="60")
    assert "There were pauses, counted from the opening of the session: 9:00–to the end" in (
        phone.page(path).text
    )
