"""What a narrator may see of a recording, and what they said about it."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from stories.foundation.access import Actor, require, visible
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.foundation.links import hash_token
from stories.media.models import Recording
from stories.people.models import Agreement
from stories.sessions.models import Part
from stories.sessions.queries import heard_in, participants_of
from stories.transcripts import queries as texts
from stories.transcripts.models import Segment
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.narrator.models import NarratorLink, NarratorWish
from stories.translations.narrator.rules import Line, Passage, may_see, passages
from stories.translations.queries import translations_for

ASK = "narrator.ask"


def link_by_token(token: str) -> NarratorLink | None:
    """The link a token belongs to."""
    query = select(NarratorLink).where(NarratorLink.token_hash == hash_token(token))
    return db.session.scalar(query)


def link(actor: Actor, link_id: uuid.UUID) -> NarratorLink:
    """A link the actor may close; raises NotFound."""
    row = db.session.get(NarratorLink, link_id)
    if row is None:
        raise NotFound
    require(actor, ASK, row)
    return row


def links_of(recording_id: uuid.UUID) -> list[NarratorLink]:
    """Every link to a recording, the newest first."""
    query = select(NarratorLink).where(NarratorLink.recording_id == recording_id)
    query = query.options(joinedload(NarratorLink.person))
    return list(db.session.scalars(query.order_by(NarratorLink.created_at.desc())))


def passages_for(found: NarratorLink) -> list[Passage]:
    """What the link's person may hear and read: checked, and theirs (DOMAIN C3)."""
    version = texts.current_version(found.recording_id)
    if version is None:
        return []
    narrator = _tells(found)
    checked = (row for row in texts.every_segment(version.id) if row.checked_at and row.text)
    who = found.person_id
    rows = [row for row in checked if may_see(row.speaker_id, who, narrator=narrator)]
    others = translations_for(row.id for row in rows)
    return passages([_line(row, others.get(row.id)) for row in rows])


def _tells(found: NarratorLink) -> bool:
    session_id = found.recording.session_id
    return any(
        item.person_id == found.person_id and item.part is Part.NARRATOR and item.came is not False
        for item in participants_of([session_id])[session_id]
    )


def _line(row: Segment, other: SegmentTranslation | None) -> Line:
    line = Line(
        *(row.id, row.position, row.start_ms, row.end_ms),
        *(row.speaker.key, row.language, row.text, row.revision),
    )
    if other is None:
        return line
    confirmed = other.state is TranslationState.CONFIRMED
    return Line(
        *(line.id, line.position, line.start_ms, line.end_ms),
        *(line.speaker, line.language, line.text, line.revision),
        *(other.language, other.text, other.revision, confirmed),
    )


def held_segments(passage: Passage) -> list[Segment]:
    """The rows of a passage, held against others until the unit ends."""
    ids = [line.id for line in passage.lines]
    query = select(Segment).where(Segment.id.in_(ids)).order_by(Segment.position)
    return list(db.session.scalars(query.with_for_update(of=Segment)))


def open_wishes_of(found: NarratorLink) -> list[NarratorWish]:
    """What the link's person wishes in this recording and nobody has dealt with."""
    query = select(NarratorWish).where(
        NarratorWish.recording_id == found.recording_id,
        NarratorWish.person_id == found.person_id,
        NarratorWish.dealt_at.is_(None),
    )
    return list(db.session.scalars(query.order_by(NarratorWish.created_at, NarratorWish.id)))


def wishes_about(recording_id: uuid.UUID) -> list[NarratorWish]:
    """Every wish about a recording: those that wait first, then the newest."""
    query = (
        select(NarratorWish)
        .where(NarratorWish.recording_id == recording_id)
        .options(joinedload(NarratorWish.person))
        .order_by(NarratorWish.dealt_at.is_not(None), NarratorWish.start_ms, NarratorWish.id)
    )
    return list(db.session.scalars(query))


def wish(actor: Actor, wish_id: uuid.UUID) -> NarratorWish:
    """A wish the actor may deal with, held until the unit ends; raises NotFound."""
    query = select(NarratorWish).where(NarratorWish.id == wish_id)
    row = db.session.scalar(query.with_for_update(of=NarratorWish))
    if row is None:
        raise NotFound
    require(actor, ASK, row)
    return row


def waiting_wishes(actor: Actor, limit: int = 10) -> list[NarratorWish]:
    """Wishes that wait for the actor, the oldest first."""
    query = (
        select(NarratorWish)
        .where(visible(actor, ASK, NarratorWish), NarratorWish.dealt_at.is_(None))
        .options(joinedload(NarratorWish.recording).joinedload(Recording.session))
        .order_by(NarratorWish.created_at, NarratorWish.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def links_about(person_id: uuid.UUID) -> list[NarratorLink]:
    """Links of somebody, or by which they look together with a child."""
    mine = (NarratorLink.person_id == person_id) | (NarratorLink.with_id == person_id)
    query = select(NarratorLink).where(mine).order_by(NarratorLink.created_at, NarratorLink.id)
    return list(db.session.scalars(query.options(joinedload(NarratorLink.recording))))


def wishes_of(person_id: uuid.UUID) -> list[NarratorWish]:
    """Everything somebody wished."""
    query = select(NarratorWish).where(NarratorWish.person_id == person_id)
    query = query.options(joinedload(NarratorWish.recording))
    return list(db.session.scalars(query.order_by(NarratorWish.created_at, NarratorWish.id)))


def concerned_by(agreement_id: uuid.UUID) -> tuple[list[NarratorLink], list[NarratorWish]]:
    """Links and wishes of whoever an agreement was about, in the sessions it was about."""
    said = db.session.get_one(Agreement, agreement_id)
    about = [said.session_id] if said.session_id else heard_in(said.person_id)
    inside = select(Recording.id).where(Recording.session_id.in_(about))
    ids: set[uuid.UUID] = set(db.session.scalars(inside))
    links = [
        row
        for row in links_about(said.person_id)
        if row.person_id == said.person_id and row.recording_id in ids
    ]
    return links, [row for row in wishes_of(said.person_id) if row.recording_id in ids]
