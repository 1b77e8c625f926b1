"""Gathering what the gate looks at, in a constant number of queries however long the list."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Exists, case, exists, select

from stories.foundation.clock import today
from stories.foundation.db import among, db, given
from stories.media.models import Recording, RecordingState, decided
from stories.moderation.models import (
    Review,
    Story,
    StoryMove,
    Verdict,
)
from stories.moderation.queries.stretches import Text, texts_of
from stories.moderation.redaction.applying import Standing, standing_of
from stories.moderation.rules import (
    Reason,
    StoryFacts,
    Verdicts,
    blocks_approval,
    blocks_publication,
)
from stories.moderation.takedown.models import OPEN, Takedown
from stories.moderation.within import cut_in_a_sentence, touched
from stories.people.models import Audience
from stories.people.queries import voices_for_many
from stories.people.rules import Gap, Permission, Voice, permitted
from stories.sessions.models import Attendance, StorytellingSession
from stories.transcripts.models import TranscriptVersion
from stories.translations.narrator.models import NarratorWish, WishKind


def wished(kind: ColumnElement[bool]) -> Exists:
    """Whether a wish of a kind waits about a part of the story (DOMAIN C12)."""
    return exists().where(
        NarratorWish.recording_id == Story.recording_id,
        NarratorWish.dealt_at.is_(None),
        touched(NarratorWish.start_ms, NarratorWish.end_ms, NarratorWish),
        kind,
    )


ORIGINS = (
    select(
        Story.id,
        Recording.session_id,
        Recording.closed_until,
        Story.proposed_by,
        Recording.uploaded_by,
        StorytellingSession.facilitator_id,
        TranscriptVersion.revision,
        TranscriptVersion.complete,
        exists().where(Takedown.story_id == Story.id, Takedown.state.in_(OPEN)).label("disputed"),
        Recording.state,
        wished(NarratorWish.kind == WishKind.DO_NOT_PUBLISH).label("said_no"),
        wished(NarratorWish.kind != WishKind.DO_NOT_PUBLISH).label("wished"),
        cut_in_a_sentence().label("cut"),
        Recording.never_publish,
        Recording.restricted_at,
    )
    .join(Recording, Recording.id == Story.recording_id)
    .join(StorytellingSession, StorytellingSession.id == Recording.session_id)
    .join(TranscriptVersion, TranscriptVersion.id == Story.version_id)
    .where(among(Story.id, given("stories")))
)
HEARD = select(Attendance.session_id, Attendance.person_id).where(
    among(Attendance.session_id, given("sessions")), Attendance.came.is_not(False)
)
WROTE = select(StoryMove.story_id, StoryMove.actor_id).where(
    among(StoryMove.story_id, given("stories")),
    StoryMove.edited,
    StoryMove.actor_id.is_not(None),
)
# Two words of one moment: the objection counts as the later one.
REVIEWS = (
    select(
        Review.story_id,
        Review.reviewer_id,
        Review.verdict,
        Review.story_revision,
        Review.transcript_revision,
    )
    .where(among(Review.story_id, given("stories")))
    .order_by(Review.created_at, case((Review.verdict == Verdict.RETURN, 1), else_=0))
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
    said_no: bool
    wished: bool
    cut: bool
    decided: frozenset[Gap]


def facts_of(stories: Iterable[Story], on: date | None = None) -> dict[uuid.UUID, StoryFacts]:
    """What the gate looks at, for each story; ``on`` is the day the agreements are asked about."""
    wanted = {story.id: story for story in stories}
    ids = list(wanted)
    if not ids:
        return {}
    day = on or today()
    origins, reviews, writers = _origins(ids), _reviews(ids), _writers(ids)
    texts, makers = texts_of(ids)
    hidden = standing_of(wanted)
    permissions = _permissions(origins, day)
    return {
        key: _facts(
            story,
            origins[key],
            texts[key],
            permission=permissions[key],
            makers=origins[key].makers | makers[key] | writers[key],
            reviews=tuple(reviews[key]),
            takedown_open=origins[key].disputed,
            narrator_said_no=origins[key].said_no,
            narrator_wishes=origins[key].wished,
            **vars(hidden.get(key, Standing())),
        )
        for key, story in wanted.items()
    }


def permissions_of(stories: Iterable[Story], on: date | None = None) -> dict[uuid.UUID, Permission]:
    """What everyone audible in each story permits on a day, whatever else the gate looks at."""
    ids = [story.id for story in stories]
    return _permissions(_origins(ids), on or today()) if ids else {}


def _permissions(origins: dict[uuid.UUID, Origin], day: date) -> dict[uuid.UUID, Permission]:
    voices = audible(origins)
    return {
        key: permitted(voices[origin.session_id], day, origin.closed_until, origin.decided)
        for key, origin in origins.items()
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
        never_publish=story.never_publish,
        has_titles=all(
            item.strip()
            for item in (story.title_kk, story.title_ru, story.summary_kk, story.summary_ru)
        ),
        segments=text.segments,
        unchecked=text.unchecked,
        untranslated=text.untranslated,
        edge_in_a_sentence=origin.cut,
        complete=origin.complete,
        widest=story.widest,
        **more,
    )


def _origins(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Origin]:
    return {
        row[0]: Origin(
            row[1],
            row[2],
            frozenset(row[3:6]),
            row[6],
            row[7],
            row[8],
            sound=row[9] is RecordingState.READY,
            said_no=row[10],
            wished=row[11],
            cut=row[12],
            decided=decided(row[13], row[14]),
        )
        for row in db.session.execute(ORIGINS, {"stories": ids}).all()
    }


def audible(origins: dict[uuid.UUID, Origin]) -> dict[uuid.UUID, list[Voice]]:
    """Everybody audible, by session: whoever was not marked absent (DOMAIN C5)."""
    sessions = {origin.session_id for origin in origins.values()}
    people: dict[uuid.UUID, list[uuid.UUID]] = {session_id: [] for session_id in sessions}
    for session_id, person_id in db.session.execute(HEARD, {"sessions": sessions}).all():
        people[session_id].append(person_id)
    return voices_for_many({key: (heard, key) for key, heard in people.items()})


def _writers(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Whoever wrote the story's own text."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for story_id, user_id in db.session.execute(WROTE, {"stories": ids}).all():
        if user_id:
            found[story_id].add(user_id)
    return found


def _reviews(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Verdicts]]:
    found: dict[uuid.UUID, list[Verdicts]] = defaultdict(list)
    for row in db.session.execute(REVIEWS, {"stories": ids}).all():
        found[row[0]].append(Verdicts(row[1], row[2], row[3], row[4]))
    return found
