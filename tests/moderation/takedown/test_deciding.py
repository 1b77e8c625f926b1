"""Two people decide on a request; until they say the same, the story stays hidden (M6)."""

import threading

import pytest

from stories.foundation.access import NOBODY, Role
from stories.foundation.db import db
from stories.foundation.errors import Forbidden, NotFound, StoriesError
from stories.foundation.models import AuditEvent
from stories.moderation.errors import WrongMove
from stories.moderation.models import StoryState
from stories.moderation.rules import Reason
from stories.moderation.takedown import errors
from stories.moderation.takedown.models import Takedown, TakedownOutcome, TakedownState
from stories.moderation.takedown.outcomes import bring_back
from stories.moderation.takedown.services import appeal, decide_takedown, note_appeal
from stories.people.models import Audience
from tests.moderation.helpers import actor, approve, inside, reasons, row, state

FAMILY = Audience.FAMILY
RESTORED, REMOVED = TakedownOutcome.RESTORED, TakedownOutcome.REMOVED
RESTRICTED, CHANGES = TakedownOutcome.RESTRICTED, TakedownOutcome.RESTORED_WITH_CHANGES


def test_anybody_may_ask_and_it_hides_at_once(any_desk):
    story = any_desk.released()
    any_desk.ask(story)
    assert reasons(any_desk.app, story, FAMILY) == [Reason.TAKEDOWN_OPEN]
    assert any_desk.findable() == 0
    assert state(any_desk.app, story) is StoryState.RELEASED


def test_a_request_has_to_say_something(desk):
    with pytest.raises(errors.ReasonNeeded):
        desk.ask(desk.make.story(), "   ")


OUTCOMES = [
    (RESTORED, StoryState.RELEASED, [], 2),
    (CHANGES, StoryState.PROPOSED, [Reason.CHANGED_SINCE_REVIEW], 0),
    (RESTRICTED, StoryState.RELEASED, [], 2),
    (REMOVED, StoryState.TAKEN_DOWN, [Reason.TAKEN_DOWN], 0),
]


@pytest.mark.parametrize(("outcome", "after", "blocks", "found"), OUTCOMES)
def test_each_outcome(any_desk, outcome, after, blocks, found):
    app, story = any_desk.app, any_desk.released()
    first, second = any_desk.curators()
    asked = any_desk.ask(story)
    assert not any_desk.say(first, asked, outcome, FAMILY)
    assert reasons(app, story, FAMILY) == [Reason.TAKEDOWN_OPEN]
    assert any_desk.say(second, asked, outcome, FAMILY)
    assert state(app, story) is after
    assert reasons(app, story, FAMILY) == blocks
    assert any_desk.findable() == found
    wide = reasons(app, story, Audience.PUBLIC)
    assert (Reason.AUDIENCE_TOO_WIDE in wide) is (outcome is RESTRICTED)


def test_nobody_decides_alone(desk):
    story, (curator,) = desk.released(), desk.curators(1)
    asked = desk.ask(story)
    desk.say(curator, asked, RESTORED)
    with pytest.raises(errors.SecondPersonNeeded):
        desk.say(curator, asked, RESTORED)
    desk.say(curator, asked, REMOVED)  # a changed mind is still one mind
    desk.say(curator, asked, RESTORED)
    assert desk.takedown(asked) == (TakedownState.RECEIVED, None, 3)
    assert reasons(desk.app, story, FAMILY) == [Reason.TAKEDOWN_OPEN]


def test_who_disagrees_says_another_word_and_it_takes_somebody_who_says_the_same(desk):
    story, (first, second, third) = desk.released(), desk.curators(3)
    asked = desk.ask(story)
    assert not desk.say(first, asked, RESTORED)
    assert not desk.say(second, asked, REMOVED)
    assert not desk.say(third, asked, RESTRICTED, FAMILY)
    assert not desk.say(first, asked, RESTRICTED, Audience.PROGRAMME)
    assert desk.say(second, asked, RESTRICTED, Audience.PROGRAMME)
    assert desk.takedown(asked) == (TakedownState.DECIDED, RESTRICTED, 5)


