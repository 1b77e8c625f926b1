"""Reading collections; what a collection shows is asked of the gate every time (DOMAIN M3)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from stories.collections.models import Collection, CollectionEntry
from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db, kk_order
from stories.foundation.errors import NotFound
from stories.moderation.models import Story, StoryState
from stories.moderation.queries import (
    facts_of,
    open_stories,
    reasons_for,
    stories_with,
)
from stories.moderation.rules import Reason
from stories.people.models import Use

IN_ORDER = (CollectionEntry.position, CollectionEntry.created_at, CollectionEntry.id)
A_FEW = 8  # stories the gate is asked about at a time


@dataclass(frozen=True)
class Entry:
    """A story's place in a collection, and why the collection's audience may not have it."""

    entry: CollectionEntry
    story: Story
    reasons: tuple[Reason, ...]


def collection(
    actor: Actor, collection_id: uuid.UUID, permission: str = "collections.view"
) -> Collection:
    """A collection the actor may see; raises NotFound across organisations (DOMAIN X2)."""
    row = db.session.get(Collection, collection_id)
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def collections_of(actor: Actor) -> list[Collection]:
    """Collections the actor may see, in Kazakh order of their titles."""
    query = select(Collection).where(visible(actor, "collections.view", Collection))
    return list(db.session.scalars(query.order_by(kk_order(Collection.title_kk), Collection.id)))


def sizes_of(collections: Iterable[Collection]) -> dict[uuid.UUID, int]:
    """How many stories each collection holds, shown or not."""
    ids = [row.id for row in collections]
    query = (
        select(CollectionEntry.collection_id, func.count())
        .where(CollectionEntry.collection_id.in_(ids))
        .group_by(CollectionEntry.collection_id)
    )
    found = dict.fromkeys(ids, 0)
    found.update((row[0], row[1]) for row in db.session.execute(query))
    return found


def entries_of(row: Collection) -> list[Entry]:
    """Every story of a collection in order, with what keeps it from the audience."""
    found = _entries(row)
    reasons = reasons_for((item.story for item in found), row.audience)
    return [Entry(item, item.story, tuple(reasons[item.story_id])) for item in found]


def open_entries(row: Collection) -> list[Story]:
    """The stories the collection's audience may have now, in order."""
    return open_stories((item.story for item in _entries(row)), row.audience)


def exportable(row: Collection) -> list[Story]:
    """Open stories of which everyone heard also agreed to a copy outside (DOMAIN C2), in order."""
    listed = open_entries(row)
    facts = facts_of(listed)
    return [story for story in listed if Use.EXPORT in facts[story.id].permission.uses]


def open_story(row: Collection, story_id: uuid.UUID) -> Story | None:
    """One story of a collection, if its audience may have it now."""
    query = (
        select(Story)
        .join(CollectionEntry, CollectionEntry.story_id == Story.id)
        .where(CollectionEntry.collection_id == row.id, Story.id == story_id)
    )
    found = db.session.scalar(query)
    return next(iter(open_stories([found], row.audience)), None) if found else None


def next_open(row: Collection, story_id: uuid.UUID) -> Story | None:
    """The first story behind one of a collection that its audience may have now.

    The gate is asked a few stories at a time: of a long shelf hardly ever all.
    """
    query = select(CollectionEntry.story_id).where(CollectionEntry.collection_id == row.id)
    ids = list(db.session.scalars(query.order_by(*IN_ORDER)))
    behind = ids[ids.index(story_id) + 1 :] if story_id in ids else []
    for at in range(0, len(behind), A_FEW):
        wanted = behind[at : at + A_FEW]
        rows = db.session.scalars(select(Story).where(Story.id.in_(wanted)))
        listed = sorted(rows, key=lambda story: wanted.index(story.id))
        if found := open_stories(listed, row.audience):
            return found[0]
    return None


def addable(actor: Actor, row: Collection) -> list[Story]:
    """Released stories of the same organisation that are open for the audience and not in yet."""
    inside = select(CollectionEntry.story_id).where(CollectionEntry.collection_id == row.id)
    query = (
        select(Story)
        .where(
            visible(actor, "moderation.view", Story),
            Story.organisation_id == row.organisation_id,
            Story.state == StoryState.RELEASED,
            Story.id.not_in(inside),
        )
        .order_by(kk_order(Story.title_kk), Story.id)
    )
    return open_stories(db.session.scalars(query), row.audience)


def locked(collection_id: uuid.UUID) -> Collection:
    """A collection held until the unit ends, so that its order changes one hand at a time."""
    query = (
        select(Collection)
        .where(Collection.id == collection_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = db.session.scalar(query)
    if row is None:
        raise NotFound
    return row


def places_of(row: Collection) -> list[CollectionEntry]:
    """The places of a collection in order."""
    return _entries(row)


def _entries(row: Collection) -> list[CollectionEntry]:
    query = (
        select(CollectionEntry)
        .where(CollectionEntry.collection_id == row.id)
        .options(joinedload(CollectionEntry.story).options(selectinload(Story.themes)))
        .order_by(*IN_ORDER)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def places_with(person_id: uuid.UUID) -> list[CollectionEntry]:
    """Places of collections where stories stand in which somebody may be heard."""
    stories = [row.id for row in stories_with(person_id)]
    query = (
        select(CollectionEntry)
        .where(CollectionEntry.story_id.in_(stories))
        .options(joinedload(CollectionEntry.collection), joinedload(CollectionEntry.story))
        .order_by(CollectionEntry.created_at, CollectionEntry.id)
    )
    return list(db.session.scalars(query))
