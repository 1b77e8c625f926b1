"""What reviewers leave beside a story, for places that need one of each."""

import uuid
from typing import Any

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
