"""Keeping the copies that may be heard outside the team (DOMAIN R2, R3)."""

from functools import partial
from uuid import UUID

from stories.foundation import audit, work
from stories.foundation.access import OPERATOR, Actor, require
from stories.foundation.blobs import blobs
from stories.foundation.db import after_commit
from stories.moderation import queries
from stories.moderation.models import Story
from stories.moderation.services.propose import COPY


def keep_copies(story_id: UUID, stretch: tuple[int, int], opus: str, aac: str) -> bool:
    """Let a story be heard by new copies of a stretch (start and end in ms of the recording).

    Copies of a stretch that was changed meanwhile are thrown away and asked for again.
    """
    story = queries.locked(story_id)
    if (story.start_ms, story.end_ms) != stretch:
        _forget(opus, aac)
        return False
    _forget(story.copy_opus, story.copy_aac)
    story.copy_opus, story.copy_aac = opus, aac
    story.copy_revision = story.revision
    audit.record(OPERATOR, "moderation.copied", story, detail={"revision": story.revision})
    return True


def _forget(*keys: str | None) -> None:
    store = blobs()
    for key in keys:
        if key:
            after_commit(partial(store.delete, key))


def ask_for_copy(actor: Actor, story: Story) -> None:
    """Have a worker make the copies of a story's stretch once more."""
    require(actor, "moderation.propose", story)
    work.ask_for(COPY, story.id)
    audit.record(actor, "moderation.copy_asked", story)
