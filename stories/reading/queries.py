"""Finding links, and what a family may read behind them."""

import hashlib
import uuid
from collections.abc import Iterable

from sqlalchemy import select

from stories.collections.models import Collection, CollectionEntry
from stories.collections.queries import contents, next_open, open_entries, open_story
from stories.collections.rules import Contents, Inside
from stories.foundation.access import Actor, require
from stories.foundation.blobs import blobs
from stories.foundation.db import db
from stories.foundation.errors import Gone, NotFound
from stories.foundation.links import hash_token
from stories.moderation.models import Story
from stories.moderation.queries import narrator_names
from stories.reading.models import ReadingLink


class Tombstone(Gone):
    """A story stands in the collection and may not be had now; nobody is told why (DOMAIN M6)."""


def link_by_token(token: str) -> ReadingLink | None:
    """The link a token belongs to."""
    query = select(ReadingLink).where(ReadingLink.token_hash == hash_token(token))
    return db.session.scalar(query)


def link(actor: Actor, link_id: uuid.UUID) -> ReadingLink:
    """A link the actor may manage; raises NotFound."""
    found = db.session.get(ReadingLink, link_id)
    if found is None:
        raise NotFound
    require(actor, "reading.manage_links", found)
    return found


def links_of(collection: Collection) -> list[ReadingLink]:
    """Every link to a collection, the newest first."""
    query = select(ReadingLink).where(ReadingLink.collection_id == collection.id)
    return list(db.session.scalars(query.order_by(ReadingLink.created_at.desc())))


def stories_behind(found: ReadingLink) -> list[Story]:
    """Stories the family may have now, in order; the gate is asked again (DOMAIN M3)."""
    return list(open_entries(found.collection))


def story_behind(found: ReadingLink, story_id: uuid.UUID) -> Story:
    """One of them; raises Tombstone for one that may not be had now, whatever the reason."""
    story = open_story(found.collection, story_id)
    if story is not None:
        return story
    query = select(CollectionEntry.story_id).where(
        CollectionEntry.collection_id == found.collection_id, CollectionEntry.story_id == story_id
    )
    raise NotFound if db.session.scalar(query) is None else Tombstone


def story_after(found: ReadingLink, story: Story) -> Story | None:
    """The next story in the collection's order that the family may have now."""
    return next_open(found.collection, story.id)


def marks_behind(found: ReadingLink) -> dict[uuid.UUID, str]:
    """Every story the family may have now, with a mark that changes with anything of it.

    Words, sound, names and labels are in it: whoever keeps another mark keeps something older.
    """
    stories = {story.id: story for story in stories_behind(found)}
    today = contents(found.collection, list(stories.values()))
    return {item.story_id: _mark(today, item, stories[item.story_id]) for item in today.stories}


def _mark(today: Contents, item: Inside, story: Story) -> str:
    parts = (
        item.revision,
        item.transcript_revision,
        item.named,
        story.copy_opus,
        story.copy_aac,
        sorted(today.labels),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def sound_size(story: Story) -> int:
    """Bytes of the larger of a story's two sound files; 0 where there is none."""
    store = blobs()
    keys = [key for key in (story.copy_opus, story.copy_aac) if key and store.exists(key)]
    return max((store.size(key) for key in keys), default=0)


def names_of(stories: list[Story]) -> dict[uuid.UUID, str]:
    """How each story's narrator may be named."""
    return narrator_names(stories)


def links_to(collection_ids: Iterable[uuid.UUID]) -> list[ReadingLink]:
    """Links by which families reach these collections, the oldest first."""
    query = select(ReadingLink).where(ReadingLink.collection_id.in_(set(collection_ids)))
    return list(db.session.scalars(query.order_by(ReadingLink.created_at, ReadingLink.id)))
