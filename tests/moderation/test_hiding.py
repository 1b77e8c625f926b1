"""Whatever hides a story hides it at once: requests, closures, withdrawals."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from stories.foundation import clock
from stories.foundation.access import NOBODY, OPERATOR, Role
from stories.foundation.db import db
from stories.foundation.errors import Forbidden
from stories.foundation.models import SearchDocument
from stories.foundation.signals import agreement_given, agreement_withdrawn
from stories.moderation import errors
from stories.moderation.models import StoryState, Takedown, TakedownOutcome
from stories.moderation.rules import Reason
from stories.moderation.services import (
    bring_back,
    close_story,
    decide_takedown,
    refresh_search,
    reopen_story,
    request_takedown,
)
from stories.people import problems
from stories.people.models import Agreement, Audience, Stage
from stories.people.services.agreements import take_back
from stories.sessions.models import SessionState
from tests.factories import Factory
from tests.moderation.helpers import actor, approve, inside, reasons, row, state

FAMILY = Audience.FAMILY
CHANGES = TakedownOutcome.RESTORED_WITH_CHANGES


def released(app, make):
    story = make.story()
    approve(app, story, make.user(Role.MODERATOR), make.user(Role.MODERATOR))
    return story


def findable():
    return db.session.query(SearchDocument).count()


def ask(app, story, reason="Біздің көше аталған."):
    with inside(app):
        return request_takedown(NOBODY, row(story), reason, "").id


def decide(app, user, takedown_id, outcome, audience=None):
    with inside(app):
        takedown = db.session.get(Takedown, takedown_id)
        decide_takedown(actor(user), takedown, outcome, audience)


def test_anybody_may_ask_and_it_hides_at_once(any_app):
    story = released(any_app, Factory(any_app))
    ask(any_app, story)
    assert reasons(any_app, story, FAMILY) == [Reason.TAKEDOWN_OPEN]
    with inside(any_app):
        assert findable() == 0
        assert row(story).state is StoryState.RELEASED


def test_a_request_has_to_say_something(app, make):
    story = make.story()
    with pytest.raises(errors.ReasonNeeded):
        ask(app, story, "   ")


OUTCOMES = [
    (TakedownOutcome.RESTORED, StoryState.RELEASED, [], 2),
    (
        TakedownOutcome.RESTORED_WITH_CHANGES,
        StoryState.PROPOSED,
        [Reason.CHANGED_SINCE_REVIEW],
        0,
    ),
    (TakedownOutcome.RESTRICTED, StoryState.RELEASED, [], 2),
    (TakedownOutcome.REMOVED, StoryState.TAKEN_DOWN, [Reason.TAKEN_DOWN], 0),
]


@pytest.mark.parametrize(("outcome", "after", "blocks", "found"), OUTCOMES)
def test_each_outcome(app, make, outcome, after, blocks, found):
    story, curator = released(app, make), make.user(Role.CURATOR)
    decide(app, curator, ask(app, story), outcome, FAMILY)
    assert state(app, story) is after
    assert reasons(app, story, FAMILY) == blocks
    with inside(app):
        assert findable() == found
    wide = reasons(app, story, Audience.PUBLIC)
    assert (Reason.AUDIENCE_TOO_WIDE in wide) is (outcome is TakedownOutcome.RESTRICTED)


def test_one_of_two_requests_decided_keeps_it_hidden(app, make):
    story, curator = released(app, make), make.user(Role.CURATOR)
    first, _second = ask(app, story), ask(app, story, "Басқа себеп")
    decide(app, curator, first, TakedownOutcome.RESTORED)
    assert reasons(app, story, FAMILY) == [Reason.TAKEDOWN_OPEN]
    with inside(app):
        assert findable() == 0


def test_a_restriction_never_widens_and_says_for_whom(app, make):
    story, curator = released(app, make), make.user(Role.CURATOR)
    with pytest.raises(errors.AudienceNeeded):
        decide(app, curator, ask(app, story), TakedownOutcome.RESTRICTED, Audience.PUBLIC)
    decide(app, curator, ask(app, story), TakedownOutcome.RESTRICTED, FAMILY)
    decide(app, curator, ask(app, story), TakedownOutcome.RESTRICTED, Audience.PROGRAMME)
    with inside(app):
        assert row(story).widest is FAMILY


def test_a_request_is_decided_once(app, make):
    story, curator = released(app, make), make.user(Role.CURATOR)
    asked = ask(app, story)
    decide(app, curator, asked, TakedownOutcome.REMOVED)
    with pytest.raises(errors.AlreadyDecided):
        decide(app, curator, asked, TakedownOutcome.RESTORED)
    assert state(app, story) is StoryState.TAKEN_DOWN


def test_what_was_taken_down_comes_back_by_review_alone(app, make):
    story, curator = released(app, make), make.user(Role.CURATOR)
    decide(app, curator, ask(app, story), TakedownOutcome.REMOVED)
    with inside(app):
        bring_back(actor(curator), row(story))
    assert state(app, story) is StoryState.PROPOSED
    assert reasons(app, story, FAMILY) == [Reason.CHANGED_SINCE_REVIEW]
    with inside(app), pytest.raises(errors.WrongMove):
        bring_back(actor(curator), row(story))


def test_facilitators_and_moderators_do_not_decide(app, make):
    story = released(app, make)
    asked = ask(app, story)
    for role in (Role.FACILITATOR, Role.MODERATOR):
        with pytest.raises(Forbidden):
            decide(app, make.user(role), asked, TakedownOutcome.RESTORED)


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


def test_changes_asked_for_in_review_void_an_approval(any_app):
    make = Factory(any_app)
    story, first, second = make.story(), make.user(Role.MODERATOR), make.user(Role.MODERATOR)
    approve(any_app, story, first)
    decide(any_app, make.user(Role.CURATOR), ask(any_app, story), CHANGES)
    approve(any_app, story, second)
    assert state(any_app, story) is StoryState.PROPOSED


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
