"""Taking down: anybody may ask, the story hides at once, somebody decides (DOMAIN M6)."""

from flask_babel import lazy_gettext as _l

from stories.foundation import audit, search
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import Conflict, StoriesError
from stories.moderation import queries
from stories.moderation.models import (
    Story,
    StoryState,
    Takedown,
    TakedownOutcome,
    TakedownState,
)
from stories.moderation.services.moves import back_to_review, move, note_move
from stories.people.models import Audience

MOST_REASON = 4000
MOST_CONTACT = 200
RESTRICTED_TO = (Audience.FAMILY, Audience.PROGRAMME)


class AlreadyDecided(Conflict):
    """Two people decided on the same request."""

    sentence = _l("Somebody has decided on this request meanwhile.")


class ReasonNeeded(StoriesError):
    """A request says nothing."""

    sentence = _l("Please say in a few words what should not be there.")


class AudienceNeeded(StoriesError):
    """A restriction does not say to whom."""

    sentence = _l("Please choose who may still hear the story.")


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
    audit.record(actor, "moderation.takedown_decided", takedown, detail={"outcome": outcome.value})
    return story


def _carry_out(
    actor: Actor, story: Story, outcome: TakedownOutcome, audience: Audience | None
) -> None:
    if outcome is TakedownOutcome.REMOVED:
        if story.state is not StoryState.TAKEN_DOWN:
            move(actor, story, StoryState.TAKEN_DOWN, outcome.value)
    elif outcome is TakedownOutcome.RESTORED_WITH_CHANGES:
        if story.state is StoryState.RELEASED:
            back_to_review(actor, story, outcome.value)
    elif outcome is TakedownOutcome.RESTRICTED:
        if audience not in RESTRICTED_TO:
            raise AudienceNeeded
        story.widest = audience
        note_move(actor, story, outcome.value)
    else:
        note_move(actor, story, outcome.value)
