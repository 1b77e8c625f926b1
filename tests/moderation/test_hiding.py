"""Whatever hides a story hides it at once: requests, closures, withdrawals."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from stories.foundation import clock
from stories.foundation.access import OPERATOR, Role
from stories.foundation.db import db
from stories.foundation.models import SearchDocument
from stories.foundation.signals import agreement_given, agreement_withdrawn
from stories.moderation.models import StoryState
from stories.moderation.rules import Reason
from stories.moderation.services import close_story, refresh_search, reopen_story
from stories.people import problems
from stories.people.models import Agreement, Audience, Stage
from stories.people.services.agreements import take_back
from stories.sessions.models import SessionState
from tests.factories import Factory
from tests.moderation.helpers import actor, approve, inside, reasons, row, state

FAMILY = Audience.FAMILY


def released(app, make):
    story = make.story()
    approve(app, story, make.user(Role.MODERATOR), make.user(Role.MODERATOR))
    return story


def findable():
    return db.session.query(SearchDocument).count()


def test_a_closure_that_ran_out_stays_shut_until_reviewed(app, make, monkeypatch):
    story, curator = released(app, make), make.user(Role.CURATOR)
    until = clock.today() + timedelta(days=30)
    with inside(app):
        close_story(actor(curator), row(story), until, "Баланың туған күніне дейін")
        assert findable() == 0
    assert reasons(app, story, FAMILY) == [Reason.CLOSED]
    with inside(app), pytest.raises(problems.ClosureRuns):
        reopen_story(actor(curator), row(story))
    later = datetime.now(UTC) + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert reasons(app, story, FAMILY) == [Reason.CLOSED]
    with inside(app):
        reopen_story(actor(curator), row(story))
    assert state(app, story) is StoryState.PROPOSED
    assert reasons(app, story, FAMILY) == [Reason.CHANGED_SINCE_REVIEW]
    with inside(app), pytest.raises(problems.NotClosed):
        reopen_story(actor(curator), row(story))


@pytest.mark.parametrize(
    ("days", "because"), [(0, "Себеп"), (-1, "Себеп"), (5, "  "), (5, "ж" * 301)]
)
def test_a_closure_needs_a_coming_day_and_a_reason(app, make, days, because):
    story, curator = make.story(), make.user(Role.CURATOR)
    with inside(app), pytest.raises(problems.ClosureUnclear):
        close_story(actor(curator), row(story), clock.today() + timedelta(days=days), because)


def test_a_withdrawal_hides_the_story_and_every_search_hit(any_app):
    story = released(any_app, Factory(any_app))
    with inside(any_app):
        assert findable() == 2
        given = db.session.query(Agreement).filter_by(stage=Stage.AFTER).one()
        given.withdrawn_at = datetime.now(UTC)
        agreement_withdrawn.send(None, subject_id=given.id)
        assert findable() == 0
    assert reasons(any_app, story, FAMILY) == [Reason.CONSENT_MISSING]
    with inside(any_app):
        refresh_search([row(story)])
        assert findable() == 0


def test_a_renewed_agreement_lets_two_people_look_again_before_it_is_found(app, make):
    story = released(app, make)
    with inside(app):
        given = db.session.query(Agreement).filter(Agreement.stage == Stage.AFTER).one()
        given.withdrawn_at = clock.now()
        db.session.flush()
        agreement_withdrawn.send("tests", subject_id=given.id)
        assert findable() == 0
        given.withdrawn_at = None
        db.session.flush()
        agreement_given.send("tests", subject_id=given.id)
        assert findable() == 0
        assert row(story).moves[-1].note == "consent_changed"
    assert reasons(app, story, FAMILY) == [Reason.CHANGED_SINCE_REVIEW]
    approve(app, story, make.user(Role.MODERATOR), make.user(Role.MODERATOR))
    assert reasons(app, story, FAMILY) == []


def test_an_answer_about_another_session_changes_nothing(app, make):
    story = released(app, make)
    with inside(app):
        given = db.session.query(Agreement).first()
        narrator = SimpleNamespace(id=given.person_id, organisation_id=given.organisation_id)
    other = make.agreement(narrator, Stage.AFTER, session=make.session(narrators=[]))
    with inside(app):
        agreement_given.send("tests", subject_id=other.id)
    assert reasons(app, story, FAMILY) == []


def heard_twice(app):
    """A released story of two voices; gives it, its listener and a way to note who came."""
    make = Factory(app)
    elder, youth, user = make.person(), make.person(), make.facilitator()
    session = make.session(
        narrators=[elder], listeners=[youth], facilitator_id=user.id, state=SessionState.HELD
    )
    make.agree(elder, session)
    make.agree(youth, session)
    story = make.story(version=make.transcript(make.recording(session)), approved=True)
    client = app.test_client().sign_in(user).speak("en")

    def note(listener_came, expect=303):
        form = {f"came_{elder.id.hex}": "yes", f"came_{youth.id.hex}": listener_came}
        return client.send(f"/sessions/{session.id}/attendance", form, expect=expect)

    note("yes")
    assert reasons(app, story, FAMILY) == []
    return story, youth, note


def word_of(person_id, stage=Stage.AFTER):
    return db.session.query(Agreement).filter_by(person_id=person_id, stage=stage).one()


def test_marking_a_voice_as_absent_opens_nothing(any_app):
    """Who is said to have stayed away is not asked any more: two people look again (C5, M4)."""
    story, youth, note = heard_twice(any_app)
    with inside(any_app):
        db.session.delete(word_of(youth.id))
    assert Reason.CONSENT_MISSING in reasons(any_app, story, FAMILY)
    note("no")
    assert reasons(any_app, story, FAMILY) == [Reason.CHANGED_SINCE_REVIEW]
    assert state(any_app, story) is StoryState.PROPOSED


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("no", [{"withdrawn_at": clock.now()}, {"uses": []}])
def test_whoever_said_no_is_not_marked_absent(any_app, stage, no):
    """Only a new agreement takes a withdrawal back, not a slip in the list (C8)."""
    story, youth, note = heard_twice(any_app)
    with inside(any_app):
        for column, value in no.items():
            setattr(word_of(youth.id, stage), column, value)
    assert "Somebody here said no" in note("no", expect=422).text
    assert Reason.CONSENT_MISSING in reasons(any_app, story, FAMILY)
    note("yes")


@pytest.mark.parametrize("by_link", [False, True])
def test_whoever_says_no_after_being_marked_absent_is_heard(any_app, by_link):
    story, youth, note = heard_twice(any_app)
    note("no")
    assert Reason.CONSENT_MISSING not in reasons(any_app, story, FAMILY)
    with inside(any_app):
        take_back(OPERATOR, word_of(youth.id), by_link=by_link)
    assert Reason.CONSENT_MISSING in reasons(any_app, story, FAMILY)
    note("no", expect=422)


def test_a_closed_storys_page_tells_nothing_of_what_was_said(any_app):
    make = Factory(any_app)
    story, client = make.story(summary_kk="Құпия сөз"), any_app.test_client()
    client.sign_in(make.user(Role.MODERATOR))
    paths = [f"/stories/{story.id}", f"/stories/{story.id}/review"]
    assert all("Құпия сөз" in client.get(path).text for path in paths)
    with inside(any_app):
        for row_ in db.session.query(Agreement):
            row_.withdrawn_at = clock.now()
    assert not any("Құпия сөз" in client.get(path).text for path in paths)
