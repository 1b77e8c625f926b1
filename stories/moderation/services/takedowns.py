"""Taking down: anybody may ask, the story hides at once, somebody decides (DOMAIN M6)."""

from stories.foundation import audit, search, signals
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.moderation import queries
from stories.moderation.errors import AlreadyDecided, AudienceNeeded, ReasonNeeded, WrongMove
from stories.moderation.models import (
    Story,
    StoryState,
    Takedown,
    TakedownOutcome,
    TakedownState,
)
from stories.moderation.services.find import refresh_search
from stories.moderation.services.moves import back_to_review, move, note_move
from stories.people.models import Audience
from stories.people.rules import ORDER

MOST_REASON = 4000
MOST_CONTACT = 200
RESTRICTED_TO = (Audience.FAMILY, Audience.PROGRAMME)


def request_takedown(actor: Actor, story: Story, reason: str, contact: str = "") -> Takedown:
    """Ask that a story be taken down; no account and no name needed. It is hidden at once."""
    told = reason.strip()[:MOST_REASON]
    if not told:
        raise ReasonNeeded
    row = Takedown(
        organisation_id=story.organisation_id,
        story_id=story.id,
        reason=told,
        contact=contact.strip()[:MOST_CONTACT],
    )
    db.session.add(row)
    db.session.flush()
    search.remove("story", story.id)
    audit.record(actor, "moderation.takedown_requested", row, detail={"story": str(story.id)})
    signals.story_changed.send("moderation", subject_id=story.id)
    return row


def decide_takedown(
    actor: Actor,
    takedown: Takedown,
    outcome: TakedownOutcome,
    audience: Audience | None = None,
) -> Story:
    """Decide on a request; ``audience`` says who may still hear a story that is restricted.

    Only «restored» leaves a released story out; raises AlreadyDecided.
    """
    require(actor, "moderation.decide_takedown", takedown)
    story = queries.locked(takedown.story_id)
    db.session.refresh(takedown)
    if takedown.state is not TakedownState.RECEIVED:
        raise AlreadyDecided
    _carry_out(actor, story, outcome, audience)
    takedown.state, takedown.outcome = TakedownState.DECIDED, outcome
    takedown.decided_by, takedown.decided_at = actor.id, now()
    db.session.flush()
    refresh_search([story])
    audit.record(actor, "moderation.takedown_decided", takedown, detail={"outcome": outcome.value})
    return story


def _carry_out(
    actor: Actor, story: Story, outcome: TakedownOutcome, audience: Audience | None
) -> None:
    if outcome is TakedownOutcome.REMOVED:
        if story.state is not StoryState.TAKEN_DOWN:
            move(actor, story, StoryState.TAKEN_DOWN, outcome.value)
    elif outcome is TakedownOutcome.RESTORED_WITH_CHANGES:
        if story.state in {StoryState.RELEASED, StoryState.PROPOSED}:
            back_to_review(actor, story, outcome.value)
    elif outcome is TakedownOutcome.RESTRICTED:
        if audience not in RESTRICTED_TO:
            raise AudienceNeeded
        story.widest = min(story.widest, audience, key=ORDER.index)
        note_move(actor, story, outcome.value)
    else:
        note_move(actor, story, outcome.value)


def bring_back(actor: Actor, story: Story) -> Story:
    """Let a story that was taken down go before its reviewers again; raises WrongMove."""
    require(actor, "moderation.decide_takedown", story)
    row = queries.locked(story.id)
    if row.state is not StoryState.TAKEN_DOWN:
        raise WrongMove
    back_to_review(actor, row, "brought_back")
    audit.record(actor, "moderation.brought_back", row)
    return row
