"""A story in which somebody is named, somebody died, and somebody's address is told."""

import pytest

from stories.foundation import work
from stories.foundation.access import Role
from stories.foundation.db import db
from stories.moderation.suggesting import jobs, queries
from stories.moderation.suggesting.services import LOOK
from stories.transcripts.models import Segment
from stories.translations.models import SegmentTranslation
from tests.moderation.helpers import inside, row

SAID = [
    ("Айгүлдің әкесі майданда қаза тапты.", "Отец Айгуль погиб на фронте."),
    ("Біз Абай көшесі, 15-үйде тұрдық.", "Мы жили на улице Абая, дом 15."),
    ("Айгүлдің арманы көп еді, Айгүлдің үні жұмсақ.", "У Айгуль было много мечтаний."),
]


@pytest.fixture
def unread(monkeypatch):
    """Nobody asks natasha: its model takes seconds to load."""
    monkeypatch.setattr(jobs, "names_in", lambda texts: [[] for _ in texts])


@pytest.fixture
def story(make):
    elder = make.person(name="Айгүл Серікқызы", pseudonym="Бозторғай")
    session = make.session(narrators=[elder])
    make.agree(elder, session)
    version = make.transcript(make.recording(session))
    told = make.story(version=version)
    with inside(make.app):
        segments = db.session.query(Segment).filter_by(version_id=version.id)
        for segment in segments.order_by(Segment.position):
            kk, ru = SAID[segment.position]
            segment.text = kk
            db.session.query(SegmentTranslation).filter_by(segment_id=segment.id).update(
                {"text": ru}
            )
    return told


@pytest.fixture
def moderator(make):
    return make.user(Role.MODERATOR)


@pytest.fixture
def looked(app, story, unread):
    """The story, looked through."""
    look(app, story)
    return story


def look(app, story):
    """Do the work as a worker does."""
    with inside(app):
        asked = work.ask_for(LOOK, story.id)
        task = work.Task(asked.id, story.id, "kk", {})
    with app.app_context():
        jobs.look_through(task)


def found(app, story):
    """Every suggestion as (kind, words, state, id)."""
    with inside(app):
        texts = {
            (one.place, one.segment_id, one.language): one.text
            for one in queries.texts_of(row(story))
        }
        return [
            (
                one.kind.value,
                texts[one.place, one.segment_id, one.language][one.start_char : one.end_char],
                one.state.value,
                one.id,
            )
            for one in queries.suggestions_of(row(story))
        ]
