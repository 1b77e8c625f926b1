"""Two approvals at the same moment, on both databases."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from stories.foundation.access import Role
from stories.foundation.clock import today
from stories.foundation.db import db
from stories.foundation.errors import StoriesError
from stories.media.models import Recording
from stories.moderation import chores, queries
from stories.moderation.errors import ChangedMeanwhile, OwnWork
from stories.moderation.models import StoryState
from stories.moderation.rules import Reason
from stories.moderation.services import Seen, approve_story, change_story
from stories.people.models import Audience
from tests.factories import Factory
from tests.moderation.helpers import ALL, TEXT, actor, approve, inside, reasons, row, seen


def at_once(app, story, users):
    barrier, refused = threading.Barrier(len(users)), []

    def decide(user):
        barrier.wait()
        try:
            with inside(app):
                approve_story(actor(user), row(story), Seen(1, 1), ALL)
        except StoriesError as error:
            refused.append(error)

    threads = [threading.Thread(target=decide, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_two_approvals_at_once_release_once(any_app):
    make = Factory(any_app)
    story = make.story()
    assert at_once(any_app, story, [make.user(Role.MODERATOR) for _ in range(2)]) == []
    with inside(any_app):
        assert row(story).state is StoryState.RELEASED
        released = [move for move in row(story).moves if move.after is StoryState.RELEASED]
        assert len(released) == 1


def test_one_person_in_two_tabs_is_one_approval(any_app):
    make = Factory(any_app)
    story, moderator = make.story(), make.user(Role.MODERATOR)
    assert len(at_once(any_app, story, [moderator, moderator])) == 1
    with inside(any_app):
        assert row(story).state is StoryState.PROPOSED
        assert len(row(story).reviews) == 1


def test_an_approval_and_a_change_at_once_never_release_what_nobody_saw(any_app):
    make = Factory(any_app)
    facilitator = make.facilitator()
    story = make.story(proposed_by=facilitator.id)
    approve(any_app, story, make.user(Role.MODERATOR))
    second, barrier, refused = make.user(Role.MODERATOR), threading.Barrier(2), []

    def at_the_same_time(verb):
        barrier.wait()
        try:
            with inside(any_app):
                verb()
        except StoriesError as error:
            refused.append(type(error))

    def approves():
        approve_story(actor(second), row(story), Seen(1, 1), ALL)

    def changes():
        text = replace(TEXT, title_ru="Другой хлеб", themes=())
        change_story(actor(facilitator), row(story), text, seen_revision=1)

    threads = [threading.Thread(target=at_the_same_time, args=(it,)) for it in (approves, changes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with inside(any_app):
        found = row(story)
        assert (found.state, found.title_ru) == (StoryState.PROPOSED, "Другой хлеб")
        assert refused in ([], [ChangedMeanwhile])
        assert found.moves[-1].edited
    with inside(any_app), pytest.raises(ChangedMeanwhile):
        approve_story(actor(second), row(story), Seen(1, 1), ALL)


def test_whoever_approved_and_became_the_uploader_counts_no_more(any_app):
    make = Factory(any_app)
    story, two = make.story(), [make.user(Role.MODERATOR) for _ in range(2)]
    approve(any_app, story, *two)
    with inside(any_app):
        assert row(story).state is StoryState.RELEASED
        db.session.get(Recording, story.recording_id).uploaded_by = two[0].id
    assert reasons(any_app, story, Audience.FAMILY) == [Reason.REVIEWER_MADE_IT]
    for _ in range(2):  # the second round finds nothing to do
        with inside(any_app):
            chores.reviewers_who_made_it()
    with inside(any_app):
        found = row(story)
        assert found.state is StoryState.PROPOSED
        assert [move.note for move in found.moves][-1:] == ["reviewer_made_it"]
        assert len(found.moves) == 2
        with pytest.raises(OwnWork):
            approve_story(actor(two[0]), found, seen(found), ALL)
    approve(any_app, story, two[1], make.user(Role.MODERATOR))
    assert reasons(any_app, story, Audience.FAMILY) == []


def test_a_closure_whose_day_has_come_ends_by_itself_and_leads_to_review(any_app):
    make = Factory(any_app)
    story, reviewer = make.story(approved=True), make.user(Role.MODERATOR)
    with inside(any_app):
        row(story).closed_until, row(story).closed_because = today() + timedelta(days=1), "Жаз"
    with inside(any_app):
        chores.closures_over()
    assert reasons(any_app, story, Audience.FAMILY) == [Reason.CLOSED]
    with inside(any_app):
        row(story).closed_until = today()
    with inside(any_app):
        chores.closures_over()
    with inside(any_app):
        assert [item.story.id for item in queries.queue(actor(reviewer))] == [story.id]
    with inside(any_app):
        assert row(story).moves[-1].note == "closure_ended"
    assert reasons(any_app, story, Audience.FAMILY) == [Reason.CHANGED_SINCE_REVIEW]
