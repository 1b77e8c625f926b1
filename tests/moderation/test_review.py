"""Two others decide: M1, M2, M4, on both databases."""

import pytest

from stories.foundation.access import OPERATOR, Role
from stories.foundation.db import db
from stories.foundation.errors import Forbidden
from stories.foundation.models import SearchDocument
from stories.foundation.signals import transcript_changed
from stories.moderation import errors, queries
from stories.moderation.models import Story, StoryMove, StoryState
from stories.moderation.rules import Reason
from stories.moderation.services import Seen, approve_story, change_story, return_story
from stories.people.models import Audience
from stories.transcripts.models import Segment
from stories.translations.models import SegmentTranslation
from tests.factories import Factory
from tests.moderation.helpers import ALL, TEXT, actor, approve, inside, reasons, row, seen, state


@pytest.fixture
def two(make):
    return make.user(Role.MODERATOR), make.user(Role.SAFEGUARDING)


def documents():
    rows = db.session.query(SearchDocument).all()
    return {(item.language, item.title) for item in rows}


def test_two_approvals_release_and_make_findable(any_app):
    make = Factory(any_app)
    story = make.story()
    approve(any_app, story, make.user(Role.MODERATOR))
    assert state(any_app, story) is StoryState.PROPOSED
    assert reasons(any_app, story, Audience.FAMILY) == [Reason.REVIEWS_MISSING]
    approve(any_app, story, make.user(Role.CURATOR))
    assert state(any_app, story) is StoryState.RELEASED
    assert reasons(any_app, story, Audience.FAMILY) == []
    with inside(any_app):
        assert documents() == {("kk", "Апамның наны"), ("ru", "Бабушкин хлеб")}
        assert "Перевод 0." in db.session.query(SearchDocument).filter_by(language="ru").one().body
        assert row(story).released_at is not None
        assert [(move.before, move.after) for move in row(story).moves] == [
            (StoryState.PROPOSED, StoryState.RELEASED)
        ]


def test_one_person_twice_is_one_approval(app, make):
    story, moderator = make.story(), make.user(Role.MODERATOR)
    approve(app, story, moderator)
    with pytest.raises(errors.AlreadyApproved):
        approve(app, story, moderator)
    assert state(app, story) is StoryState.PROPOSED


def makers(make):
    """One user for each way of having helped to make a story; all may moderate, too."""
    users = [make.user(Role.FACILITATOR, Role.MODERATOR) for _ in range(6)]
    proposer, facilitator, uploader, checker, translator, editor = users
    elder = make.person()
    session = make.session(narrators=[elder], facilitator_id=facilitator.id)
    make.agree(elder, session)
    version = make.transcript(make.recording(session, uploaded_by=uploader.id))
    story = make.story(version=version, proposed_by=proposer.id)
    make.keep(
        StoryMove(
            story_id=story.id,
            before=StoryState.PROPOSED,
            after=StoryState.PROPOSED,
            actor_id=editor.id,
            edited=True,
        )
    )
    return story, version, users, (checker, translator)


def test_whoever_made_it_does_not_review_it(app, make):
    story, version, users, (checker, translator) = makers(make)
    with inside(app):
        segment = db.session.query(Segment).filter_by(version_id=version.id).first()
        segment.checked_by = checker.id
        db.session.query(SegmentTranslation).filter_by(
            segment_id=segment.id
        ).one().author_id = translator.id
    for user in users:
        with inside(app):
            who = actor(user)
            assert not who.can("moderation.review", row(story))
            assert story.id not in {item.story.id for item in queries.queue(who)}
        with pytest.raises(errors.OwnWork):
            approve(app, story, user)
    other = make.user(Role.MODERATOR)
    with inside(app):
        assert actor(other).can("moderation.review", row(story))
        assert [item.story.id for item in queries.queue(actor(other))] == [story.id]


def test_work_on_another_stretch_does_not_count(app, make):
    story, version, _users, (checker, _translator) = makers(make)
    with inside(app):
        last = db.session.query(Segment).filter_by(version_id=version.id, position=2).one()
        last.checked_by = checker.id
        row(story).stretches[0].end_ms = 9_000
    with inside(app):
        assert actor(checker).can("moderation.review", row(story))


