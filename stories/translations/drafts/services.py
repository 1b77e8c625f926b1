"""Drafts are asked for, kept, and taken away; never over what a person wrote (DOMAIN R8, R9)."""

from stories.foundation import audit, resting, work
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.models import Work
from stories.media import consent
from stories.media.models import Recording
from stories.transcripts.engine.types import ModelUsed
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.rules import tidy
from stories.translations import queries as translations
from stories.translations.drafts import choosing, queries
from stories.translations.engine.types import NONE
from stories.translations.errors import MayNotTranslate, NothingToStop, NoTranslator, PersonsOwn
from stories.translations.models import TranslationState
from stories.translations.rules import LONGEST_TEXT, may_draft, other_language

SHARE_OF_SOUND = 0.1  # reading a text is so much quicker than listening to it


def ask_for_drafts(actor: Actor, version: TranscriptVersion) -> Work:
    """Let a machine draft whatever of a version has no other language yet.

    Raises NoTranslator or MayNotTranslate (DOMAIN C2: asked at this moment, not remembered).
    """
    require(actor, "translations.edit", version)
    _require_engine(version.recording)
    audit.record(actor, "translations.drafts_asked", version, detail={"engine": choosing.engine()})
    return _ask(queries.KIND, version.recording, version, version.recording.seconds)


def ask_for_draft(actor: Actor, segment: Segment) -> Work:
    """Let a machine draft one segment; a draft there is made anew.

    Raises NoTranslator, MayNotTranslate, or PersonsOwn.
    """
    require(actor, "translations.edit", segment)
    recording = segment.version.recording
    _require_engine(recording)
    row = translations.translation(segment.id, other_language(segment.language))
    if row is not None and not row.drafted:
        raise PersonsOwn
    audit.record(actor, "translations.draft_asked", segment, detail={"engine": choosing.engine()})
    return _ask(queries.KIND_ONE, recording, segment, (segment.end_ms - segment.start_ms) / 1000)


def _require_engine(recording: Recording) -> None:
    if choosing.engine() == NONE:
        raise NoTranslator
    require_agreement(recording)


def require_agreement(recording: Recording) -> None:
    """Raise MayNotTranslate unless everyone audible agrees to it today (DOMAIN C2, C5)."""
    if not may_draft(consent.permission_for(recording), by_ear=choosing.by_ear()):
        raise MayNotTranslate


def _ask(
    kind: str, recording: Recording, subject: TranscriptVersion | Segment, seconds: float
) -> Work:
    share = 1.0 if choosing.by_ear() else SHARE_OF_SOUND
    owner = recording.organisation_id
    return work.ask_for(kind, subject.id, owner_id=owner, seconds=seconds * share)


def stop_drafts(actor: Actor, version: TranscriptVersion) -> None:
    """End the drafting of a version; drafts that are there stay. Raises NothingToStop."""
    require(actor, "translations.edit", version)
    row = queries.work_on(version.id)
    if row is None or not resting.cancel(row):
        raise NothingToStop
    audit.record(actor, "translations.drafts_stopped", version)


def keep_draft(
    actor: Actor, segment: Segment, said: str, text: str, engine: str, used: ModelUsed
) -> bool:
    """Keep a draft of what a segment said when it was asked for; False if it came too late.

    It does when the original was changed since, or a person was faster; then nothing is lost but
    the draft.
    """
    require(actor, "translations.edit", segment)
    language, text = other_language(segment.language), tidy(text)[:LONGEST_TEXT]
    row = translations.translation(segment.id, language)
    if not text or segment.text != said or (row is not None and not row.drafted):
        return False
    row = row or translations.fresh(segment, language)
    row.text, row.revision, row.source_text = text, row.revision + 1, said
    row.engine, row.model, row.model_digest, row.alike = engine, used.name, used.digest, None
    row.state, row.changed_at = TranslationState.DRAFT, now()
    db.session.flush()
    audit.record(
        actor, "translations.drafted", segment, detail={"engine": engine, "model": used.name}
    )
    return True


def discard_drafts(actor: Actor, version: TranscriptVersion) -> int:
    """Take away what a machine wrote and nobody confirmed: it may not be translated any more."""
    require(actor, "translations.edit", version)
    rows = queries.drafted_in(version.id)
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    if rows:
        audit.record(actor, "translations.drafts_discarded", version, detail={"drafts": len(rows)})
    return len(rows)
