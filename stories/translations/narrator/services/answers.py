"""What a narrator answers behind their link. Each answer may come twice and counts once (R8)."""

import uuid
from collections.abc import Sequence
from functools import partial

from stories.foundation import audit
from stories.foundation.access import NOBODY
from stories.foundation.blobs import blobs
from stories.foundation.db import after_unit, db, unit_of_work
from stories.transcripts.approvals.giving import Approver, give
from stories.transcripts.approvals.models import Capacity, Way, Why
from stories.transcripts.approvals.taking_back import take_back
from stories.transcripts.errors import NotCheckedYet
from stories.transcripts.models import Segment
from stories.transcripts.services.change import settle
from stories.translations.narrator import queries
from stories.translations.narrator.errors import PassageChanged
from stories.translations.narrator.models import NarratorLink, NarratorWish, WishKind
from stories.translations.narrator.rules import Passage, mark_of
from stories.translations.narrator.services.dealing import close_wish
from stories.translations.narrator.signals import wish_changed
from stories.translations.narrator.voice import Note

AGREED = "agreed"


def agree(link: NarratorLink, passage: Passage, mark: str) -> None:
    """A passage may stay as it is; takes back what the same person wished about it.

    Raises PassageChanged when it reads otherwise than it was shown.
    """
    if passage.mark != mark:
        raise PassageChanged
    if _agree(link, passage, Way.LINK):
        detail: audit.Detail = {"start_ms": passage.start_ms, "segments": len(passage.lines)}
        audit.record(NOBODY, "narrator.agreed", link, detail=detail)


def agree_to_rest(link: NarratorLink, rest: Sequence[Passage], mark: str) -> int:
    """The same for every passage that is not answered yet; returns how many there were."""
    if mark_of(rest) != mark:
        raise PassageChanged
    given = sum(_agree(link, passage, Way.LINK_ALL) for passage in rest)
    if given:
        audit.record(NOBODY, "narrator.agreed_to_rest", link, detail={"passages": given})
    return given


def _agree(link: NarratorLink, passage: Passage, way: Way) -> bool:
    who = Approver(Capacity.NARRATOR, person_id=link.person_id, with_id=link.with_id)
    for row in _own(link, passage):
        close_wish(row, AGREED)
        wish_changed.send(None, subject_id=link.recording_id)
    rows = _same(passage)
    try:
        given = [row for row in rows if give(who, row, way) is not None]
    except NotCheckedYet:
        raise PassageChanged from None
    if given:
        settle(rows[0].version, NOBODY)
    return bool(given)


def _same(passage: Passage) -> list[Segment]:
    """The passage's rows, held; somebody may have been faster since it was read."""
    rows = queries.held_segments(passage)
    seen = {line.id: line.revision for line in passage.lines}
    if {row.id: row.revision for row in rows} != seen:
        raise PassageChanged
    return rows


def _own(link: NarratorLink, passage: Passage) -> list[NarratorWish]:
    wishes = queries.open_wishes_of(link)
    return [row for row in wishes if passage.touches(row.start_ms, row.end_ms)]


def wish(link: NarratorLink, passage: Passage, kind: WishKind, words: str) -> NarratorWish:
    """Please change this: one wish a passage, which the next answer replaces.

    Nobody's approval of the passage stands until it is dealt with (M4).
    """
    own = _own(link, passage)
    row = own[0] if own else _new(link, passage)
    if own and (row.kind, row.words) == (kind, words):
        return row
    row.kind, row.words = kind, words
    db.session.flush()
    segments = queries.held_segments(passage)
    take_back(NOBODY, segments, Why.WISH)
    for segment in segments[:1]:
        settle(segment.version, NOBODY)
    detail: audit.Detail = {"kind": kind.value, "start_ms": passage.start_ms}
    audit.record(NOBODY, "narrator.wished", row, detail=detail)
    wish_changed.send(None, subject_id=link.recording_id)
    return row


def _new(link: NarratorLink, passage: Passage) -> NarratorWish:
    row = NarratorWish(
        organisation_id=link.organisation_id,
        link_id=link.id,
        recording_id=link.recording_id,
        person_id=link.person_id,
        start_ms=passage.start_ms,
        end_ms=passage.end_ms,
        kind=WishKind.OTHER,
        words="",
        outcome="",
    )
    db.session.add(row)
    return row


def keep_note(row: NarratorWish, note: Note) -> None:
    """A wish in the narrator's own voice; one said again takes the place of the first."""
    old, key = row.note_key, f"notes/{uuid.uuid4()}"
    after_unit(partial(_forget_unless_named, row.id, key, old))
    blobs().put_bytes(key, note.content)
    row.note_key, row.note_type = key, note.content_type
    db.session.flush()
    audit.record(NOBODY, "narrator.note_kept", row, detail={"bytes": len(note.content)})


def _forget_unless_named(row_id: uuid.UUID, *keys: str | None) -> None:
    with unit_of_work(write=False):
        row = db.session.get(NarratorWish, row_id)
        named = row.note_key if row else None
    for key in keys:
        if key and key != named:
            blobs().delete(key)
