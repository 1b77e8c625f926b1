"""Keeping what a reviewer saw; skipping without a reason; choosing what is enough for a day."""

import json
from collections.abc import Mapping
from typing import Any

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import Forbidden
from stories.moderation.models import Story
from stories.moderation.reviewing import queries
from stories.moderation.reviewing.errors import NoSuchPace
from stories.moderation.reviewing.models import ReviewPace, ReviewSkip, StoryLook
from stories.moderation.reviewing.rules import PACES
from stories.moderation.services.review import Seen, require_reviewer

KEPT = 3  # of each reviewer's looks at one story


def keep_look(actor: Actor, story: Story, state: Seen, seen: Mapping[str, Any]) -> None:
    """Keep what a reviewer has before their eyes; the same state is kept once."""
    require_reviewer(actor, story)
    mine = queries.looks(story.id, actor.id)
    if any((row.story_revision, row.transcript_revision) == (state.story, state.transcript)
           for row in mine):  # fmt: skip
        return
    for row in mine[KEPT - 1 :]:
        db.session.delete(row)
    db.session.add(
        StoryLook(
            story_id=story.id,
            user_id=actor.id,
            story_revision=state.story,
            transcript_revision=state.transcript,
            seen=json.dumps(seen, ensure_ascii=False),
        )
    )
    db.session.flush()


def skip_story(actor: Actor, story: Story) -> None:
    """Let a story go to the end of the actor's own queue; nobody asks why."""
    require_reviewer(actor, story)
    row = queries.skip_of(actor, story)
    if row is None:
        db.session.add(ReviewSkip(story_id=story.id, user_id=actor.id, at=now()))
    else:
        row.at = now()
    db.session.flush()
    audit.record(actor, "moderation.skipped", story)


def choose_pace(actor: Actor, a_day: int) -> None:
    """Choose how many stories a day are enough (0 for no limit); raises NoSuchPace."""
    require(actor, "moderation.review")
    if actor.id is None:
        raise Forbidden
    if a_day not in PACES:
        raise NoSuchPace
    row = db.session.get(ReviewPace, actor.id)
    if row is None:
        db.session.add(ReviewPace(user_id=actor.id, a_day=a_day))
    else:
        row.a_day = a_day
    db.session.flush()
    audit.record(actor, "moderation.pace_chosen")
