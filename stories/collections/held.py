"""What this room keeps about somebody: where stories they may be heard in stand in collections."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.collections import queries
from stories.collections.models import CollectionEntry, Edition
from stories.foundation.holdings import Holding
from stories.foundation.i18n import day, say
from stories.moderation.queries import stories_with
from stories.people.words import AUDIENCES

TABLES = ("collection_entries", "editions")


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each place of a story in a collection, and for each book that holds one."""
    yield from map(_entry, queries.places_with(person_id))
    yield from map(_book, queries.editions_with(stories_with(person_id)))


def _entry(row: CollectionEntry) -> Holding:
    book = row.collection
    said = (
        (_("For whom"), str(AUDIENCES[book.audience])),
        (_("Added on"), day(row.created_at)),
    )
    facts = {
        "collection_kk": book.title_kk,
        "collection_ru": book.title_ru,
        "audience": book.audience.value,
        "added_at": row.created_at.isoformat(),
    }
    title = say(book.title_kk, book.title_ru)
    return Holding("collections", "collection_entries", row.id, title, said, facts, shared=True)


def _book(row: Edition) -> Holding:
    said = ((_("Made on"), day(row.created_at)),)
    facts = {"kind": row.kind, "bytes": row.bytes, "made_at": row.created_at.isoformat()}
    files = (row.file_key,) if row.file_key else ()
    title = _("A book of a collection")
    return Holding("collections", "editions", row.id, title, said, facts, files, shared=True)
