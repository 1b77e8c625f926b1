"""Letting go of books that do not stand any more: the row closes, the file is removed."""

import uuid
from collections.abc import Callable, Iterable
from functools import partial

from stories.collections import queries
from stories.collections.models import Edition, EditionState
from stories.foundation import audit, work
from stories.foundation.access import OPERATOR, Actor, require
from stories.foundation.blobs import blobs
from stories.foundation.clock import now
from stories.foundation.db import after_commit, unit_of_work

FORGET = "collections.forget_edition"


def look_later(find: Callable[[], Iterable[Edition]]) -> None:
    """Look at kept books again as soon as what is going on now is committed.

    They are found only then: one that is kept at this very moment would be missed before.
    """
    after_commit(partial(_look_at, find))


def look_at_all() -> None:
    """Let go of every book that fell without a word: an agreement ended, somebody turned 18."""
    _look_at(queries.every_kept_edition)


def _look_at(find: Callable[[], Iterable[Edition]]) -> None:
    with unit_of_work(write=False):
        fallen = [edition.id for edition in find() if not queries.stands(edition)]
    if fallen:
        look_again(fallen)


def look_again(edition_ids: Iterable[uuid.UUID]) -> None:
    """Let go of the books that do not stand. Runs in a unit of its own, after another's."""
    with unit_of_work():
        for edition in queries.editions_by_ids(edition_ids):
            if edition.state is EditionState.KEPT and not queries.stands(edition):
                let_go(OPERATOR, edition)


def let_go(actor: Actor, edition: Edition) -> None:
    """Close a book for good; its file goes after the commit, by a worker if need be."""
    require(actor, "collections.curate", edition)
    edition.state, edition.gone_at = EditionState.GONE, now()
    if edition.file_key:
        after_commit(partial(blobs().delete, edition.file_key))
    work.ask_for(FORGET, edition.id)
    audit.record(actor, "collections.edition_gone", edition)


def forget_edition(actor: Actor, edition_id: uuid.UUID) -> None:
    """Remove the file of a book that is gone, in case nobody lived to do it after the commit."""
    edition = queries.edition(actor, edition_id)
    if edition.state is EditionState.GONE and edition.file_key:
        blobs().delete(edition.file_key)
