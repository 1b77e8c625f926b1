"""Saying yes or no to a suggestion, and keeping what was found. It decides nothing by itself."""

import uuid
from collections.abc import Sequence

from stories.foundation import audit, work
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.moderation.models import Story, StoryState
from stories.moderation.queries import stories_by_ids
from stories.moderation.suggesting import queries
from stories.moderation.suggesting.errors import DecidedMeanwhile
from stories.moderation.suggesting.finders import Kind
from stories.moderation.suggesting.models import (
    StoryLooking,
    StorySuggestion,
    SuggestionState,
)
from stories.moderation.suggesting.rules import Marked

LOOK = "moderation.look_through"
SUGGEST = "moderation.suggest"


def look_again(actor: Actor, story: Story) -> None:
    """Have a worker look through a story's texts as they stand now."""
    require(actor, SUGGEST, story)
    work.ask_for(LOOK, story.id)
    audit.record(actor, "moderation.looked_through", story)


def look_at_proposed(story_id: uuid.UUID) -> bool:
    """A story that waits for its reviewers is looked through; returns whether it does."""
    story = stories_by_ids([story_id]).get(story_id)
    if story is None or story.state is not StoryState.PROPOSED:
        return False
    work.ask_for(LOOK, story.id)
    return True


def keep_suggestions(story_id: uuid.UUID, digest: str, found: Sequence[Marked]) -> int:
    """Keep what was found in a story; what was decided stays, what is found no more goes.

    Returns how many suggestions are open then. ``digest`` is of what was looked through.
    """
    story = stories_by_ids([story_id]).get(story_id)
    if story is None:
        return 0
    kept = {row.mark: row for row in queries.suggestions_of(story)}
    for one in found:
        row = kept.get(one.mark)
        if row is None:
            row = StorySuggestion(story_id=story_id, mark=one.mark, state=SuggestionState.OPEN)
            kept[one.mark] = row
            db.session.add(row)
        _stand(row, one)
    _forget(kept, {one.mark for one in found})
    _looked(story_id, digest)
    db.session.flush()
    return sum(row.state is SuggestionState.OPEN for row in kept.values())


def _stand(row: StorySuggestion, one: Marked) -> None:
    row.place, row.segment_id, row.language = one.text.place, one.text.segment_id, one.text.language
    row.start_char, row.end_char = one.found.start, one.found.end
    row.kind, row.theme = one.found.kind, one.found.theme
    row.text_digest, row.words_digest = one.text.digest, one.words_digest


def _forget(kept: dict[str, StorySuggestion], found: set[str]) -> None:
    gone = [
        mark
        for mark, row in kept.items()
        if mark not in found and row.state is SuggestionState.OPEN
    ]
    for mark in gone:
        db.session.delete(kept.pop(mark))


def _looked(story_id: uuid.UUID, digest: str) -> None:
    row = queries.looking(story_id)
    if row is None:
        row = StoryLooking(story_id=story_id)
        db.session.add(row)
    row.digest, row.looked_at = digest, now()


def accept_suggestion(actor: Actor, story: Story, suggestion_id: uuid.UUID) -> StorySuggestion:
    """Say yes: the words are proposed to be hidden, a theme joins the note that is proposed.

    Raises DecidedMeanwhile, and what hiding the words raises.
    """
    require(actor, SUGGEST, story)
    row = _open(story, suggestion_id)
    if row.kind is not Kind.HARD:
        from stories.moderation.suggesting.hiding import hide  # it takes along what declines names

        hide(actor, story, row)
    _decide(actor, row, SuggestionState.ACCEPTED)
    _tell(actor, story, row)
    return row


def refuse_suggestion(
    actor: Actor, story: Story, suggestion_id: uuid.UUID, *, everywhere: bool = False
) -> int:
    """Say no, for this place or for the same words ``everywhere`` in the story; it is remembered.

    Returns how many were refused; raises DecidedMeanwhile.
    """
    require(actor, SUGGEST, story)
    row = _open(story, suggestion_id)
    rows = queries.alike(row) if everywhere else [row]
    for one in rows:
        _decide(actor, one, SuggestionState.REFUSED)
    _tell(actor, story, row, len(rows))
    return len(rows)


def reopen_suggestion(actor: Actor, story: Story, suggestion_id: uuid.UUID) -> StorySuggestion:
    """Let what was refused be suggested again; raises DecidedMeanwhile."""
    require(actor, SUGGEST, story)
    row = queries.suggestion(story, suggestion_id)
    if row.state is not SuggestionState.REFUSED:
        raise DecidedMeanwhile
    _decide(actor, row, SuggestionState.OPEN)
    _tell(actor, story, row)
    return row


def _open(story: Story, suggestion_id: uuid.UUID) -> StorySuggestion:
    row = queries.suggestion(story, suggestion_id)
    if row.state is not SuggestionState.OPEN:
        raise DecidedMeanwhile
    return row


def _decide(actor: Actor, row: StorySuggestion, state: SuggestionState) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.id, now()


def _tell(actor: Actor, story: Story, row: StorySuggestion, count: int = 1) -> None:
    # The kind alone: no text of a story stands in the log (DOMAIN X3).
    audit.record(
        actor,
        "moderation.suggestion_decided",
        story,
        detail={"state": row.state.value, "kind": row.kind.value, "count": count},
    )
