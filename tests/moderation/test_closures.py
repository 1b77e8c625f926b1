"""Closures of people and recordings: they hide at once, and their end leads to review (C9)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from stories.foundation import attention, clock
from stories.foundation.access import Role
from stories.foundation.db import db
from stories.foundation.models import AuditEvent, SearchDocument
from stories.media.models import Recording
from stories.media.services import close_recording, reopen_recording
from stories.moderation.models import StoryState
from stories.moderation.rules import Reason
from stories.moderation.services import refresh_search
from stories.people.models import Audience, Person
from stories.people.problems import ClosureRuns, ClosureUnclear, NotClosed
from stories.people.services import (
    close_person,
    lift_never_publish,
    never_publish,
    reopen_person,
)
from tests.factories import Factory
from tests.moderation.helpers import actor, inside, reasons, row, state

FAMILY = Audience.FAMILY
WHY = "Бала есейгенше"


@pytest.fixture
def told(any_app):
    """A story of an elder with a listener, open to families and found by search."""
    make = Factory(any_app)
    elder, youth = make.person(), make.person()
    session = make.session(narrators=[elder], listeners=[youth])
    for person in (elder, youth):
        make.agree(person, session)
    story = make.story(version=make.transcript(make.recording(session)), approved=True)
    story.elder, story.youth, story.make = elder, youth, make
    with inside(any_app):
        refresh_search([row(story)])
    assert found(any_app) == 2
    return story


def found(app):
    with inside(app):
        return db.session.query(SearchDocument).count()


def later(monkeypatch, days):
    moment = datetime.now(UTC) + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: moment)


def subjects(story):
    """What can be closed around a story, and the verbs that do it."""
    return {
        "narrator": (Person, story.elder.id, close_person, reopen_person),
        "listener": (Person, story.youth.id, close_person, reopen_person),
        "recording": (Recording, story.recording_id, close_recording, reopen_recording),
    }


@pytest.mark.parametrize("what", ["narrator", "listener", "recording"])
def test_a_closure_hides_at_once_and_its_end_leads_to_review(any_app, told, monkeypatch, what):
    model, key, close, reopen = subjects(told)[what]
    curator = told.make.user(Role.CURATOR)
    until = clock.today() + timedelta(days=30)
    with inside(any_app):
        close(actor(curator), db.session.get(model, key), until, WHY)
    assert reasons(any_app, told, FAMILY) == [Reason.CLOSED]
    assert state(any_app, told) is StoryState.RELEASED
    assert found(any_app) == 0
    with inside(any_app), pytest.raises(ClosureRuns):
        reopen(actor(curator), db.session.get(model, key))
    later(monkeypatch, 31)
    assert reasons(any_app, told, FAMILY) == [Reason.CLOSED]
    with inside(any_app):
        waiting = [item for item in attention.waiting_for(actor(curator)) if item.kind == "wait"]
        assert any("/close" in item.url for item in waiting)
        reopen(actor(curator), db.session.get(model, key))
    assert reasons(any_app, told, FAMILY) == [Reason.CHANGED_SINCE_REVIEW]
    assert state(any_app, told) is StoryState.PROPOSED
    with inside(any_app), pytest.raises(NotClosed):
        reopen(actor(curator), db.session.get(model, key))


@pytest.mark.parametrize("what", ["narrator", "recording"])
@pytest.mark.parametrize(("days", "because"), [(0, WHY), (-9, WHY), (5, " "), (5, "ж" * 301)])
def test_a_closure_needs_a_day_to_come_and_a_reason(app, make, what, days, because):
    story = make.story(approved=True)
    person = make.person()
    model, key, close = {
        "narrator": (Person, person.id, close_person),
        "recording": (Recording, story.recording_id, close_recording),
    }[what]
    curator = make.user(Role.CURATOR)
    day = clock.today() + timedelta(days=days)
    with inside(app), pytest.raises(ClosureUnclear):
        close(actor(curator), db.session.get(model, key), day, because)


def test_the_decision_never_to_publish_hides_and_its_end_leads_to_review(any_app, told):
    lead = told.make.user(Role.SAFEGUARDING)
    with inside(any_app):
        never_publish(actor(lead), db.session.get(Person, told.youth.id))
    assert reasons(any_app, told, FAMILY) == [Reason.NEVER_PUBLISH]
    assert found(any_app) == 0
    with inside(any_app):
        lift_never_publish(actor(lead), db.session.get(Person, told.youth.id))
    assert state(any_app, told) is StoryState.PROPOSED


def test_closing_and_ending_are_done_on_pages_and_kept_in_the_log(app, make, client, monkeypatch):
    story = make.story(approved=True)
    client.sign_in(make.user(Role.CURATOR)).speak("en")
    until = (clock.today() + timedelta(days=3)).isoformat()
    person = make.person()
    for path in (f"/recordings/{story.recording_id}", f"/people/{person.id}"):
        client.send(f"{path}/close", {"until": "2020-01-01", "because": WHY}, expect=422)
        client.send(f"{path}/close", {"until": until, "because": WHY})
        assert WHY in client.get(path).text
        client.send(f"{path}/reopen", {}, expect=409)
    with inside(app):
        for item in (*db.session.query(Recording), *db.session.query(Person)):
            item.closed_until = date(2024, 1, 1) if item.closed_until else None
    for path in (f"/recordings/{story.recording_id}", f"/people/{person.id}"):
        assert "end the closure" in client.get(f"{path}/close").text
        client.send(f"{path}/reopen", {})
        assert WHY not in client.get(path).text
    with inside(app):
        kept = {action for (action,) in db.session.query(AuditEvent.action)}
    assert {"people.closed", "people.reopened", "media.closed", "media.reopened"} <= kept
