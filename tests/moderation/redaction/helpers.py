"""A story of three passages with word times, and small words for its redactions."""

import uuid
from typing import Any

from sqlalchemy import select

from stories.foundation.db import db
from stories.moderation.redaction import asking, services
from stories.moderation.redaction.models import Redaction
from stories.people.models import Audience
from stories.transcripts.models import Segment
from stories.translations.models import SegmentTranslation
from tests.moderation.helpers import actor, inside, reasons, row

SAID = (
    "Менің ағам Марат Семейде тұрды.",
    "Ол кезде қыс қатты болатын.",
    "Марат маған нан пісіруді үйретті.",
)
TOLD = (
    "Мой брат Марат жил в Семее.",
    "Тогда зимы были суровые.",
    "Марат научил меня печь хлеб.",
)
WHY = "Аты айтылған"


def heard(text: str, start_ms: int) -> list[dict[str, Any]]:
    """Each word lasts half a second and begins a second after the one before."""
    return [
        {"text": word, "start": start_ms / 1000 + at, "end": start_ms / 1000 + at + 0.5}
        for at, word in enumerate(text.split())
    ]


def told_story(app, make, **fields):
    """The story as it was released, with its people and words."""
    story = make.story(approved=True, **fields)
    with inside(app):
        query = select(Segment).where(Segment.version_id == story.version_id)
        for place, segment in enumerate(db.session.scalars(query.order_by(Segment.position))):
            segment.text, segment.words = SAID[place], heard(SAID[place], segment.start_ms)
            other = select(SegmentTranslation).where(SegmentTranslation.segment_id == segment.id)
            db.session.scalars(other).one().text = TOLD[place]
    return story


def segment(story, place):
    query = select(Segment).where(Segment.version_id == row(story).version_id)
    return db.session.scalars(query.order_by(Segment.position)).all()[place]


def wanted(story, place=0, words="Марат", language="kk", **more):
    """What hiding these words of a passage means."""
    here = segment(story, place)
    text = (SAID if language == "kk" else TOLD)[place]
    at = text.index(words)
    return asking.for_words(
        row(story), here.id, language, at, at + len(words), **{"reason": WHY} | more
    )


def hide(app, story, user, place=0, words="Марат", **more):
    """Propose it, in a unit of its own; answers the id."""
    with inside(app):
        made = services.propose(actor(user), row(story), wanted(story, place, words, **more))
        return made.id


def redaction(key: uuid.UUID) -> Redaction:
    return db.session.get_one(Redaction, key)


def decide(app, key, user, verb=services.confirm, *args):
    with inside(app):
        found = redaction(key)
        verb(actor(user), found, *args, seen_revision=found.revision)


def gate(app, story):
    return set(reasons(app, story, Audience.FAMILY))
