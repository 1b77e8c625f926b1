"""Two approvals at the same moment, on both databases."""

import threading

from stories.foundation.access import Role
from stories.foundation.errors import StoriesError
from stories.moderation.models import StoryState
from stories.moderation.services import Seen, approve_story
from tests.factories import Factory
from tests.moderation.helpers import ALL, actor, inside, row


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