def test_the_operator_is_no_reviewer(app, make):
    story = make.story()
    with inside(app), pytest.raises(Forbidden):
        approve_story(OPERATOR, row(story), Seen(1, 1), ALL)


def test_every_point_has_to_be_looked_at(app, make, two):
    story = make.story()
    for point in ALL:
        with inside(app), pytest.raises(errors.ChecklistOpen):
            approve_story(actor(two[0]), row(story), Seen(1, 1), ALL - {point})


@pytest.mark.parametrize("stale", [Seen(0, 1), Seen(1, 0), Seen(2, 1)])
def test_only_what_was_seen_can_be_decided(app, make, two, stale):
    story = make.story()
    for decide in (
        lambda who: approve_story(who, row(story), stale, ALL),
        lambda who: return_story(who, row(story), stale, "Жоқ"),
    ):
        with inside(app), pytest.raises(errors.ChangedMeanwhile):
            decide(actor(two[0]))


def test_what_is_not_ready_is_not_approved(app, make, two):
    story = make.story(copy_revision=0)
    with inside(app), pytest.raises(errors.StillBlocked) as told:
        approve_story(actor(two[0]), row(story), Seen(1, 1), ALL)
    assert told.value.reasons == (Reason.COPY_MISSING,)


@pytest.mark.parametrize("other", [item for item in StoryState if item is not StoryState.PROPOSED])
def test_only_what_is_in_review_is_decided(app, make, two, other):
    story = make.story(state=other)
    with inside(app), pytest.raises(errors.WrongMove):
        approve_story(actor(two[0]), row(story), Seen(1, 1), ALL)


def test_a_return_needs_a_remark_and_lets_approvals_lapse(app, make, two):
    facilitator = make.facilitator()
    story = make.story(proposed_by=facilitator.id)
    approve(app, story, two[0])
    with inside(app), pytest.raises(errors.RemarkNeeded):
        return_story(actor(two[1]), row(story), Seen(1, 1), "  ")
    with inside(app):
        return_story(actor(two[1]), row(story), Seen(1, 1), "Көше атын алып тастаңыз.")
    assert state(app, story) is StoryState.RETURNED
    with inside(app):
        change_story(actor(facilitator), row(story), TEXT, seen_revision=1)
        assert row(story).revision == 2
    approve(app, story, two[1])
    assert state(app, story) is StoryState.PROPOSED  # the first approval was about another text
    approve(app, story, two[0])
    assert state(app, story) is StoryState.RELEASED


def test_an_edit_hides_a_released_story_until_two_have_looked_again(any_app):
    make = Factory(any_app)
    facilitator = make.facilitator()
    story = make.story(proposed_by=facilitator.id)
    two = make.user(Role.MODERATOR), make.user(Role.MODERATOR)
    approve(any_app, story, *two)
    with inside(any_app):
        assert documents()
        change_story(actor(facilitator), row(story), TEXT, seen_revision=1)
    with inside(any_app):
        assert row(story).state is StoryState.PROPOSED
        assert row(story).copy_revision == row(story).revision  # the same sound
        assert documents() == set()
    assert reasons(any_app, story, Audience.FAMILY) == [Reason.CHANGED_SINCE_REVIEW]


def test_another_stretch_needs_another_copy(app, make):
    facilitator = make.facilitator()
    story = make.story(proposed_by=facilitator.id)
    with inside(app):
        shorter = TEXT.__class__(**{**TEXT.__dict__, "stretches": ((0, 9_000), (12_000, 19_000))})
        change_story(actor(facilitator), row(story), shorter, seen_revision=1)
    assert Reason.COPY_MISSING in reasons(app, story, Audience.FAMILY)


def test_a_changed_text_sends_released_stories_back(app, make, two):
    story, other = make.story(), make.story(approved=True)
    approve(app, story, *two)
    with inside(app):
        version = row(story).version
        version.revision += 1
        transcript_changed.send(None, subject_id=version.id)
    with inside(app):
        assert row(story).state is StoryState.PROPOSED
        assert row(story).moves[-1].note == "text_changed"
        assert documents() == set()
        assert row(other).state is StoryState.RELEASED
        assert db.session.query(Story).count() == 2
    assert reasons(app, story, Audience.FAMILY) == [Reason.CHANGED_SINCE_REVIEW]
    with inside(app):
        assert seen(row(story)) == Seen(2, 2)
