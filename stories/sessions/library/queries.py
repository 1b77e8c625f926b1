"""Reading the library."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db, kk_key
from stories.foundation.errors import NotFound
from stories.foundation.search import fold
from stories.sessions.library.models import Manual, ManualFile
from stories.sessions.library.policy import READ


def manuals(actor: Actor, words: str = "", theme: str | None = None) -> list[Manual]:
    """What is in the library, by its Kazakh title; ``words`` are looked for in all its texts.

    Letters are forgiven («окыту» finds «оқыту»); every word has to be there.
    """
    query = (
        select(Manual)
        .where(visible(actor, READ, Manual), Manual.retired_at.is_(None))
        .options(selectinload(Manual.files))
    )
    wanted = fold(words).split()
    found = [row for row in db.session.scalars(query) if theme is None or theme in row.themes]
    found = [row for row in found if all(word in _texts(row) for word in wanted)]
    return sorted(found, key=lambda row: kk_key(row.title_kk))


def _texts(row: Manual) -> str:
    return fold(" ".join((row.title_kk, row.title_ru, row.about_kk, row.about_ru)))


def manual(actor: Actor, manual_id: uuid.UUID, permission: str = READ) -> Manual:
    """One of them; raises NotFound across organisations (DOMAIN X2)."""
    query = select(Manual).where(Manual.id == manual_id).options(selectinload(Manual.files))
    row = db.session.scalar(query)
    if row is None:
        raise NotFound
    require(actor, permission, row)
    return row


def manual_file(actor: Actor, file_id: uuid.UUID) -> ManualFile:
    """A file the actor may read; raises NotFound."""
    row = db.session.get(ManualFile, file_id)
    if row is None:
        raise NotFound
    require(actor, READ, row)
    return row


def lock(row: Manual) -> None:
    """Let one hand at a time add a version."""
    db.session.refresh(row, ["id"], with_for_update=True)
    db.session.refresh(row, ["files"])


def is_kept(file_id: uuid.UUID) -> bool:
    """Whether a row came to name a file that was laid down."""
    return db.session.get(ManualFile, file_id) is not None
