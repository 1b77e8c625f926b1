"""A private address of one's own: what stands behind it, what does not, and when it is gone."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from flask import Flask

from stories.accounts.models import User
from stories.foundation import erasure
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import Erasing, Wish, Words
from stories.people.models import Generation, Person, Stage
from stories.sessions.feeds.models import CalendarFeed
from stories.sessions.feeds.views import WRONG_ONES
from stories.sessions.models import Attendance, SessionState, StorytellingSession
from stories.sessions.services import cancel_session, change_session
from tests.sessions.helpers import World, acting, soon

DAY = timedelta(days=1)


class Desk:
    """A facilitator with an elder, a child, and one session in a week."""

    def __init__(self, app: Flask, make) -> None:
        self.app, self.make = app, make
        self.world = World(make, agreed=False)
        self.leader = self.world.leader
        self.elder = make.person(name="Мәриям апа", pseudonym="Тырна")
        self.child = make.child(name="Дархан", pseudonym="Қарлығаш")
        make.agree(self.elder)
        make.agree(self.child)
        self.session = make.session(
            narrators=[self.elder],
            listeners=[self.child],
            facilitator_id=self.leader.id,
            starts_at=soon(7 * 24),
            theme="Оралғандардың әңгімесі",
            note="Құпия",
            state=SessionState.CONFIRMED,
        )
        self.client = app.test_client().sign_in(self.leader).speak("en")

    def make_feed(self, page: str = "/account/calendar", **more: str) -> str:
        """Make an address on a page and read it there, the only time it is told."""
        self.client.send(page, {"language": "kk", "alarm": "60", **more})
        told = self.client.page(page)
        url = told.select_one("code.secret").get_text()
        assert not self.client.page(page).select("code.secret")
        return url.removeprefix("http://127.0.0.1:8000")

    def of(self, person) -> str:
        return self.make_feed(f"/people/{person.id}/calendar")

    def read(self, path: str) -> list[icalendar.Event]:
        answer = self.app.test_client().get(path)
        assert answer.mimetype == "text/calendar"
        return icalendar.Calendar.from_ical(answer.get_data(as_text=True)).walk("VEVENT")

    def act(self, work) -> None:
        with acting(self.app, self.leader) as actor:
            work(actor, db.session.get_one(StorytellingSession, self.session.id))

    def move(self, hours: float) -> None:
        plan = self.world.plan(
            starts_at=self.session.starts_at + timedelta(hours=hours),
            narrators=(self.elder.id,),
            listeners=(self.child.id,),
        )
        self.act(lambda actor, row: change_session(actor, row, plan))


@pytest.fixture
def desk(app: Flask, make) -> Desk:
    return Desk(app, make)


def test_a_facilitators_sessions_with_pseudonyms_alone(desk):
    path = desk.make_feed()
    text = desk.app.test_client().get(path).get_data(as_text=True)
    (event,) = desk.read(path)
    assert event["UID"] == f"{desk.session.id}@stories"
    assert event["DTSTART"].dt == desk.session.starts_at
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert len(event.walk("VALARM")) == 1
    assert "Тырна" in event["DESCRIPTION"]
    assert "Қарлығаш" in event["DESCRIPTION"]
    for word in ("Мәриям", "Дархан", "Оралған", "Құпия", "Сәуле"):
        assert word not in text.replace("\r\n ", "")


def test_nobody_keeps_finds_or_caches_it(desk):
    answer = desk.app.test_client().get(desk.make_feed())
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers


def test_an_unchanged_calendar_is_not_sent_again(desk):
    path, client = desk.make_feed(), desk.app.test_client()
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}, expect=304).data == b""
    desk.move(hours=1)
    assert client.get(path, headers={"If-None-Match": etag}).headers["ETag"] != etag


def test_what_is_moved_moves_and_what_is_cancelled_stays_as_cancelled(desk):
    path = desk.make_feed()
    desk.move(hours=24)
    (event,) = desk.read(path)
    assert event["DTSTART"].dt == desk.session.starts_at + DAY
    before = event["SEQUENCE"]
    assert before > 0
    desk.act(lambda actor, row: cancel_session(actor, row, "Ауырып қалды"))
    (event,) = desk.read(path)
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] > before
    assert event["UID"] == f"{desk.session.id}@stories"
    assert not event.walk("VALARM")
    assert "Ауырып" not in event.to_ical().decode()


@pytest.mark.parametrize("whose", ["elder", "child", "guardian"])
def test_a_persons_own_says_when_and_where_and_nobodys_name(desk, whose):
    person = desk.child.guardian if whose == "guardian" else getattr(desk, whose)
    path = desk.of(person)
    (event,) = desk.read(path)
    assert event["UID"] == f"{desk.session.id}@stories"
    text = event.to_ical().decode().replace("\r\n ", "")
    for word in ("Мәриям", "Дархан", "Тырна", "Қарлығаш", "Оралған", "Құпия", "/sessions/"):
        assert word not in text


def test_a_stranger_of_the_same_house_sees_nothing_of_it(desk):
    other = desk.make.person(Generation.REPRESENTATIVE, name="Басқа", birth_year=1980)
    assert desk.read(desk.of(other)) == []


def test_closed_it_is_gone_and_a_new_one_closes_the_old(desk):
    anybody, page = desk.app.test_client(), f"/people/{desk.elder.id}/calendar"
    old = desk.of(desk.elder)
    new = desk.of(desk.elder)
    anybody.get(old, expect=404)
    anybody.get(new)
    desk.client.send(f"{page}/revoke")
    anybody.get(new, expect=404)
    own = desk.make_feed()
    desk.client.send("/account/calendar/revoke")
    anybody.get(own, expect=404)


def test_the_token_is_kept_nowhere(desk):
    token = desk.make_feed().removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) == 32
    with desk.app.app_context(), unit_of_work(write=False):
        (row,) = db.session.query(CalendarFeed).all()
        kept = [str(getattr(row, column.name)) for column in CalendarFeed.__table__.columns]
    assert not any(token in value for value in kept)


def test_whoever_tries_addresses_has_to_wait_and_others_do_not(desk):
    path, client = desk.make_feed(), desk.app.test_client()
    for _ in range(WRONG_ONES):
        client.get(f"/calendar/{'x' * 32}.ics", expect=404)
    client.get(f"/calendar/{'y' * 32}.ics", expect=429)
    client.get(path)


def test_a_no_takes_the_name_out_of_the_leaders_and_the_session_out_of_theirs(desk):
    mine, theirs = desk.make_feed(), desk.of(desk.child)
    parents, elders = desk.of(desk.child.guardian), desk.of(desk.elder)
    desk.make.agreement(desk.child, Stage.BEFORE, uses=[], given_at=now())
    (event,) = desk.read(mine)
    assert "Қарлығаш" not in event["DESCRIPTION"]
    assert "Тырна" in event["DESCRIPTION"]
    assert desk.read(theirs) == desk.read(parents) == []
    assert len(desk.read(elders)) == 1


def test_an_erased_persons_address_leads_nowhere_and_their_name_is_gone(desk):
    mine, theirs = desk.make_feed(), desk.of(desk.elder)
    with acting(desk.app, desk.leader):
        whole = Erasing(desk.elder.id, Wish.ANONYMISE, Words.of(["Тырна"]))
        erasure.carry_out(erasure.plan_for(whole))
    desk.app.test_client().get(theirs, expect=404)
    assert "Тырна" not in desk.read(mine)[0]["DESCRIPTION"]


def test_a_closed_person_is_nobody_there(desk):
    path = desk.make_feed()
    with acting(desk.app, desk.leader):
        db.session.get_one(Person, desk.elder.id).closed_until = now().date() + DAY
    assert "Тырна" not in desk.read(path)[0]["DESCRIPTION"]


def test_whoever_left_reads_nothing_any_more(desk):
    path = desk.make_feed()
    with acting(desk.app, desk.leader):
        db.session.get_one(User, desk.leader.id).active = False
    desk.app.test_client().get(path, expect=404)


def test_whoever_is_taken_off_a_session_loses_it(desk):
    path = desk.of(desk.elder)
    with acting(desk.app, desk.leader):
        row = db.session.get_one(Attendance, (desk.session.id, desk.elder.id))
        db.session.delete(row)
    assert desk.read(path) == []


def test_the_feed_says_what_the_house_says(desk):
    """The same sessions, hours and states as the database, over two years."""
    for week in range(-26, 78):
        state = [SessionState.PLANNED, SessionState.CONFIRMED, SessionState.CANCELLED][week % 3]
        if week:
            desk.make.session(
                narrators=[desk.elder],
                facilitator_id=desk.leader.id,
                starts_at=desk.session.starts_at + timedelta(weeks=week),
                zone=["Asia/Almaty", "Europe/Berlin"][week % 2],
                state=state,
            )
    with desk.app.app_context(), unit_of_work(write=False):
        kept = {
            (f"{row.id}@stories", row.starts_at, row.ends_at)
            for row in db.session.query(StorytellingSession)
        }
    for path in (desk.make_feed(), desk.of(desk.elder)):
        told = {
            (str(e["UID"]), *(e[key].dt.astimezone(UTC) for key in ("DTSTART", "DTEND")))
            for e in desk.read(path)
        }
        assert told == kept


@pytest.mark.parametrize("start", [datetime(2027, 10, 30, 23, 50, tzinfo=UTC)])
@pytest.mark.parametrize("minutes", [60, 90])
def test_an_end_in_an_hour_that_comes_twice_is_no_riddle(desk, start, minutes):
    """Berlin's clocks go from three to two on that night: 02:50 and 02:20 are told apart."""
    row = desk.make.session(
        narrators=[desk.elder],
        facilitator_id=desk.leader.id,
        starts_at=start,
        minutes=minutes,
        zone="Europe/Berlin",
    )
    told = next(e for e in desk.read(desk.make_feed()) if str(e["UID"]) == f"{row.id}@stories")
    end = told["DTEND"].dt.replace(fold=0).astimezone(UTC)
    assert end - told["DTSTART"].dt.astimezone(UTC) == timedelta(minutes=minutes)
