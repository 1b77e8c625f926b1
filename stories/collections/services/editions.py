"""Making books of collections, and handing them out while they stand."""

import hashlib
import uuid
from dataclasses import dataclass
from functools import partial

from stories.collections import queries
from stories.collections.book import book_of
from stories.collections.epub import write_epub
from stories.collections.errors import EditionGone, NothingOpen
from stories.collections.models import Collection, Edition, EditionState
from stories.collections.queries import BUILD
from stories.collections.rules import Contents
from stories.collections.services.letting_go import look_again
from stories.foundation import audit, work
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import after_commit, after_unit, db
from stories.foundation.errors import NotFound
from stories.moderation.models import Story


@dataclass(frozen=True)
class Drawn:
    """A book that is written and not kept yet: where it goes, its bytes, what it was made of."""

    key: str
    data: bytes
    made: Contents


def build_edition(actor: Actor, collection: Collection) -> tuple[Edition, bytes]:
    """A book for the hands of whoever stands at the machine; raises NothingOpen.

    The row keeps what the file was built from, so that a withdrawal finds it (DOMAIN C8).
    """
    edition = _begun(actor, collection, EditionState.GIVEN)
    stories = _free(collection)
    data = _written(edition, collection, stories)
    db.session.add(edition)
    _describe(edition, queries.contents(collection, stories), data)
    db.session.flush()
    _note(actor, "collections.exported", edition)
    return edition, data


def ask_for_edition(actor: Actor, collection: Collection) -> Edition:
    """Have a worker make a book and keep it in the house; raises NothingOpen.

    One that is being made already is waited for; one that could not be made is tried again.
    """
    edition = _begun(actor, queries.locked(collection.id), EditionState.ASKED)
    _free(collection)
    waiting = queries.asked_edition(collection)
    if waiting is None:
        edition.file_key = f"editions/{uuid.uuid4()}/book.{edition.kind}"
        db.session.add(edition)
        db.session.flush()
    row = waiting or edition
    work.ask_for(BUILD, row.id)
    audit.record(actor, "collections.edition_asked", row)
    return row


def draw_up(actor: Actor, edition_id: uuid.UUID) -> Drawn | None:
    """Write the book a row asks for; None when it has been kept meanwhile. Raises NothingOpen."""
    edition = queries.edition(actor, edition_id)
    if edition.state is not EditionState.ASKED or not edition.file_key:
        return None
    stories = _free(edition.collection)
    data = _written(edition, edition.collection, stories)
    return Drawn(edition.file_key, data, queries.contents(edition.collection, stories))


def keep_edition(actor: Actor, edition_id: uuid.UUID, drawn: Drawn) -> bool:
    """Let a book be handed out, unless something of it was closed or changed since it was drawn."""
    edition = queries.locked_edition(edition_id)
    require(actor, "collections.curate", edition)
    stories = queries.exportable(edition.collection)
    if queries.contents(edition.collection, stories) != drawn.made:
        return False
    edition.state = EditionState.KEPT
    _describe(edition, drawn.made, drawn.data)
    _note(actor, "collections.edition_kept", edition)
    # Somebody may take back their word while this is being committed, and not see the book yet.
    after_commit(partial(look_again, [edition.id]))
    return True


def hand_out(actor: Actor, edition: Edition) -> str:
    """The key of a book's file; the gate is asked about every story inside (DOMAIN M3, X3).

    Raises EditionGone once it does not stand, and NotFound where there never was a file. What
    does not stand is let go as soon as the asking is over.
    """
    require(actor, "collections.curate", edition)
    if edition.file_key is None or edition.state is EditionState.ASKED:
        raise NotFound
    if not queries.stands(edition):
        after_unit(partial(look_again, [edition.id]))
        raise EditionGone
    audit.record(actor, "collections.edition_downloaded", edition)
    return edition.file_key


def _begun(actor: Actor, collection: Collection, state: EditionState) -> Edition:
    require(actor, "collections.curate", collection)
    return Edition(
        id=uuid.uuid4(),
        organisation_id=collection.organisation_id,
        collection_id=collection.id,
        kind="epub",
        state=state,
        built_from={},
        built_by=actor.id,
        created_at=now(),
    )


def _note(actor: Actor, action: str, edition: Edition) -> None:
    told = len(edition.built_from["stories"])
    audit.record(actor, action, edition, detail={"kind": edition.kind, "stories": told})


def _free(collection: Collection) -> list[Story]:
    stories = queries.exportable(collection)
    if not stories:
        raise NothingOpen
    return stories


def _written(edition: Edition, collection: Collection, stories: list[Story]) -> bytes:
    return write_epub(book_of(collection, stories, edition.id, edition.created_at))


def _describe(edition: Edition, made: Contents, data: bytes) -> None:
    edition.bytes, edition.sha256 = len(data), hashlib.sha256(data).hexdigest()
    edition.built_from = {
        "audience": made.audience.value,
        "labels": sorted(made.labels),
        "own": made.own,
        "stories": [
            {
                "id": str(item.story_id),
                "revision": item.revision,
                "transcript_revision": item.transcript_revision,
                "named": item.named,
            }
            for item in made.stories
        ],
    }
