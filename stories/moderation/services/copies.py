"""Keeping the copies that may be heard outside the team (DOMAIN R2, R3)."""

from functools import partial
from uuid import UUID

from stories.foundation import audit, work
from stories.foundation.access import OPERATOR, Actor, require
from stories.foundation.blobs import blobs
from stories.foundation.db import after_commit, db
from stories.foundation.fixity import FileState, Found, keep
from stories.moderation import queries
from stories.moderation.cutting import Copies, Cutting, cutting_of
from stories.moderation.models import Story
from stories.moderation.services.propose import COPY


def keep_copies(story_id: UUID, cutting: Cutting, copies: Copies) -> bool:
    """Let a story be heard by new copies of its stretches, without what is hidden in them.

    Copies of anything that was changed meanwhile are thrown away and asked for again.
    """
    story = queries.locked(story_id)
    if cutting_of(story) != cutting:
        _forget(copies.opus, copies.aac)
        return False
    _put_in_place(story, copies)
    story.copy_revision = story.revision
    audit.record(OPERATOR, "moderation.copied", story, detail={"revision": story.revision})
    return True


def renew_copies(story_id: UUID, cutting: Cutting, copies: Copies) -> bool:
    """Put copies that were made anew and read back in the place of those of the same sound.

    Whether they are wanted: a story may have been erased or changed meanwhile.
    """
    story = queries.stories_by_ids([story_id]).get(story_id) and queries.locked(story_id)
    as_it_was = story and cutting_of(story) == cutting
    if not story or not as_it_was or story.copy_revision != story.revision:
        _forget(copies.opus, copies.aac)
        return False
    _put_in_place(story, copies)
    audit.record(OPERATOR, "moderation.copied", story, detail={"revision": story.revision})
    return True


def _put_in_place(story: Story, copies: Copies) -> None:
    _forget(story.copy_opus, story.copy_aac)
    story.copy_opus, story.copy_aac = copies.opus, copies.aac
    db.session.flush()
    for key, sha256 in copies.digests.items():
        keep(key, Found(FileState.INTACT, sha256))


def drop_copies(story: Story) -> None:
    """Let a story be heard no more until copies are made of it as it stands now (DOMAIN R5)."""
    _forget(story.copy_opus, story.copy_aac)
    story.copy_opus = story.copy_aac = None
    story.copy_revision = 0
    work.ask_for(COPY, story.id)


def _forget(*keys: str | None) -> None:
    store = blobs()
    for key in keys:
        if key:
            after_commit(partial(store.delete, key))


def ask_for_copy(actor: Actor, story: Story) -> None:
    """Have a worker make the copies of a story's stretches once more."""
    require(actor, "moderation.propose", story)
    work.ask_for(COPY, story.id)
    audit.record(actor, "moderation.copy_asked", story)
