"""A released story, and small words for asking and deciding."""

import pytest

from stories.foundation.access import NOBODY, Role
from stories.foundation.db import db
from stories.foundation.models import SearchDocument
from stories.moderation.takedown.models import Takedown
from stories.moderation.takedown.services import decide_takedown, request_takedown
from tests.factories import Factory
from tests.moderation.helpers import actor, approve, inside, row


class Desk:
    """Whoever asks and decides, in units of their own."""

    def __init__(self, app):
        self.app, self.make = app, Factory(app)

    def released(self):
        story = self.make.story()
        approve(self.app, story, self.make.user(Role.MODERATOR), self.make.user(Role.MODERATOR))
        return story

    def curators(self, count=2):
        return [self.make.user(Role.CURATOR) for _ in range(count)]

    def ask(self, story, reason="Біздің көше аталған."):
        with inside(self.app):
            return request_takedown(NOBODY, row(story), reason, "").id

    def say(self, user, takedown_id, outcome, audience=None):
        with inside(self.app):
            found = db.session.get(Takedown, takedown_id)
            return decide_takedown(actor(user), found, outcome, audience)

    def decide(self, takedown_id, outcome, audience=None, users=None):
        said = [self.say(user, takedown_id, outcome, audience) for user in users or self.curators()]
        assert said == [False, True]

    def takedown(self, takedown_id):
        with inside(self.app):
            found = db.session.get(Takedown, takedown_id)
            return found.state, found.outcome, len(found.decisions)

    def findable(self):
        with inside(self.app):
            return db.session.query(SearchDocument).count()


@pytest.fixture
def desk(app):
    return Desk(app)


@pytest.fixture
def any_desk(any_app):
    return Desk(any_app)
