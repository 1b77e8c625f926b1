"""Reading across the house, always within the actor's organisations."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from stories.archive.rules import Figures
from stories.collections.models import Collection
from stories.foundation import search
from stories.foundation.access import Actor, visible
from stories.foundation.db import db
from stories.foundation.models import AuditEvent, SearchDocument
from stories.media.models import FixityCheck, Recording
from stories.moderation.models import Story, StoryState
from stories.moderation.queries import open_stories
from stories.people.models import Audience, Generation, Person
from stories.reading.models import ReadingLink
from stories.sessions.models import Attendance, SessionState, StorytellingSession
from stories.transcripts.models import Segment, TranscriptVersion
from stories.translations.models import SegmentTranslation, TranslationState


@dataclass(frozen=True)
class Hit:
    """A story that was found, and the sentence it was found by."""

    story: Story
    language: str
    snippet: str


def find(actor: Actor, words: str) -> list[Hit]:
    """Released stories with every word; asked of the gate once more before they are told."""
    mine = visible(actor, "archive.search", SearchDocument) & (SearchDocument.kind == "story")
    documents = search.find(words, mine)
    wanted = {document.subject_id for document in documents}
    stories = list(db.session.scalars(select(Story).where(Story.id.in_(wanted))))
    by_id = {story.id: story for story in open_stories(stories, Audience.FAMILY)}
    return [
        Hit(by_id[item.subject_id], item.language, snippet(item.body, words))
        for item in documents
        if item.subject_id in by_id
    ]


def snippet(body: str, words: str, width: int = 160) -> str:
    """Whole words of a text, about ``width`` letters around the first one looked for."""
    parts = marks(body, words)
    place = next((at for at, (_part, found) in enumerate(parts) if found), 0)
    start = max(0, place - 8)
    rest = " ".join(part for part, _found in parts[start:])
    text = rest if len(rest) <= width else rest[: width + 1].rpartition(" ")[0] + " …"
    return ("… " if start else "") + text


def marks(text: str, words: str) -> list[tuple[str, bool]]:
    """A text's words, and of each whether it begins like one that was looked for."""
    tokens = tuple(search.fold(words).split())
    return [(part, bool(tokens) and search.fold(part).startswith(tokens)) for part in text.split()]


def figures(actor: Actor) -> Figures:
    """Counts over the organisations where the actor may see them."""
    return Figures(
        sessions_planned=_count(StorytellingSession, _mine(actor, StorytellingSession)),
        sessions_held=_count(
            StorytellingSession,
            _mine(actor, StorytellingSession),
            StorytellingSession.state == SessionState.HELD,
        ),
        people=_count(Person, _mine(actor, Person), Person.generation != Generation.REPRESENTATIVE),
        collections=_count(Collection, _mine(actor, Collection)),
        links=_count(ReadingLink, _mine(actor, ReadingLink), ReadingLink.revoked_at.is_(None)),
        **_attendance(actor),
        **_recordings(actor),
        **_words(actor),
        **_stories(actor),
        **_fixity(actor),
    )


def _mine(actor: Actor, model: Any) -> ColumnElement[bool]:
    return visible(actor, "archive.figures", model)


def _count(model: Any, *where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(model).where(*where)
    return int(db.session.scalar(query) or 0)


def _attendance(actor: Actor) -> dict[str, int]:
    query = (
        select(func.count(), func.count().filter(Attendance.came.is_(True)))
        .select_from(Attendance)
        .join(StorytellingSession)
        .where(_mine(actor, StorytellingSession), StorytellingSession.state == SessionState.HELD)
    )
    expected, came = db.session.execute(query).one()
    return {"expected": expected, "came": came}


def _recordings(actor: Actor) -> dict[str, Any]:
    query = select(func.count(), func.coalesce(func.sum(Recording.seconds), 0.0)).where(
        _mine(actor, Recording)
    )
    count, seconds = db.session.execute(query).one()
    return {"recordings": count, "recorded_seconds": float(seconds)}


def _words(actor: Actor) -> dict[str, int]:
    # Other versions of a transcript are kept, but only the working text is counted.
    confirmed = SegmentTranslation.state == TranslationState.CONFIRMED
    query = (
        select(
            func.count(Segment.id),
            func.count(Segment.id).filter(Segment.checked_at.is_not(None)),
            func.count(SegmentTranslation.id).filter(confirmed),
        )
        .select_from(Segment)
        .join(TranscriptVersion, TranscriptVersion.id == Segment.version_id)
        .join(Recording, Recording.id == TranscriptVersion.recording_id)
        .outerjoin(SegmentTranslation, SegmentTranslation.segment_id == Segment.id)
        .where(_mine(actor, Segment), TranscriptVersion.current)
    )
    segments, checked, translated = db.session.execute(query).one()
    return {"segments": segments, "checked": checked, "translated": translated}


def _stories(actor: Actor) -> dict[str, int]:
    query = select(Story).where(_mine(actor, Story), Story.state == StoryState.RELEASED)
    released = list(db.session.scalars(query))
    return {
        "stories": _count(Story, _mine(actor, Story)),
        "released": len(released),
        "released_with_consent": len(open_stories(released, Audience.FAMILY)),
    }


def _fixity(actor: Actor) -> dict[str, int]:
    checks = latest_checks(actor, "archive.figures")
    return {
        "fixity_checked": len(checks),
        "intact": sum(check.intact for check in checks.values()),
    }


def recordings(actor: Actor) -> list[Recording]:
    """Every recording whose preservation the actor answers for, the newest first."""
    query = select(Recording).where(visible(actor, "archive.preserve", Recording))
    return list(db.session.scalars(query.order_by(Recording.created_at.desc()).limit(500)))


def latest_checks(
    actor: Actor, permission: str = "archive.preserve"
) -> dict[uuid.UUID, FixityCheck]:
    """The last fixity check of each recording."""
    query = (
        select(FixityCheck).where(visible(actor, permission, FixityCheck)).order_by(FixityCheck.at)
    )
    return {check.recording_id: check for check in db.session.scalars(query)}


def acts_on(subject_id: uuid.UUID) -> list[tuple[str, int]]:
    """How often each kind of act on a row stands in the log, by the act's name."""
    query = (
        select(AuditEvent.action, func.count())
        .where(AuditEvent.subject_id == subject_id)
        .group_by(AuditEvent.action)
        .order_by(AuditEvent.action)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