def test_one_of_two_requests_decided_keeps_it_hidden(desk):
    story = desk.released()
    first, _second = desk.ask(story), desk.ask(story, "Басқа себеп")
    desk.decide(first, RESTORED)
    assert reasons(desk.app, story, FAMILY) == [Reason.TAKEDOWN_OPEN]
    assert desk.findable() == 0


def test_a_restriction_never_widens_and_says_for_whom(desk):
    story, (curator,) = desk.released(), desk.curators(1)
    with pytest.raises(errors.AudienceNeeded):
        desk.say(curator, desk.ask(story), RESTRICTED, Audience.PUBLIC)
    desk.decide(desk.ask(story), RESTRICTED, FAMILY)
    desk.decide(desk.ask(story), RESTRICTED, Audience.PROGRAMME)
    with inside(desk.app):
        assert row(story).widest is FAMILY


def test_a_request_is_decided_once(desk):
    story, (curator,) = desk.released(), desk.curators(1)
    asked = desk.ask(story)
    desk.decide(asked, REMOVED)
    with pytest.raises(errors.AlreadyDecided):
        desk.say(curator, asked, RESTORED)
    assert state(desk.app, story) is StoryState.TAKEN_DOWN


def test_what_was_taken_down_comes_back_by_review_alone(desk):
    story, (curator,) = desk.released(), desk.curators(1)
    desk.decide(desk.ask(story), REMOVED)
    with inside(desk.app):
        bring_back(actor(curator), row(story))
    assert state(desk.app, story) is StoryState.PROPOSED
    assert reasons(desk.app, story, FAMILY) == [Reason.CHANGED_SINCE_REVIEW]
    with inside(desk.app), pytest.raises(WrongMove):
        bring_back(actor(curator), row(story))


def test_facilitators_and_moderators_do_not_decide(desk):
    asked = desk.ask(desk.released())
    for role in (Role.FACILITATOR, Role.MODERATOR):
        with pytest.raises(Forbidden):
            desk.say(desk.make.user(role), asked, RESTORED)


def test_changes_asked_for_in_review_void_an_approval(any_desk):
    make = any_desk.make
    story, first, second = make.story(), make.user(Role.MODERATOR), make.user(Role.MODERATOR)
    approve(any_desk.app, story, first)
    any_desk.decide(any_desk.ask(story), CHANGES)
    approve(any_desk.app, story, second)
    assert state(any_desk.app, story) is StoryState.PROPOSED


def ask_again(desk, *asked):
    with inside(desk.app):
        appeal(NOBODY, [db.session.get(Takedown, key) for key in asked], "Тағы қараңыз")


def test_an_appeal_hides_again_and_is_decided_by_others(any_desk):
    story, users = any_desk.released(), any_desk.curators()
    asked = any_desk.ask(story)
    any_desk.decide(asked, RESTORED, users=users)
    ask_again(any_desk, asked)
    assert reasons(any_desk.app, story, FAMILY) == [Reason.TAKEDOWN_OPEN]
    assert any_desk.findable() == 0
    for user in users:
        with pytest.raises(errors.DecidedBefore):
            any_desk.say(user, asked, RESTORED)
    any_desk.decide(asked, REMOVED)
    assert any_desk.takedown(asked) == (TakedownState.DECIDED, REMOVED, 4)
    with pytest.raises(errors.NoAppeal):
        ask_again(any_desk, asked)


def test_nobody_appeals_before_it_is_decided(desk):
    with pytest.raises(errors.NoAppeal):
        ask_again(desk, desk.ask(desk.released()))


@pytest.mark.parametrize("first", [REMOVED, RESTRICTED])
def test_what_an_appeal_opens_again_goes_before_its_reviewers(desk, first):
    story = desk.released()
    asked = desk.ask(story)
    desk.decide(asked, first, FAMILY)
    ask_again(desk, asked)
    desk.decide(asked, RESTORED)
    assert state(desk.app, story) is StoryState.PROPOSED
    assert reasons(desk.app, story, FAMILY) == [Reason.CHANGED_SINCE_REVIEW]
    with inside(desk.app):
        assert row(story).widest is Audience.PUBLIC


