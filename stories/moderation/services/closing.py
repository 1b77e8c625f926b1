"""Closing a story until a day; when the day has come it goes back to review (DOMAIN C9)."""

from datetime import date

from stories.foundation import audit, search
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.moderation import queries
from stories.moderation.models import Story, StoryState
from stories.moderation.services.moves import back_to_review, note_move
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
