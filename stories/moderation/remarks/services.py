"""Remarking on a passage, taking it back, and saying that it is dealt with."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.moderation.errors import WrongMove
from stories.moderation.models import Story, StoryState
from stories.moderation.remarks.errors import NotHeardThere, NothingSaid, StandsFast
from stories.moderation.remarks.models import StoryRemark
from stories.moderation.services.review import MOST_REMARK, require_reviewer
from stories.moderation.text import paragraphs
from stories.moderation.timeline import Span


def remark_on(actor: Actor, story: Story, passage: Span, text: str) -> StoryRemark:
    """Say what should be changed in a passage (ms of the story) that waits for review.

    Raises OwnWork for a maker, WrongMove, NothingSaid or NotHeardThere.
    """
    require_reviewer(actor, story)
    if story.state is not StoryState.PROPOSED:
        raise WrongMove
    told = paragraphs(text)[:MOST_REMARK]
    if not told:
        raise NothingSaid
    heard = story.timeline.in_recording(*passage) if 0 <= passage[0] < passage[1] else ()
    if not heard:
        raise NotHeardThere
    row = StoryRemark(
        organisation_id=story.organisation_id,
        story_id=story.id,
        by_id=actor.id,
        start_ms=heard[0][0],
        end_ms=heard[-1][1],
        text=told,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "moderation.remarked", story)
    return row


def take_back_remark(actor: Actor, row: StoryRemark) -> None:
    """Let an own remark go while the story is in review; raises StandsFast."""
    require(actor, "moderation.view", row.story)
    if row.by_id != actor.id or row.done_at or row.story.state is not StoryState.PROPOSED:
        raise StandsFast
    audit.record(actor, "moderation.remark_taken_back", row.story)
    db.session.delete(row)
    db.session.flush()


def deal_with_remark(actor: Actor, row: StoryRemark, *, done: bool) -> None:
    """Say that a remark is dealt with, or that it is not; said twice it is the same."""
    require(actor, "moderation.propose", row.story)
    if done is (row.done_at is not None):
        return
    row.done_by, row.done_at = (actor.id, now()) if done else (None, None)
    db.session.flush()
    audit.record(actor, "moderation.remark_done", row.story, detail={"done": done})
