"""A text is kept for an hour, looked at, and taken in as a version of its own, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Final

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.media.models import Recording
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services import bring_version
from stories.translations.inward import queries, rules
from stories.translations.inward.files import Found
from stories.translations.inward.kept import lines_of
from stories.translations.inward.models import TextDraft
from stories.translations.inward.rules import Ready, Wishes
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.rules import other_language

KEPT_FOR: Final = timedelta(hours=1)


def keep_draft(actor: Actor, recording: Recording, found: Found) -> TextDraft:
    """Keep what a file says for an hour; what cannot be taken is told, and not kept."""
    length_ms = round(recording.seconds * 1000)
    lines, faults = rules.looked_through(found.lines, found.faults, length_ms)
    row = TextDraft(
        organisation_id=recording.organisation_id,
        recording_id=recording.id,
        sent_by=actor.id,
        expires_at=now() + KEPT_FOR,
        form=found.form,
        lines=[list(asdict(line).values()) for line in lines],
        faults=[list(asdict(fault).values()) for fault in faults],
    )
    require(actor, "transcripts.edit", row)
    forget_old_drafts(actor)
    db.session.add(row)
    db.session.flush()
    told: audit.Detail = {"as": found.form, "lines": len(lines)}
    audit.record(actor, "transcripts.bringing_begun", row, detail=told)
    return row


def drop_draft(actor: Actor, draft: TextDraft) -> None:
    """Throw a text away that was not taken in."""
    require(actor, "transcripts.edit", draft)
    db.session.delete(draft)
    audit.record(actor, "transcripts.bringing_dropped", draft)


def forget_old_drafts(actor: Actor) -> None:
    """Delete texts whose hour is over; anybody's knock may do that."""
    for row in queries.drafts_before(now()):
        db.session.delete(row)
        audit.record(actor, "transcripts.bringing_forgotten", row)


def take_in(actor: Actor, draft: TextDraft, wishes: Wishes) -> TranscriptVersion:
    """Make a version of a text that waits; all of it or nothing.

    Raises NotFound where somebody was faster, BadText, NotHeardHere or Conflict.
    """
    require(actor, "transcripts.edit", draft)
    if queries.lock_draft(draft.id) is None:
        raise NotFound
    lines = rules.ready(lines_of(draft), wishes)
    version, rows = bring_version(actor, draft.recording, lines, draft.form)
    count = _give_the_other(actor, zip(rows, lines, strict=True))
    if count:
        audit.record(actor, "translations.brought", version, detail={"segments": count})
    db.session.delete(draft)
    db.session.flush()
    return version


def _give_the_other(actor: Actor, pairs: Iterable[tuple[Segment, Ready]]) -> int:
    """The other language of each segment that brought it; a person's word is kept as theirs."""
    rows: Sequence[SegmentTranslation] = [
        SegmentTranslation(
            organisation_id=segment.organisation_id,
            segment_id=segment.id,
            language=other_language(segment.language),
            text=line.other,
            source_text=segment.text,
            state=TranslationState(line.state),
            author_id=actor.id if line.state == TranslationState.CONFIRMED.value else None,
            changed_at=now(),
        )
        for segment, line in pairs
        if line.other
    ]
    db.session.add_all(rows)
    db.session.flush()
    return len(rows)