def at_once(desk, asked, said):
    barrier, told = threading.Barrier(len(said)), []

    def speak(user, outcome):
        barrier.wait()
        try:
            with inside(desk.app):
                found = db.session.get(Takedown, asked)
                told.append(decide_takedown(actor(user), found, outcome, None))
        except StoriesError as error:
            told.append(type(error))

    threads = [threading.Thread(target=speak, args=pair) for pair in said]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_two_who_decide_at_once_decide_once(any_desk):
    story, (first, second) = any_desk.released(), any_desk.curators()
    asked = any_desk.ask(story)
    told = at_once(any_desk, asked, [(first, REMOVED), (second, REMOVED)])
    assert sorted(told) == [False, True]
    assert any_desk.takedown(asked) == (TakedownState.DECIDED, REMOVED, 2)
    with inside(any_desk.app):
        removed = [move for move in row(story).moves if move.after is StoryState.TAKEN_DOWN]
        assert len(removed) == 1


def test_two_who_differ_at_once_decide_nothing(any_desk):
    story, (first, second) = any_desk.released(), any_desk.curators()
    asked = any_desk.ask(story)
    assert at_once(any_desk, asked, [(first, REMOVED), (second, RESTORED)]) == [False, False]
    assert reasons(any_desk.app, story, FAMILY) == [Reason.TAKEDOWN_OPEN]


def test_one_person_in_two_tabs_is_one_word(any_desk):
    story, (first,) = any_desk.released(), any_desk.curators(1)
    asked = any_desk.ask(story)
    told = at_once(any_desk, asked, [(first, REMOVED), (first, REMOVED)])
    assert set(told) == {False, errors.SecondPersonNeeded}
    assert any_desk.takedown(asked) == (TakedownState.RECEIVED, None, 1)


def test_an_appeal_by_telephone_is_written_down(any_desk):
    story, users = any_desk.released(), any_desk.curators()
    asked = any_desk.ask(story)
    with inside(any_desk.app), pytest.raises(errors.NoAppeal):
        note_appeal(actor(users[0]), db.session.get(Takedown, asked), "Әлі шешілмеген")
    any_desk.decide(asked, RESTORED, users=users)
    with inside(any_desk.app), pytest.raises(errors.ReasonNeeded):
        note_appeal(actor(users[0]), db.session.get(Takedown, asked), "  ")
    with inside(any_desk.app):
        note_appeal(actor(users[0]), db.session.get(Takedown, asked), "Телефонмен айтты")
    assert reasons(any_desk.app, story, FAMILY) == [Reason.TAKEDOWN_OPEN]
    with inside(any_desk.app):
        told = db.session.query(AuditEvent).filter_by(action="moderation.takedown_appealed").one()
        assert told.actor_id == users[0].id
    with pytest.raises(errors.DecidedBefore):
        any_desk.say(users[0], asked, REMOVED)
    any_desk.decide(asked, REMOVED)


def test_whoever_does_not_decide_writes_no_appeal_down(desk):
    asked = desk.ask(desk.released())
    desk.decide(asked, RESTORED)
    other = desk.make.other_organisation()
    for user in (
        desk.make.user(Role.MODERATOR),
        desk.make.user(Role.CURATOR, organisation=other),
    ):
        with inside(desk.app), pytest.raises((Forbidden, NotFound)):
            note_appeal(actor(user), db.session.get(Takedown, asked), "Тағы қараңыз")


def test_an_appeal_takes_along_what_was_asked_at_once_in_this_organisation_alone(desk):
    story, digest = desk.released(), "d" * 64
    other = desk.make.other_organisation()
    mine, beside = desk.ask(story), desk.ask(story)
    with inside(desk.app):
        foreign = Takedown(organisation_id=other.id, reason="Сол", case_hash=digest)
        db.session.add(foreign)
        for key in (mine, beside):
            db.session.get(Takedown, key).case_hash = digest
    for key in (mine, beside):
        desk.decide(key, RESTORED)
    lead = desk.make.user(Role.SAFEGUARDING)
    with inside(desk.app):
        note_appeal(actor(lead), db.session.get(Takedown, mine), "Телефонмен айтты")
    with inside(desk.app):
        told = {row.organisation_id: row.state for row in db.session.query(Takedown)}
        assert told[other.id] is TakedownState.RECEIVED
    assert {desk.takedown(key)[0] for key in (mine, beside)} == {TakedownState.APPEALED}
