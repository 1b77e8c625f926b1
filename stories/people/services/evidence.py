"""Keeping what shows that an agreement was given: as it arrived, with its digest (DOMAIN C6)."""

import uuid
from collections.abc import Sequence
from functools import partial

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.blobs import blobs
from stories.foundation.db import after_unit, db, unit_of_work
from stories.people.evidence import MOST_FILES, Arrived
from stories.people.models import Agreement, Evidence, EvidenceFile, EvidenceKind
from stories.people.problems import ErasedAlready, NeedsNoFile, NotAScan, NotAVoice, TooManyFiles

SHOWN_BY = {Evidence.SIGNED: EvidenceKind.SCAN, Evidence.SPOKEN: EvidenceKind.VOICE}
WRONG_KIND = {EvidenceKind.SCAN: NotAScan, EvidenceKind.VOICE: NotAVoice}


def add_evidence(actor: Actor, agreement: Agreement, files: Sequence[Arrived]) -> None:
    """Keep files beside an agreement; what a signed or spoken word is shown by must fit it.

    Raises ErasedAlready: what showed somebody who was erased does not come back.
    """
    require(actor, "people.agree", agreement)
    if files and (agreement.person.erased_at or agreement.signer.erased_at):
        raise ErasedAlready
    _guard(agreement, files)
    for arrived in files:
        row = EvidenceFile(
            id=uuid.uuid4(),
            organisation_id=agreement.organisation_id,
            position=len(agreement.files),
            kind=arrived.kind,
            key=f"evidence/{uuid.uuid4()}",
            shown_key=f"evidence/{uuid.uuid4()}.jpg" if arrived.shown else None,
            content_type=arrived.content_type,
            bytes=arrived.size,
            sha256=arrived.sha256,
            added_by=actor.id,
        )
        _lay_down(row, arrived)
        agreement.files.append(row)
        db.session.flush()
        audit.record(actor, "people.evidence_added", row, detail={"kind": row.kind.value})


def _guard(agreement: Agreement, files: Sequence[Arrived]) -> None:
    wanted = SHOWN_BY.get(agreement.evidence)
    if files and wanted is None:
        raise NeedsNoFile
    if len(agreement.files) + len(files) > MOST_FILES:
        raise TooManyFiles
    for arrived in files:
        if wanted is not None and arrived.kind is not wanted:
            raise WRONG_KIND[wanted]


def _lay_down(row: EvidenceFile, arrived: Arrived) -> None:
    # Written before the row is committed, and taken away again if no row comes to name it.
    after_unit(partial(_forget_unless_kept, row.id, row.key, row.shown_key))
    blobs().put_stream(row.key, arrived.source)
    if row.shown_key and arrived.shown:
        blobs().put_bytes(row.shown_key, arrived.shown)


def _forget_unless_kept(row_id: uuid.UUID, *keys: str | None) -> None:
    with unit_of_work(write=False):
        kept = db.session.get(EvidenceFile, row_id) is not None
    for key in keys if not kept else ():
        if key:
            blobs().delete(key)
