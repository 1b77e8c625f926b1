"""Books made of a collection, and whether each still stands (DOMAIN C8, M3)."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select

from stories.collections.models import Collection, Edition, EditionState
from stories.collections.queries.shelf import exportable
from stories.collections.rules import Contents, Inside, still_stands
from stories.foundation import work
from stories.foundation.access import Actor, require
from stories.foundation.blobs import blobs
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.foundation.models import Work
from stories.moderation.models import Story
from stories.moderation.queries import facts_of, narrator_names
from stories.people.models import Audience

BUILD = "collections.build_edition"


@dataclass(frozen=True)
class Built:
    """A book as its curator sees it: how many stories it holds, and whether it stands.

    ``closed`` counts the stories that may not leave any more: copies that were given away are out
    of the house's reach, so whoever gave them away is told (DOMAIN C8).
    """

    edition: Edition
    stories: int
    closed: int
    stands: bool
    making: Work | None

    @property
    def moving(self) -> bool:
        return self.making is not None and not self.making.over


def edition(actor: Actor, edition_id: uuid.UUID) -> Edition:
    """A book the actor may hand out; raises NotFound across organisations (DOMAIN X2)."""
    row = db.session.get(Edition, edition_id)
    if row is None:
        raise NotFound
    require(actor, "collections.curate", row)
    return row


def locked_edition(edition_id: uuid.UUID) -> Edition:
    """A book as it stands now, held until the unit ends."""
    query = (
        select(Edition)
        .where(Edition.id == edition_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = db.session.scalar(query)
    if row is None:
        raise NotFound
    return row


def asked_edition(row: Collection) -> Edition | None:
    """The book of a collection that was asked for and is not there yet."""
    query = select(Edition).where(
        Edition.collection_id == row.id, Edition.state == EditionState.ASKED
    )
    return db.session.scalars(query.order_by(Edition.created_at)).first()


def editions_by_ids(ids: Iterable[uuid.UUID]) -> list[Edition]:
    """Books by id."""
    return list(db.session.scalars(select(Edition).where(Edition.id.in_(set(ids)))))


def editions_with(stories: Iterable[Story]) -> list[Edition]:
    """Books in the house that hold one of the stories."""
    owners = {story.id: story.organisation_id for story in stories}
    query = select(Edition).where(
        Edition.organisation_id.in_(set(owners.values())), Edition.state == EditionState.KEPT
    )
    kept = db.session.scalars(query)
    return [row for row in kept if any(item.story_id in owners for item in _made(row).stories)]


def kept_editions(collection_id: uuid.UUID) -> list[Edition]:
    """Books of a collection that lie in the house."""
    query = select(Edition).where(
        Edition.collection_id == collection_id, Edition.state == EditionState.KEPT
    )
    return list(db.session.scalars(query))


def every_kept_edition() -> list[Edition]:
    """Books that lie in the house, whosever they are; for the house's own rounds."""
    return list(db.session.scalars(select(Edition).where(Edition.state == EditionState.KEPT)))


def contents(row: Collection, stories: Sequence[Story]) -> Contents:
    """What a book of these stories would hold today."""
    own = "\0".join((row.title_kk, row.title_ru, row.intro_kk, row.intro_ru))
    return Contents(
        row.audience, frozenset(map(str, row.labels)), frozenset(_inside(stories)), _digest(own)
    )


def stands(row: Edition) -> bool:
    """Whether a book may be handed out now: the gate is asked about every story inside."""
    today = contents(row.collection, exportable(row.collection))
    return bool(
        row.state is EditionState.KEPT
        and still_stands(_made(row), today)
        and row.file_key
        and blobs().exists(row.file_key)
    )


def editions_of(row: Collection) -> list[Built]:
    """Books made of a collection, the newest first, and what became of them."""
    query = select(Edition).where(Edition.collection_id == row.id)
    editions = list(db.session.scalars(query.order_by(Edition.created_at.desc())))
    today = contents(row, exportable(row)) if editions else None
    return [_built(item, today) for item in editions if today]


def _built(row: Edition, today: Contents) -> Built:
    made = _made(row)
    free = {item.story_id for item in today.stories}
    return Built(
        row,
        len(made.stories),
        sum(item.story_id not in free for item in made.stories),
        row.state is EditionState.KEPT and still_stands(made, today),
        work.find(BUILD, row.id) if row.state is EditionState.ASKED else None,
    )


def _inside(stories: Sequence[Story]) -> list[Inside]:
    facts = facts_of(stories)
    with force_locale("kk"):
        names = narrator_names(stories)
    return [
        Inside(
            story.id,
            facts[story.id].story_revision,
            facts[story.id].transcript_revision,
            _digest(names[story.id]),
        )
        for story in stories
    ]


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _made(row: Edition) -> Contents:
    """What a book was built from, as its row remembers it."""
    kept: dict[str, Any] = row.built_from
    return Contents(
        Audience(kept.get("audience", Audience.PRIVATE)),
        frozenset(kept.get("labels", ())),
        frozenset(
            Inside(
                uuid.UUID(item["id"]),
                item["revision"],
                item["transcript_revision"],
                item.get("named", ""),
            )
            for item in kept.get("stories", ())
        ),
        kept.get("own", ""),
    )
