"""Two people who made none of it look at a story and decide (DOMAIN M1, M2, M4)."""

from dataclasses import dataclass

from stories.foundation import audit
from stories.foundation.access import Actor, allowed, require
from stories.foundation.clock import today
from stories.foundation.db import db
from stories.foundation.errors import Forbidden
from stories.moderation import queries
from stories.moderation.errors import (
    AlreadyApproved,
    ChangedMeanwhile,
    ChecklistOpen,
    OwnWork,
    RemarkNeeded,
    StillBlocked,
    WrongMove,
)
from stories.moderation.models import Review, Story, StoryState, Verdict
from stories.moderation.policy import REVIEWING
from stories.moderation.remarks.queries import open_remarks
from stories.moderation.rules import (
    LEAST_AUDIENCE,
    Reason,
    StoryFacts,
    blocks_approval,
    blocks_publication,
    valid_approvals,
)
from stories.moderation.services.find import refresh_search
from stories.moderation.services.moves import move

CHECKLIST = ("third_persons", "children", "places", "harm", "consent", "translation")
MOST_REMARK = 4000


@dataclass(frozen=True)
class Seen:
    """The revisions of story and transcript a reviewer had before their eyes."""

    story: int
    transcript: int


def approve_story(
    actor: Actor, story: Story, seen: Seen, checked: frozenset[str], remark: str = ""
) -> Story:
    """Approve a story as it stands; the second valid approval releases it.

    ``checked`` names the points of ``CHECKLIST`` the reviewer has looked at. Raises OwnWork,
    ChecklistOpen, ChangedMeanwhile, StillBlocked, AlreadyApproved or WrongMove.
    """
    row, facts = _held(actor, story, seen)
    if not set(CHECKLIST) <= checked:
        raise ChecklistOpen
    blocks = blocks_approval(facts, LEAST_AUDIENCE, today())
    if blocks:
        raise StillBlocked(blocks)
    if actor.id in valid_approvals(facts):
        raise AlreadyApproved
    _say(actor, row, seen, Verdict.APPROVE, remark)
    _release_if_ready(actor, row)
    return row


def return_story(actor: Actor, story: Story, seen: Seen, remark: str) -> Story:
    """Send a story back with a remark, or with remarks on passages that wait to be dealt with.

    Raises RemarkNeeded and what ``approve_story`` does.
    """
    if not remark.strip() and not open_remarks(story, actor.id):
        raise RemarkNeeded
    row, _facts = _held(actor, story, seen)
    _say(actor, row, seen, Verdict.RETURN, remark)
    move(actor, row, StoryState.RETURNED)
    return row


def _held(actor: Actor, story: Story, seen: Seen) -> tuple[Story, StoryFacts]:
    """The story as it is now, held until the decision is written down."""
    row = queries.locked_with_text(story)
    require_reviewer(actor, row)
    if row.state is not StoryState.PROPOSED:
        raise WrongMove
    facts = queries.facts_of([row])[row.id]
    if (facts.story_revision, facts.transcript_revision) != (seen.story, seen.transcript):
        raise ChangedMeanwhile
    return row, facts


def require_reviewer(actor: Actor, story: Story) -> None:
    """Raise OwnWork for somebody who may review, but not what they helped to make."""
    if allowed(actor, "moderation.review", story) and actor.id is not None:
        return
    if story.organisation_id in actor.organisations(*REVIEWING):
        raise OwnWork
    require(actor, "moderation.review", story)
    raise Forbidden  # two people decide; the operator at the machine is none of them


def _say(actor: Actor, story: Story, seen: Seen, verdict: Verdict, remark: str) -> None:
    row = Review(
        story_id=story.id,
        reviewer_id=actor.id,
        verdict=verdict,
        remark=remark.strip()[:MOST_REMARK],
        story_revision=seen.story,
        transcript_revision=seen.transcript,
    )
    db.session.add(row)
    db.session.flush()
    db.session.refresh(story, ["reviews"])
    audit.record(actor, f"moderation.{verdict.value}", story, detail={"revision": seen.story})


def _release_if_ready(actor: Actor, story: Story) -> None:
    facts = queries.facts_of([story])[story.id]
    missing = set(blocks_publication(facts, LEAST_AUDIENCE, today())) - {Reason.NOT_RELEASED}
    if missing:
        return
    move(actor, story, StoryState.RELEASED)
    refresh_search([story])
    audit.record(actor, "moderation.released", story, detail={"revision": story.revision})
