"""Keeping the library: entries, and new versions of their files."""

import uuid
from dataclasses import dataclass
from functools import partial

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.blobs import blobs
from stories.foundation.clock import now
from stories.foundation.db import after_unit, db, unit_of_work
from stories.sessions.library import queries
from stories.sessions.library.arriving import ArrivedManual
from stories.sessions.library.models import Manual, ManualFile
from stories.sessions.library.policy import KEEP


@dataclass(frozen=True)
class ManualText:
    """What is said of a manual; both titles are wanted, what it is about is not."""

    title_kk: str
    title_ru: str
    about_kk: str = ""
    about_ru: str = ""
    themes: tuple[str, ...] = ()


def add_manual(actor: Actor, organisation_id: uuid.UUID, text: ManualText) -> Manual:
    """Enter a manual; its files come one by one."""
    row = Manual(id=uuid.uuid4(), organisation_id=organisation_id, created_by=actor.id)
    require(actor, KEEP, row)
    _fill(row, text)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.manual_added", row)
    return row


def change_manual(actor: Actor, row: Manual, text: ManualText) -> Manual:
    """Say something else about a manual."""
    require(actor, KEEP, row)
    _fill(row, text)
    audit.record(actor, "sessions.manual_changed", row)
    return row


def _fill(row: Manual, text: ManualText) -> None:
    row.title_kk, row.title_ru = text.title_kk, text.title_ru
    row.about_kk, row.about_ru = text.about_kk, text.about_ru
    row.themes = list(text.themes)


def add_version(actor: Actor, row: Manual, language: str, arrived: ArrivedManual) -> ManualFile:
    """Keep a file as the newest version in a language (kk or ru); earlier ones stay."""
    require(actor, KEEP, row)
    queries.lock(row)
    newest = row.newest(language)
    kept = ManualFile(
        id=uuid.uuid4(),
        organisation_id=row.organisation_id,
        manual_id=row.id,
        language=language,
        version=newest.version + 1 if newest else 1,
        key=f"manuals/{uuid.uuid4()}.pdf",
        bytes=arrived.size,
        pages=arrived.pages,
        sha256=arrived.sha256,
        added_by=actor.id,
    )
    # Written before the row is committed, and taken away again if no row comes to name it.
    after_unit(partial(_forget_unless_kept, kept.id, kept.key))
    blobs().put_stream(kept.key, arrived.source)
    db.session.add(kept)
    db.session.flush()
    detail: audit.Detail = {"language": language, "version": kept.version}
    audit.record(actor, "sessions.manual_file_added", kept, detail=detail)
    return kept


def _forget_unless_kept(file_id: uuid.UUID, key: str) -> None:
    with unit_of_work(write=False):
        named = queries.is_kept(file_id)
    if not named:
        blobs().delete(key)


def retire_manual(actor: Actor, row: Manual) -> Manual:
    """Take a manual off the shelf; its files stay."""
    require(actor, KEEP, row)
    row.retired_at = row.retired_at or now()
    audit.record(actor, "sessions.manual_retired", row)
    return row
