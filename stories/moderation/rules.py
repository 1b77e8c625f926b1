"""The publication gate. Pure; asked when deciding and again at every read (DOMAIN M1–M4).

An empty answer means open. Every reason has a sentence in ``reasons.py`` that says what to do.
"""

import enum
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from stories.moderation.models import StoryState, Verdict
from stories.people.models import Audience, Use
from stories.people.rules import Permission

REVIEWERS = 2
MOVES: dict[StoryState, frozenset[StoryState]] = {
    StoryState.DRAFT: frozenset({StoryState.PROPOSED, StoryState.TAKEN_DOWN}),
    StoryState.PROPOSED: frozenset(
        {StoryState.RELEASED, StoryState.RETURNED, StoryState.TAKEN_DOWN}
    ),
    StoryState.RETURNED: frozenset({StoryState.PROPOSED, StoryState.TAKEN_DOWN}),
    StoryState.RELEASED: frozenset({StoryState.PROPOSED, StoryState.TAKEN_DOWN}),
    StoryState.TAKEN_DOWN: frozenset({StoryState.PROPOSED}),
}


class Reason(enum.StrEnum):
    """What keeps a story in the room."""

    CONSENT_MISSING = "consent_missing"
    AUDIENCE_TOO_WIDE = "audience_too_wide"
    CLOSED = "closed"
    NOT_PROPOSED = "not_proposed"
    RETURNED = "returned"
    TAKEN_DOWN = "taken_down"
    TAKEDOWN_OPEN = "takedown_open"
    REVIEWS_MISSING = "reviews_missing"
    CHANGED_SINCE_REVIEW = "changed_since_review"
    TITLE_MISSING = "title_missing"
    TEXT_MISSING = "text_missing"
    MACHINE_TEXT = "machine_text"
    TRANSLATION_MISSING = "translation_missing"
    COPY_MISSING = "copy_missing"


@dataclass(frozen=True)
class Verdicts:
    """One reviewer's word, and the revisions of story and transcript it was given on."""

    reviewer_id: uuid.UUID
    verdict: Verdict
    story_revision: int
    transcript_revision: int


@dataclass(frozen=True)
class StoryFacts:
    """Everything the gate looks at, gathered by ``queries.facts_of``."""

    state: StoryState
    permission: Permission
    makers: frozenset[uuid.UUID]
    story_revision: int
    transcript_revision: int
    copy_revision: int
    reviews: tuple[Verdicts, ...] = ()
    closed_until: date | None = None
    takedown_open: bool = False
    has_titles: bool = True
    segments: int = 1
    unchecked: int = 0
    untranslated: int = 0
    needs: frozenset[Use] = field(default_factory=lambda: frozenset({Use.RECORD, Use.SHARE}))


def blocks_publication(facts: StoryFacts, audience: Audience, on: date) -> list[Reason]:
    """Why the story may not reach an audience on a day; empty means it may."""
    return [*_consent(facts, audience, on), *_state(facts), *_reviews(facts), *_content(facts)]


def blocks_approval(facts: StoryFacts, audience: Audience, on: date) -> list[Reason]:
    """What must be cured before anybody may approve: all but the reviews themselves."""
    later = {Reason.REVIEWS_MISSING, Reason.CHANGED_SINCE_REVIEW}
    return [item for item in blocks_publication(facts, audience, on) if item not in later]


def valid_approvals(facts: StoryFacts) -> frozenset[uuid.UUID]:
    """Reviewers whose last word is «approve», on today's text, and who made none of it."""
    last: dict[uuid.UUID, Verdicts] = {item.reviewer_id: item for item in facts.reviews}
    return frozenset(
        who
        for who, item in last.items()
        if item.verdict is Verdict.APPROVE and who not in facts.makers and _is_current(item, facts)
    )


def may_move(before: StoryState, after: StoryState) -> bool:
    """Whether the state table has such a move."""
    return after in MOVES[before]


def _is_current(item: Verdicts, facts: StoryFacts) -> bool:
    return (item.story_revision, item.transcript_revision) == (
        facts.story_revision,
        facts.transcript_revision,
    )


def _consent(facts: StoryFacts, audience: Audience, on: date) -> Iterable[Reason]:
    permission = facts.permission
    ended = permission.until is not None and on >= permission.until
    if permission.missing or ended or not facts.needs <= permission.uses:
        yield Reason.CONSENT_MISSING
    elif not permission.allows(Use.SHARE, audience):
        yield Reason.AUDIENCE_TOO_WIDE
    if facts.closed_until is not None:
        # A closure that has run out leads back to review, never straight out (DOMAIN C9).
        yield Reason.CLOSED


def _state(facts: StoryFacts) -> Iterable[Reason]:
    if facts.state is StoryState.DRAFT:
        yield Reason.NOT_PROPOSED
    if facts.state is StoryState.RETURNED:
        yield Reason.RETURNED
    if facts.state is StoryState.TAKEN_DOWN:
        yield Reason.TAKEN_DOWN
    if facts.takedown_open:
        yield Reason.TAKEDOWN_OPEN


def _reviews(facts: StoryFacts) -> Iterable[Reason]:
    if len(valid_approvals(facts)) >= REVIEWERS:
        return
    approved = {item.reviewer_id for item in facts.reviews if item.verdict is Verdict.APPROVE}
    stale = len(approved - facts.makers) >= REVIEWERS
    yield Reason.CHANGED_SINCE_REVIEW if stale else Reason.REVIEWS_MISSING


def _content(facts: StoryFacts) -> Iterable[Reason]:
    if not facts.has_titles:
        yield Reason.TITLE_MISSING
    if not facts.segments:
        yield Reason.TEXT_MISSING
    if facts.unchecked:
        yield Reason.MACHINE_TEXT
    if facts.untranslated:
        yield Reason.TRANSLATION_MISSING
    if facts.copy_revision != facts.story_revision:
        yield Reason.COPY_MISSING
