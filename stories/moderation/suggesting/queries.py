"""Reading a story's texts, whom it may name, and what was suggested about it."""

import uuid
from collections.abc import Iterator
from itertools import chain

from sqlalchemy import or_, select

from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.media.models import Recording
from stories.moderation.models import Story
from stories.moderation.redaction.applying import hiding, part_of
from stories.moderation.redaction.matching import Part
from stories.moderation.suggesting.finders import Known
from stories.moderation.suggesting.models import (
    Place,
    StoryLooking,
    StorySuggestion,
    SuggestionState,
)
from stories.moderation.suggesting.rules import LANGUAGES, Text
from stories.moderation.within import IN_STORY
from stories.people.models import Person, Relation, Representation
from stories.sessions.models import Attendance
from stories.transcripts.models import Segment
from stories.translations.models import SegmentTranslation


def texts_of(story: Story) -> list[Text]:
    """Everything that is read of a story as it was said and written, in order; nothing hidden."""
    return [*_own(story), *_told(story)]


def _own(story: Story) -> Iterator[Text]:
    for place in (Place.TITLE, Place.SUMMARY):
        for language in LANGUAGES:
            yield Text(place, None, language, getattr(story, f"{place}_{language}"))


def _told(story: Story) -> Iterator[Text]:
    here = select(Segment).select_from(Story).join(Segment, IN_STORY).where(Story.id == story.id)
    segments = list(db.session.scalars(here.order_by(Segment.start_ms, Segment.position)))
    ids = [row.id for row in segments]
    beside = select(SegmentTranslation).where(SegmentTranslation.segment_id.in_(ids))
    others: dict[uuid.UUID, dict[str, str]] = {row: {} for row in ids}
    for row in db.session.scalars(beside):
        others[row.segment_id][row.language] = row.text
    times = story.timeline
    for segment in segments:
        texts = others[segment.id] | {segment.language: segment.text}
        at, _end = times.in_story(segment.start_ms, segment.end_ms) or (0, 0)
        for language in LANGUAGES:
            if texts.get(language):
                yield Text(Place.SEGMENT, segment.id, language, texts[language], at)


def text_of(story: Story, row: StorySuggestion) -> Text | None:
    """The text a suggestion stands in, as it is now."""
    wanted = (row.place, row.segment_id, row.language)
    texts = texts_of(story)
    return next((one for one in texts if (one.place, one.segment_id, one.language) == wanted), None)


def hidden_of(story: Story) -> list[Part]:
    """The words that are hidden in a story already."""
    rows = hiding([story.id]).get(story.id, [])
    return [part_of(part) for row in rows for part in row.parts if part.quote]


def known_to(story: Story) -> list[Known]:
    """The people of a story's session and those close to them, by every name that is kept."""
    heard = (
        select(Attendance.person_id)
        .join(Recording, Recording.session_id == Attendance.session_id)
        .where(Recording.id == story.recording_id)
    )
    present = set(db.session.scalars(heard))
    kin = select(Relation.one_id, Relation.other_id).where(
        or_(Relation.one_id.in_(present), Relation.other_id.in_(present))
    )
    lawful = select(Representation.child_id, Representation.representative_id).where(
        or_(Representation.child_id.in_(present), Representation.representative_id.in_(present))
    )
    rows = chain(db.session.execute(kin), db.session.execute(lawful))
    everybody = present | {who for row in rows for who in row}
    people = db.session.scalars(
        select(Person).where(Person.id.in_(everybody)).order_by(Person.created_at, Person.id)
    )
    return [Known(_names(one), one.id) for one in people]


def _names(one: Person) -> str:
    return " ".join([one.name, one.given_name, one.patronymic, one.surname])


def suggestions_of(story: Story) -> list[StorySuggestion]:
    """Everything suggested about a story, for a caller that has authorised the question."""
    query = select(StorySuggestion).where(StorySuggestion.story_id == story.id)
    return list(db.session.scalars(query.order_by(StorySuggestion.created_at, StorySuggestion.id)))


def suggestion(story: Story, suggestion_id: uuid.UUID) -> StorySuggestion:
    """One suggestion about a story, held until the unit ends; raises NotFound."""
    row = db.session.scalar(
        select(StorySuggestion)
        .where(StorySuggestion.id == suggestion_id, StorySuggestion.story_id == story.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def alike(row: StorySuggestion) -> list[StorySuggestion]:
    """Open suggestions about the same words anywhere in a story, this one among them."""
    query = select(StorySuggestion).where(
        StorySuggestion.story_id == row.story_id,
        StorySuggestion.words_digest == row.words_digest,
        StorySuggestion.state == SuggestionState.OPEN,
    )
    return list(db.session.scalars(query.order_by(StorySuggestion.id).with_for_update()))


def looking(story_id: uuid.UUID) -> StoryLooking | None:
    """When a story was last looked through."""
    return db.session.get(StoryLooking, story_id)
