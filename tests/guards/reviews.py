"""What reviewers leave beside a story, for places that need one of each."""

import uuid
from typing import Any

from stories.foundation.db import db, unit_of_work
from stories.moderation.models import Story
from stories.moderation.redaction.applying import row_of
from stories.moderation.redaction.asking import passages
from stories.moderation.redaction.matching import parts_of
from stories.moderation.redaction.models import Redaction
from stories.moderation.remarks.models import StoryRemark
from tests.factories import Factory


def remark_rows(make: Factory, story: Any, by_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """A remark nobody has dealt with yet, on the story's first sentence."""
    row = StoryRemark(
        organisation_id=story.organisation_id,
        story_id=story.id,
        by_id=by_id,
        start_ms=0,
        end_ms=9_000,
        text="Мұнда көшенің аты аталған.",
    )
    return {"remark": make.keep(row).id}


def redaction_rows(make: Factory, story: Any, by_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """A story of which a word is to be hidden: nobody approves it before that is decided."""
    return {"story.veiled": story.id, "redaction": _redaction(make, story, by_id)}


def _redaction(make: Factory, story: Any, by_id: uuid.UUID) -> uuid.UUID:
    """A word of the story's first sentence that waits for another person to confirm it."""
    with make.app.app_context(), unit_of_work():
        found = passages(db.session.get_one(Story, story.id))[0]
        row = Redaction(
            organisation_id=story.organisation_id,
            story_id=story.id,
            start_ms=found.span[0],
            end_ms=found.span[0] + 900,
            reason="Адамның аты",
            proposed_by=by_id,
        )
        places = {found.said: [0]}
        parts = [part for text in found.texts for part in parts_of(text, places.get(text.key, []))]
        row.parts.extend(map(row_of, range(len(parts)), parts))
        db.session.add(row)
        db.session.flush()
        return row.id
