"""The table of moves, kept by everybody who moves a story; each move leaves a row."""

from stories.foundation import search, signals
from stories.foundation.access import Actor
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.moderation.errors import WrongMove
from stories.moderation.models import Story, StoryMove, StoryState
from stories.moderation.rules import may_move


def move(
    actor: Actor, story: Story, after: StoryState, note: str = "", *, edited: bool = False
) -> None:
    """Move a story; raises WrongMove. Whatever leaves «released» can no longer be found."""
    before = story.state
    if not may_move(before, after):
        raise WrongMove
    story.state = after
    if after is StoryState.PROPOSED:
        story.proposed_at = now()
    story.released_at = now() if after is StoryState.RELEASED else None
    if after is not StoryState.RELEASED:
        search.remove("story", story.id)
    _write(actor, story, before, note, edited=edited)


def note_move(actor: Actor, story: Story, note: str = "", *, edited: bool = False) -> None:
    """Keep what happened to a story that stays where it is."""
    _write(actor, story, story.state, note, edited=edited)


def back_to_review(actor: Actor, story: Story, note: str = "", *, edited: bool = False) -> None:
    """Let a story go before its reviewers again; no earlier approval counts (DOMAIN M4)."""
    _renew(story)
    if story.state is StoryState.PROPOSED:
        note_move(actor, story, note, edited=edited)
    else:
        move(actor, story, StoryState.PROPOSED, note, edited=edited)


def start_over(actor: Actor, story: Story, note: str = "") -> None:
    """Let no earlier approval count; what is out or in review goes before its reviewers again.

    A draft, what was returned, and what was taken down stay where they are.
    """
    if story.state in {StoryState.PROPOSED, StoryState.RELEASED}:
        back_to_review(actor, story, note)
    else:
        _renew(story)
        note_move(actor, story, note)


def _renew(story: Story) -> None:
    # A copy of the same stretch stays good: it is the same sound.
    current = story.copy_revision == story.revision
    story.revision += 1
    if current:
        story.copy_revision = story.revision


def _write(actor: Actor, story: Story, before: StoryState, note: str, *, edited: bool) -> None:
    row = StoryMove(before=before, after=story.state, actor_id=actor.id, edited=edited, note=note)
    story.moves.append(row)
    db.session.flush()
    signals.story_changed.send("moderation", subject_id=story.id)
