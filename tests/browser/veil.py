"""A told story with sound and an outline, for tests of hiding parts of it in a browser."""

import uuid
from typing import Any

from flask import Flask
from sqlalchemy import select

from stories.app import create_app
from stories.foundation.blobs import blobs
from stories.foundation.db import db
from stories.moderation import queries
from stories.moderation.models import Story
from stories.transcripts.models import Segment
from stories.translations.models import SegmentTranslation
from tests.browser.conftest import House
from tests.browser.world import AUDIO
from tests.factories import Factory
from tests.moderation.helpers import inside
from tests.moderation.redaction.helpers import SAID, TOLD, heard

SHADOW = "document.querySelector('[data-outline] > div').shadowRoot"


def factory(house: House, name: str) -> Factory:
    """An organisation of that name in the served house."""
    made = Factory(create_app(house.settings))
    made._organisation = made.other_organisation(name)
    return made


def told(make: Factory, elder: Any, facilitator: Any, **fields: Any) -> Any:
    """A proposed story of half a minute: three passages, each word with its second."""
    held = make.session(narrators=[elder], facilitator_id=facilitator.id)
    make.agree(elder, held)
    key = f"playback/{uuid.uuid4()}/sound.webm"
    with make.app.app_context():
        blobs().put_file(key, AUDIO / "train.opus")
    sound = {"master_key": key, "playback_opus": key, "playback_aac": key}
    recording = make.recording(held, peaks=[60, 80, 20, 40] * 100, **sound)
    story = make.story(version=make.transcript(recording), proposed_by=facilitator.id, **fields)
    with inside(make.app):
        query = select(Segment).where(Segment.version_id == story.version_id)
        for row in db.session.scalars(query):
            row.text, row.words = SAID[row.position], heard(SAID[row.position], row.start_ms)
            other = select(SegmentTranslation).where(SegmentTranslation.segment_id == row.id)
            db.session.scalars(other).one().text = TOLD[row.position]
    return story


def passage(app: Flask, story: Any, place: int = 0) -> uuid.UUID:
    """The id of one of a story's passages."""
    with inside(app):
        query = select(Segment.id).where(Segment.version_id == story.version_id)
        return db.session.scalars(query.order_by(Segment.position)).all()[place]


def read_outside(app: Flask, story: Any) -> str:
    """Everything of a story that goes out as text, in both languages."""
    with inside(app):
        row = db.session.get_one(Story, story.id)
        lines = queries.lines_of([row])[story.id]
        return "\n".join(text for line in lines for text in (line.kk, line.ru))
