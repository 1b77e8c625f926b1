"""Gathering what the gate looks at, in a constant number of queries however long the list."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from stories.foundation.clock import today
from stories.foundation.db import among, db
from stories.media.models import Recording, RecordingState
from stories.moderation.models import (
    Review,
    Story,
    StoryMove,
    Takedown,
    TakedownState,
    Verdict,
)
from stories.moderation.rules import (
    Reason,
    StoryFacts,
    Verdicts,
    blocks_approval,
    blocks_publication,
)
from stories.people.models import Audience
from stories.people.queries import voices_for_many
from stories.people.rules import Voice, permitted
from stories.sessions.models import Attendance, StorytellingSession
from stories.transcripts.models import Segment, TranscriptVersion
from stories.translations.models import SegmentTranslation, TranslationState

LANGUAGES = ("kk", "ru")
# A segment belongs to a stretch as soon as they touch: what is in doubt is looked at.
IN_STRETCH = and_(
    Segment.version_id == Story.version_id,
    Segment.start_ms < Story.end_ms,
    Segment.end_ms > Story.start_ms,
)


@dataclass(frozen=True)
class Origin:
    """Where a story comes from, and the revision its text stands at."""

    session_id: uuid.UUID
    closed_until: date | None
    makers: frozenset[uuid.UUID]
    revision: int
    complete: bool
    disputed: bool
    sound: bool


@dataclass(frozen=True)
class Text:
    """Counts over the segments of a stretch."""

    segments: int = 0
    unchecked: int = 0
    untranslated: int = 0

    def and_also(self, other: "Text") -> "Text":
        """Both together."""
        return Text(
            self.segments + other.segments,
            self.unchecked + other.unchecked,
            self.untranslated + other.untranslated,
        )


def facts_of(stories: Iterable[Story], on: date | None = None) -> dict[uuid.UUID, StoryFacts]:
    """What the gate looks at, for each story; ``on`` is the day the agreements are asked about."""
    wanted = {story.id: story for story in stories}
    ids = list(wanted)
    if not ids:
        return {}
    day = on or today()
    origins, reviews = _origins(ids), _reviews(ids)
    texts, checkers = _texts(ids)
    voices, makers = audible(origins), _makers(ids)
    asked = {(origin.session_id, origin.closed_until) for origin in origins.values()}
    permissions = {
        (session_id, closed): permitted(voices[session_id], day, closed)
        for session_id, closed in asked
    }  # one answer a recording, however many stories it gave
    return {
        key: _facts(
            story,
            origins[key],
            texts[key],
            permission=permissions[origins[key].session_id, origins[key].closed_until],
            makers=origins[key].makers | checkers[key] | makers[key],
            reviews=tuple(reviews[key]),
            takedown_open=origins[key].disputed,
        )
        for key, story in wanted.items()
    }


def reasons_for(
    stories: Iterable[Story], audience: Audience, on: date | None = None
) -> dict[uuid.UUID, list[Reason]]:
    """Why each story may not reach an audience; an empty list means that it may (DOMAIN M3)."""
    day = on or today()
    facts = facts_of(stories, day)
    return {key: blocks_publication(item, audience, day) for key, item in facts.items()}


def approval_blocks(story: Story, on: date | None = None) -> list[Reason]:
    """What has to be cured before anybody may approve a story for the families."""
    day = on or today()
    return blocks_approval(facts_of([story], day)[story.id], Audience.FAMILY, day)


def open_stories(
    stories: Iterable[Story], audience: Audience, on: date | None = None
) -> list[Story]:
    """Those whose gate is open for an audience now, in the order given."""
    listed = list(stories)
    reasons = reasons_for(listed, audience, on)
    return [story for story in listed if not reasons[story.id]]


def _facts(story: Story, origin: Origin, text: Text, **more: Any) -> StoryFacts:
    playable = origin.sound and bool(story.copy_opus and story.copy_aac)
    return StoryFacts(
        state=story.state,
        story_revision=story.revision,
        transcript_revision=origin.revision,
        copy_revision=story.copy_revision if playable else 0,
        closed_until=story.closed_until,
        has_titles=all(
            item.strip()
            for item in (story.title_kk, story.title_ru, story.summary_kk, story.summary_ru)
        ),
        segments=text.segments,
        unchecked=text.unchecked,
        untranslated=text.untranslated,
        complete=origin.complete,
        widest=story.widest,
        **more,
    )


def _origins(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Origin]:
    query = (
        select(
            Story.id,
            StorytellingSession.id,
            Recording.closed_until,
            Story.proposed_by,
            Recording.uploaded_by,
            StorytellingSession.facilitator_id,
            TranscriptVersion.revision,
            TranscriptVersion.complete,
            exists()
            .where(Takedown.story_id == Story.id, Takedown.state == TakedownState.RECEIVED)
            .label("disputed"),
            Recording.state,
        )
        .join(Recording, Recording.id == Story.recording_id)
        .join(StorytellingSession, StorytellingSession.id == Recording.session_id)
        .join(TranscriptVersion, TranscriptVersion.id == Story.version_id)
        .where(among(Story.id, ids))
    )
    return {
        row[0]: Origin(
            row[1],
            row[2],
            frozenset(row[3:6]),
            row[6],
            row[7],
            row[8],
            sound=row[9] is RecordingState.READY,
        )
        for row in db.session.execute(query)
    }


def audible(origins: dict[uuid.UUID, Origin]) -> dict[uuid.UUID, list[Voice]]:
    """Everybody audible, by session: whoever was not marked absent (DOMAIN C5)."""
    sessions = {origin.session_id for origin in origins.values()}
    query = select(Attendance.session_id, Attendance.person_id).where(
        among(Attendance.session_id, sessions), Attendance.came.is_not(False)
    )
    people: dict[uuid.UUID, list[uuid.UUID]] = {session_id: [] for session_id in sessions}
    for session_id, person_id in db.session.execute(query):
        people[session_id].append(person_id)
    return voices_for_many({key: (heard, key) for key, heard in people.items()})


def _confirmed(language: str) -> ColumnElement[bool]:
    return (
        select(SegmentTranslation.id)
        .where(
            SegmentTranslation.segment_id == Segment.id,
            SegmentTranslation.language == language,
            SegmentTranslation.state == TranslationState.CONFIRMED,
            func.trim(SegmentTranslation.text) != "",
        )
        .exists()
    )


def _texts(
    ids: Collection[uuid.UUID],
) -> tuple[dict[uuid.UUID, Text], dict[uuid.UUID, set[uuid.UUID]]]:
    """Counts over each stretch, and whoever checked something in it: its lines are read once."""
    lacking = or_(*(and_(Segment.language != one, ~_confirmed(one)) for one in LANGUAGES))
    said = func.trim(Segment.text) != ""
    query = (
        select(
            Story.id,
            Segment.checked_by,
            func.count(Segment.id),
            func.sum(case((Segment.checked_at.is_(None), 1), else_=0)),
            func.sum(case((and_(said, lacking), 1), else_=0)),
        )
        .join(Segment, IN_STRETCH)
        .where(among(Story.id, ids))
        .group_by(Story.id, Segment.checked_by)
    )
    counts: dict[uuid.UUID, Text] = defaultdict(Text)
    checkers: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for story_id, checked_by, *more in db.session.execute(query):
        counts[story_id] = counts[story_id].and_also(Text(*more))
        if checked_by:
            checkers[story_id].add(checked_by)
    return counts, checkers


def _makers(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Whoever wrote the story's own text or translated its lines."""
    wrote = select(StoryMove.story_id, StoryMove.actor_id).where(
        among(StoryMove.story_id, ids), StoryMove.edited, StoryMove.actor_id.is_not(None)
    )
    translated = (
        select(Story.id, SegmentTranslation.author_id)
        .join(Segment, IN_STRETCH)
        .join(SegmentTranslation, SegmentTranslation.segment_id == Segment.id)
        .where(among(Story.id, ids), SegmentTranslation.author_id.is_not(None))
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for story_id, user_id in db.session.execute(wrote.union(translated)):
        if user_id:
            found[story_id].add(user_id)
    return found


def _reviews(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Verdicts]]:
    # Two words of one moment: the objection counts as the later one.
    order = case((Review.verdict == Verdict.RETURN, 1), else_=0)
    query = (
        select(
            Review.story_id,
            Review.reviewer_id,
            Review.verdict,
            Review.story_revision,
            Review.transcript_revision,
        )
        .where(among(Review.story_id, ids))
        .order_by(Review.created_at, order)
    )
    found: dict[uuid.UUID, list[Verdicts]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row[0]].append(Verdicts(row[1], row[2], row[3], row[4]))
    return found
