"""Reminders reach a real mail server: in the receiver's language, with nobody's name, once."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import icalendar
import pytest
from flask import Flask

from stories.accounts.models import Grant
from stories.app import create_app
from stories.foundation import rounds
from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work
from stories.foundation.mail.models import Dropped, OutboxLetter
from stories.people.models import Generation, Person, Stage
from stories.sessions.letters.services import allow_letters, refuse_letters
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.services import cancel_session, change_session
from tests.conftest import environment, running
from tests.post import PostOffice, post_office
from tests.sessions.helpers import World, acting, soon

DAY = timedelta(days=1)
LONG_AGO = timedelta(hours=1)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as opened:
        yield opened


@pytest.fixture
def app(app: Flask, tmp_path: Path, office: PostOffice) -> Iterator[Flask]:
    yield from running(create_app(environment(tmp_path, **office.settings)))


def way(address: str) -> dict[str, object]:
    return {"ways": [{"kind": "email", "value": address, "preferred": False}]}


class Gathering:
    """A confirmed session in nine days: an elder and a child, both reached by e-mail."""

    def __init__(self, app: Flask, make) -> None:
        self.app, self.make = app, make
        self.world = World(make, agreed=False)
        self.elder = make.person(name="Мәриям апа", languages=["ru"], **way("elder@example.org"))
        mother = make.person(
            Generation.REPRESENTATIVE, name="Айгүл", birth_year=1985, **way("mother@example.org")
        )
        self.child = make.child(
            name="Дархан", pseudonym="Қарлығаш", guardian=mother, **way("child@example.org")
        )
        make.agree(self.elder)
        make.agree(self.child)
        self.id = make.session(
            narrators=[self.elder],
            listeners=[self.child],
            facilitator_id=self.world.leader.id,
            starts_at=soon(9 * 24),
            theme="Оралғандардың әңгімесі",
            place="Қарағанды орталығы",
            state=SessionState.CONFIRMED,
            confirmed_at=now(),
            changed_at=now() - LONG_AGO,
        ).id

    def go(self, after: timedelta = timedelta()) -> None:
        with held_at(now() + after), self.app.app_context():
            rounds.go()

    def move(self, hours: float = 24, **more: object) -> None:
        with acting(self.app, self.world.leader) as actor:
            row = db.session.get_one(StorytellingSession, self.id)
            plan = self.world.plan(
                starts_at=row.starts_at + timedelta(hours=hours),
                narrators=(self.elder.id,),
                listeners=(self.child.id,),
                place=row.place,
                room="",
                **more,
            )
            change_session(actor, row, plan)

    def cancel(self) -> None:
        with acting(self.app, self.world.leader) as actor:
            cancel_session(actor, db.session.get_one(StorytellingSession, self.id), "Ауырып қалды")

    def rows(self) -> list[OutboxLetter]:
        with self.app.app_context(), unit_of_work(write=False):
            found = db.session.query(OutboxLetter).order_by(OutboxLetter.created_at).all()
            db.session.expunge_all()
            return found


@pytest.fixture
def gathering(app: Flask, make) -> Gathering:
    return Gathering(app, make)


EVERYBODY = {"elder@example.org", "mother@example.org"}


def receivers(letters: list[EmailMessage]) -> set[str]:
    return {str(one["To"]) for one in letters}


def body(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def event(letter: EmailMessage) -> icalendar.Event:
    (part,) = letter.iter_attachments()
    (found,) = icalendar.Calendar.from_ical(part.get_content()).walk("VEVENT")
    return found


def test_a_week_and_a_day_before_each_is_told_once(gathering, office):
    gathering.go()
    assert office.taken == []
    gathering.go(2 * DAY + LONG_AGO)
    leader = gathering.world.leader.email
    assert receivers(office.taken) == EVERYBODY | {leader}
    assert len(office.taken) == 3
    gathering.go(3 * DAY)
    assert len(office.taken) == 3
    gathering.go(8 * DAY + LONG_AGO)
    gathering.go(8 * DAY + 2 * LONG_AGO)
    assert len(office.taken) == 6
    assert len({one["Message-ID"] for one in office.taken}) == 6


def test_no_letter_names_anybody_or_tells_the_theme(gathering, office):
    gathering.go(2 * DAY + LONG_AGO)
    gathering.cancel()
    gathering.go(2 * DAY + 2 * LONG_AGO)
    assert len(office.taken) == 6
    for letter in office.taken:
        told = letter.as_string() + body(letter) + str(letter["Subject"])
        told += event(letter).to_ical().decode()
        for word in ("Дархан", "Қарлығаш", "Мәриям", "Айгүл", "Сәуле", "Оралған", "Ауырып"):
            assert word not in told


def test_each_reads_their_own_language_and_only_facilitators_a_way_in(gathering, office):
    gathering.go(2 * DAY + LONG_AGO)
    (elder,) = office.to("elder@example.org")
    (mother,) = office.to("mother@example.org")
    (leader,) = office.to(gathering.world.leader.email)
    assert (elder["Content-Language"], mother["Content-Language"]) == ("ru", "kk")
    assert f"/sessions/{gathering.id}" in body(leader)
    assert "/sessions/" not in body(elder) + body(mother)
    assert "Қарағанды орталығы" in body(elder)


@pytest.mark.parametrize("place", ["Мәриям апаның үйі", "«Жусан» орталығы"])
def test_a_place_that_tells_too_much_is_not_told(gathering, office, place):
    with acting(gathering.app, gathering.world.leader):
        db.session.get_one(StorytellingSession, gathering.id).place = place
    gathering.go(2 * DAY + LONG_AGO)
    assert len(office.taken) == 3
    for letter in office.taken:
        assert place not in body(letter)
        assert "LOCATION" not in event(letter)


def test_the_calendar_in_it_is_the_sessions_own_entry(gathering, office):
    gathering.go(2 * DAY + LONG_AGO)
    found = event(office.to("elder@example.org")[0])
    assert found["UID"] == f"{gathering.id}@stories"
    assert (found["STATUS"], found["SEQUENCE"]) == ("CONFIRMED", 0)
    assert found["DTSTART"].dt == soon(9 * 24).replace(second=0)


def test_a_move_is_told_and_the_old_hour_never(gathering, office):
    gathering.go(2 * DAY + LONG_AGO)
    gathering.move(hours=24)
    gathering.go(2 * DAY + 2 * LONG_AGO)
    told = office.taken[3:]
    assert len(told) == 3
    assert {event(one)["DTSTART"].dt for one in told} == {soon(10 * 24)}
    assert {event(one)["SEQUENCE"] for one in told} == {1}
    gathering.go(8 * DAY + LONG_AGO)
    assert len(office.taken) == 6, "a day before the old hour"
    gathering.go(9 * DAY + LONG_AGO)
    assert [event(one)["DTSTART"].dt for one in office.taken[6:]] == 3 * [soon(10 * 24)]


def test_a_confirmed_one_that_is_called_off_is_told_although_nobody_was_reminded(gathering, office):
    gathering.go()
    gathering.cancel()
    gathering.go(LONG_AGO)
    gathering.go(8 * DAY + LONG_AGO)
    assert receivers(office.taken) == EVERYBODY | {gathering.world.leader.email}
    assert {event(one)["STATUS"] for one in office.taken} == {"CANCELLED"}
    assert len(office.taken) == 3


def test_a_new_theme_is_nobodys_letter(gathering, office):
    gathering.go(2 * DAY + LONG_AGO)
    gathering.move(hours=0, theme="Басқа тақырып")
    gathering.go(2 * DAY + 2 * LONG_AGO)
    assert len(office.taken) == 3


def test_whoever_wants_none_or_said_no_gets_none(gathering, office):
    gathering.go()
    with acting(gathering.app, gathering.world.leader) as actor:
        refuse_letters(actor, db.session.get_one(Person, gathering.elder.id))
    refused = gathering.make.agreement(gathering.child, Stage.BEFORE, uses=[])
    gathering.go(2 * DAY + LONG_AGO)
    assert refused is not None
    assert receivers(office.taken) == {gathering.world.leader.email}
    with acting(gathering.app, gathering.world.leader) as actor:
        allow_letters(actor, db.session.get_one(Person, gathering.elder.id))
    gathering.go(8 * DAY + LONG_AGO)
    assert "mother@example.org" not in receivers(office.taken)


def test_without_a_server_nothing_waits_for_one(gathering):
    gathering.app.extensions["mail"] = None
    gathering.go(2 * DAY + LONG_AGO)
    assert gathering.rows() == []


def test_a_letter_that_was_refused_is_told_to_the_facilitator(gathering, office):
    office.at_rcpt = lambda to: "550 nobody" if to == "elder@example.org" else None
    gathering.go(2 * DAY + LONG_AGO)
    client = gathering.app.test_client().sign_in(gathering.world.leader).speak("en")
    page = client.page("/").get_text()
    assert "may not have reached Мәриям апа" in " ".join(page.split())
    assert "not come" in client.page(f"/sessions/{gathering.id}").get_text()
    other = gathering.make.facilitator(organisation=gathering.make.other_organisation())
    elsewhere = gathering.app.test_client().sign_in(other).speak("en")
    assert "reached" not in elsewhere.page("/").get_text()


def test_the_persons_page_says_it_and_takes_a_no(gathering):
    client = gathering.app.test_client().sign_in(gathering.world.leader).speak("en")
    where = f"/people/{gathering.elder.id}"
    assert "They want no letters." not in client.page(where).get_text()
    client.send(f"{where}/letters/no")
    client.send(f"{where}/letters/no")
    assert "They want no letters." in client.page(where).get_text()
    client.send(f"{where}/letters/yes")
    assert "They want no letters." not in client.page(where).get_text()


def test_old_rows_say_why_they_were_not_sent(gathering):
    gathering.go()
    gathering.move(hours=48)
    gathering.go(LONG_AGO)
    gathering.go(9 * DAY)
    told = {row.dropped_because for row in gathering.rows() if row.about_sequence == 0}
    assert told == {Dropped.OVERTAKEN}


def test_a_facilitator_who_works_elsewhere_by_now_learns_no_more(app, gathering, office, make):
    leader, elsewhere = gathering.world.leader, make.other_organisation()
    with app.app_context(), unit_of_work():
        for role in db.session.query(Grant).filter_by(user_id=leader.id):
            role.organisation_id = elsewhere.id
    gathering.go(2 * DAY + LONG_AGO)
    assert receivers(office.taken) == EVERYBODY
