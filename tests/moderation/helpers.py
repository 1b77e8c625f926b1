"""Small words for tests of moderation."""

from contextlib import contextmanager

from stories.accounts.identity import as_actor
from stories.accounts.models import User
from stories.foundation.db import db, unit_of_work
from stories.moderation import queries
from stories.moderation.models import Story
from stories.moderation.services import CHECKLIST, Seen, approve_story
from stories.moderation.text import StoryText

ALL = frozenset(CHECKLIST)
TEXT = StoryText(
    stretches=((0, 29_000),),
    title_kk="Апамның наны",
    title_ru="Бабушкин хлеб",
    summary_kk="Нан туралы.",
    summary_ru="О хлебе.",
    themes=("bread",),
)
FORM = {
    "title_kk": TEXT.title_kk,
    "title_ru": TEXT.title_ru,
    "summary_kk": TEXT.summary_kk,
    "summary_ru": TEXT.summary_ru,
    "stretches-0-start": "0:00",
    "stretches-0-end": "0:29",
    "themes": ["bread"],
}
SEEN = {"story_revision": "1", "transcript_revision": "1"}


@contextmanager
def inside(app):
    """A unit of work with a request around it, as in a view."""
    with app.app_context(), app.test_request_context(), unit_of_work():
        yield


def actor(user):
    return as_actor(db.session.get(User, user.id))


def row(story):
    return db.session.get(Story, story.id)


def seen(story):
    facts = queries.facts_of([story])[story.id]
    return Seen(facts.story_revision, facts.transcript_revision)


def approve(app, story, *users):
    """Each of them approves the story as it stands, in a unit of their own."""
    for user in users:
        with inside(app):
            found = row(story)
            approve_story(actor(user), found, seen(found), ALL)


def state(app, story):
    with inside(app):
        return row(story).state


def reasons(app, story, audience):
    with inside(app):
        return queries.reasons_for([row(story)], audience)[story.id]
