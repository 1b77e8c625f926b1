"""Incidents: anybody may tell of one, the safeguarding lead alone reads it (DOMAIN P5, X9)."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from stories.app import create_app
from stories.archive.safeguarding.models import Incident, IncidentKind, IncidentNote
from stories.foundation import rounds
from stories.foundation.access import STAFF, Role
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import Erasing, Wish, Words, carry_out, plan_for
from stories.foundation.holdings import held_about
from stories.media.models import Recording
from stories.moderation.models import Story
from stories.moderation.rules import Reason
from stories.people.models import Audience
from tests.conftest import environment, running
from tests.moderation.helpers import inside, reasons
from tests.post import post_office

SECRET = "Баланы ұрғанын айтты"


@pytest.fixture
def office():
    with post_office() as opened:
        yield opened


@pytest.fixture
def app(app: Flask, tmp_path, office):
    yield from running(create_app(environment(tmp_path, **office.settings)))


@pytest.fixture
def story(make):
    elder = make.person(name="Жасырын Апа")
    session = make.session(narrators=[elder])
    make.agree(elder, session)
    row = make.story(version=make.transcript(make.recording(session)), approved=True)
    row.elder, row.session = elder, session
    return row


@pytest.fixture
def lead(make):
    return make.user(Role.SAFEGUARDING, name="Айжан", locale="ru")


def tell(client, where, kind=IncidentKind.DISCLOSURE, expect=303, **more):
    data = {"kind": kind, "words": SECRET, "person": ""} | more
    return client.send(f"{where}/tell", data, expect=expect)


def incident(app):
    with app.app_context(), unit_of_work(write=False):
        return db.session.scalars(select(Incident.id)).one()


def test_the_lead_is_told_by_a_letter_and_on_their_day(client, app, make, office, story, lead):
    client.sign_in(make.user(Role.MODERATOR)).speak("en")
    tell(client, f"/stories/{story.id}")
    key = incident(app)
    with app.app_context():
        rounds.go()
    letters = office.taken
    assert [str(letter["To"]) for letter in letters] == [lead.email]
    said = letters[0].get_content() + str(letters[0]["Subject"])
    assert f"/incidents/{key}" in said
    assert SECRET not in said
    today_page = client.sign_in(lead).speak("en").page("/")
    assert today_page.select_one(f"a[href='/incidents/{key}']")
    page = client.page(f"/incidents/{key}")
    assert SECRET in page.text
    assert story.title_kk in page.text or story.title_ru in page.text


@pytest.mark.parametrize("role", [role for role in STAFF if role is not Role.SAFEGUARDING])
def test_nobody_else_reads_it_not_even_who_told_it(client, app, make, story, role):
    teller = make.user(role)
    client.sign_in(teller).speak("en")
    tell(client, f"/stories/{story.id}")
    key = incident(app)
    for url in (f"/incidents/{key}", "/incidents"):
        client.get(url, expect=403)
    for url in ("/", f"/stories/{story.id}", "/stories", "/account"):
        assert SECRET not in client.get(url).text
    with inside(app):
        kept = list(db.session.scalars(select(IncidentNote.text)))
    assert kept == [SECRET]


def test_calls_to_violence_close_the_recording_at_once(client, app, make, story, lead):
    client.sign_in(make.user(Role.MODERATOR)).speak("en")
    tell(client, f"/stories/{story.id}", IncidentKind.EXTREMIST)
    assert reasons(app, story, Audience.FAMILY) == [Reason.RESTRICTED]
    client.get(f"/stories/{story.id}", expect=403)
    client.sign_in(lead)
    client.get(f"/stories/{story.id}")
    page = client.page(f"/incidents/{incident(app)}")
    assert "Restricted" in page.text


@pytest.mark.parametrize("asked", [True, False])
def test_other_kinds_close_it_where_that_is_asked(client, app, make, story, asked):
    client.sign_in(make.facilitator()).speak("en")
    wish = {"restrict": "y"} if asked else {}
    tell(client, f"/sessions/{story.session.id}", IncidentKind.KNOWN, **wish)
    with inside(app):
        assert bool(db.session.get(Recording, story.recording_id).restricted_at) is asked


def test_the_lead_sees_who_opened_what_it_is_about(client, app, make, story, lead):
    reader = make.user(Role.MODERATOR, name="Сәуле Оқырман")
    client.sign_in(reader).speak("en")
    client.page(f"/stories/{story.id}")
    client.page(f"/recordings/{story.recording_id}/transcript/read")
    tell(client, f"/stories/{story.id}", IncidentKind.EXTREMIST)
    text = client.sign_in(lead).speak("en").page(f"/incidents/{incident(app)}").text
    assert "Сәуле Оқырман" in text
    assert "Opened the story" in text
    assert "Read the text" in text


def test_it_is_taken_in_hand_and_closed_once(client, app, make, story, lead):
    client.sign_in(make.facilitator()).speak("en")
    tell(client, f"/recordings/{story.recording_id}", restrict="y")
    at = f"/incidents/{incident(app)}"
    client.sign_in(lead).speak("en")
    client.send(f"{at}/answer", {"follow_up_on": "", "words": ""}, expect=422)
    never = (today() - timedelta(days=1)).isoformat()
    client.send(f"{at}/answer", {"follow_up_on": never, "words": ""}, expect=422)
    soon = (today() + timedelta(days=3)).isoformat()
    client.send(f"{at}/answer", {"follow_up_on": soon, "words": "Отбасына телефон шалдым"})
    assert "Отбасына телефон шалдым" in client.page(at).text
    client.send(f"{at}/close", {"close-words": " "}, expect=422)
    client.send(f"{at}/close", {"close-words": "Полицияға хабарланды"})
    client.send(f"{at}/close", {"close-words": "Тағы"}, expect=409)
    client.send(f"{at}/answer", {"follow_up_on": soon, "words": "Тағы"}, expect=409)
    with inside(app):  # the end of an incident opens nothing
        assert db.session.get(Recording, story.recording_id).restricted_at is not None


@pytest.mark.parametrize(
    ("more", "expect"),
    [
        ({"words": "  "}, 422),
        ({"words": "ә" * 2001}, 422),
        ({"kind": ""}, 422),
        ({"kind": "war"}, 422),
        ({"person": "00000000-0000-0000-0000-000000000000"}, 422),
        ({"person": "Апа"}, 422),
    ],
)
def test_what_cannot_be_told_is_said_and_nothing_is_kept(client, app, make, story, more, expect):
    client.sign_in(make.facilitator()).speak("en")
    tell(client, f"/recordings/{story.recording_id}", expect=expect, **more)
    with inside(app):
        assert db.session.query(Incident).count() == 0
        assert db.session.query(IncidentNote).count() == 0
        assert db.session.get(Recording, story.recording_id).restricted_at is None


def test_it_is_held_about_the_person_and_goes_with_them(client, app, make, story, lead):
    client.sign_in(make.facilitator()).speak("en")
    tell(client, f"/recordings/{story.recording_id}", person=str(story.elder.id))
    with app.test_request_context(headers={"Accept-Language": "en"}), unit_of_work():
        held = held_about(story.elder.id, restricted=True)
        mine = [one for one in held if one.table == "incidents"]
        assert [one.restricted for one in mine] == [True]
        assert SECRET in str(mine[0].facts)
        carry_out(plan_for(Erasing(story.elder.id, Wish.DELETE, Words.of(()))))
    with inside(app):
        assert db.session.query(Incident).count() == 0


def test_it_outlives_the_recording(app, make, story):
    """A recording goes; that something was told of it stays, about the session."""
    with inside(app):
        row = Incident(
            organisation_id=story.organisation_id,
            kind=IncidentKind.OTHER,
            session_id=story.session.id,
            recording_id=story.recording_id,
            story_id=story.id,
        )
        db.session.add(row)
        db.session.flush()
        key = row.id
        db.session.execute(db.delete(Story).where(Story.id == story.id))
    with inside(app):
        kept = db.session.get(Incident, key)
        assert (kept.story_id, kept.session_id) == (None, story.session.id)
