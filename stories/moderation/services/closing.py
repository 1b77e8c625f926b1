"""Closing a story until a day, or for ever; what is opened goes back to review (C9, P2)."""

from datetime import date

from stories.foundation import audit, search
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.moderation import queries
from stories.moderation.models import Story, StoryState
from stories.moderation.services.moves import back_to_review, note_move, start_over
from stories.people.closures import shut, unlock


def close_story(actor: Actor, story: Story, until: date, because: str) -> Story:
    """Close a story until a day to come, for a reason; raises ClosureUnclear."""
    require(actor, "moderation.close", story)
    row = queries.locked(story.id)
    shut(row, until, because)
    search.remove("story", row.id)
    note_move(actor, row, "closed")
    audit.record(actor, "moderation.closed", row, detail={"until": until.isoformat()})
    return row


def reopen_story(actor: Actor, story: Story) -> Story:
    """End a closure that has run out; the story goes back to review, never straight out."""
    require(actor, "moderation.close", story)
    row = queries.locked(story.id)
    unlock(row)
    if row.state in {StoryState.RELEASED, StoryState.PROPOSED}:
        back_to_review(actor, row, "closure_ended")
    else:
        note_move(actor, row, "closure_ended")
    db.session.flush()
    audit.record(actor, "moderation.reopened", row)
    return row


def never_publish_story(actor: Actor, story: Story) -> Story:
    """Decide that a story is never published, even anonymised; it is hidden at once (P2)."""
    require(actor, "moderation.never_publish", story)
    row = queries.locked(story.id)
    if row.never_publish:
        return row
    row.never_publish = True
    search.remove("story", row.id)
    note_move(actor, row, "never_publish")
    audit.record(actor, "moderation.never_publish", row)
    return row


def lift_never_publish(actor: Actor, story: Story) -> Story:
    """Take that decision back; the story goes before its reviewers again, never straight out."""
    require(actor, "moderation.lift", story)
    row = queries.locked(story.id)
    if not row.never_publish:
        return row
    row.never_publish = False
    start_over(actor, row, "never_publish_lifted")
    db.session.flush()
    audit.record(actor, "moderation.never_publish_lifted", row)
    return row
