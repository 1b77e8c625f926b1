"""How far the text of a story's stretches has come, and who worked on it."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from stories.foundation.db import among, db, given
from stories.moderation.models import Story
from stories.moderation.within import IN_STORY
from stories.transcripts.models import Segment
from stories.transcripts.rules import LANGUAGES
from stories.translations.models import SegmentTranslation, TranslationState
from stories.translations.rules import OTHER

# A segment is kept at most once in each language, so that joining both counts nothing twice.
OTHERS = {language: aliased(SegmentTranslation, name=f"in_{language}") for language in LANGUAGES}


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


def _lacks(language: str) -> ColumnElement[bool]:
    """Whether a segment needs this language and stands not confirmed in it.

    What was said in neither of ours is told in Kazakh (see translations/rules.py).
    """
    other = OTHERS[language]
    confirmed = and_(other.state == TranslationState.CONFIRMED, func.trim(other.text) != "")
    needs = Segment.language != "kk" if language == "kk" else Segment.language == OTHER[language]
    return and_(needs, or_(other.id.is_(None), ~confirmed))


def _stretches() -> Any:
    said, lacking = func.trim(Segment.text) != "", or_(*map(_lacks, LANGUAGES))
    who = (Story.id, Segment.checked_by, *(other.author_id for other in OTHERS.values()))
    query = select(
        func.count(Segment.id),
        func.sum(case((Segment.checked_at.is_(None), 1), else_=0)),
        func.sum(case((and_(said, lacking), 1), else_=0)),
        *who,
    )
    query = query.select_from(Story).join(Segment, IN_STORY)
    for language, other in OTHERS.items():
        there = and_(other.segment_id == Segment.id, other.language == language)
        query = query.outerjoin(other, there)
    return query.where(among(Story.id, given("stories"))).group_by(*who)


STRETCHES = _stretches()


def texts_of(
    ids: Collection[uuid.UUID],
) -> tuple[dict[uuid.UUID, Text], dict[uuid.UUID, set[uuid.UUID]]]:
    """Counts over each stretch, and whoever checked or translated in it: it is read once."""
    counts: dict[uuid.UUID, Text] = defaultdict(Text)
    makers: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for row in db.session.execute(STRETCHES, {"stories": ids}).all():
        counts[row[3]] = counts[row[3]].and_also(Text(*row[:3]))
        makers[row[3]].update(who for who in row[4:] if who)
    return counts, makers
