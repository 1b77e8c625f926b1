"""The publication gate. Pure; asked when deciding and again at every read (DOMAIN M1–M4).

An empty answer means open. Every reason has a sentence in ``reasons.py`` that says what to do.
"""

import enum
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from stories.moderation.models import StoryState, Verdict
from stories.people.models import Audience, Use
from stories.people.rules import CLOSURES, DECIDED, ORDER, OUTSIDE, Gap, Permission

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
# A story is heard and read in two languages: each of these uses is one (DOMAIN C2).
NEEDS = frozenset({Use.RECORD, Use.TRANSCRIBE, Use.TRANSLATE, Use.SHARE})
LEAST_AUDIENCE = Audience.FAMILY


class Reason(enum.StrEnum):
    """What keeps a story in the room."""

    CONSENT_MISSING = "consent_missing"
    AUDIENCE_TOO_WIDE = "audience_too_wide"
    CLOSED = "closed"
    NEVER_PUBLISH = "never_publish"
    RESTRICTED = "restricted"
    NOT_PROPOSED = "not_proposed"
    RETURNED = "returned"
    TAKEN_DOWN = "taken_down"
    TAKEDOWN_OPEN = "takedown_open"
    REVIEWS_MISSING = "reviews_missing"
    REVIEWER_MADE_IT = "reviewer_made_it"
    CHANGED_SINCE_REVIEW = "changed_since_review"
    NOT_RELEASED = "not_released"
    TITLE_MISSING = "title_missing"
    TEXT_MISSING = "text_missing"
    MACHINE_TEXT = "machine_text"
    TRANSLATION_MISSING = "translation_missing"
    COPY_MISSING = "copy_missing"
    NARRATOR_SAID_NO = "narrator_said_no"
    NARRATOR_WISHES = "narrator_wishes"
    EDGE_IN_A_SENTENCE = "edge_in_a_sentence"
    REDACTION_WAITS = "redaction_waits"
    REDACTION_UNMATCHED = "redaction_unmatched"
    REDACTION_TOLD = "redaction_told"


BY_REVIEW = frozenset(
    {
        Reason.REVIEWS_MISSING,
        Reason.REVIEWER_MADE_IT,
        Reason.CHANGED_SINCE_REVIEW,
        Reason.NOT_RELEASED,
    }
)


@dataclass(frozen=True)
class Verdicts:
    """One reviewer's word, and the revisions of story and transcript it was given on."""

    reviewer_id: uuid.UUID
    verdict: Verdict
    story_revision: int
    transcript_revision: int


@dataclass(frozen=True)
class StoryFacts:
    """Everything the gate looks at, gathered by ``queries.facts_of``.

    ``reviews`` stand in the order in which they were given. ``widest`` is the widest audience
    the story itself may have, whatever its people agreed to. ``complete`` says that the whole
    recording was written down. ``narrator_said_no`` and ``narrator_wishes`` speak of wishes in the
    stretch that wait: not to publish it, and to change it. The redactions: that one is not
    confirmed, that one cannot be found in the text, and that hidden words stand in a title.
    ``edge_in_a_sentence`` says that words would be read that are cut out of the sound.
    """

    state: StoryState
    permission: Permission
    makers: frozenset[uuid.UUID]
    story_revision: int
    transcript_revision: int
    copy_revision: int
    reviews: tuple[Verdicts, ...] = ()
    closed_until: date | None = None
    never_publish: bool = False
    takedown_open: bool = False
    narrator_said_no: bool = False
    narrator_wishes: bool = False
    redaction_waits: bool = False
    redaction_unmatched: bool = False
    redaction_told: bool = False
    has_titles: bool = True
    segments: int = 1
    unchecked: int = 0
    untranslated: int = 0
    edge_in_a_sentence: bool = False
    complete: bool = True
    widest: Audience = Audience.PUBLIC
    needs: frozenset[Use] = field(default=NEEDS)


def blocks_publication(facts: StoryFacts, audience: Audience, on: date) -> list[Reason]:
    """Why the story may not reach an audience on a day; empty means it may.

    What leaves the team reaches a family at least: ``private`` is asked as ``family``.
    """
    reach = max(audience, LEAST_AUDIENCE, key=ORDER.index)
    found = (
        _consent(facts, reach, on),
        _narrator(facts),
        _state(facts),
        _redactions(facts),
        _reviews(facts),
    )
    return [*(reason for part in found for reason in part), *_content(facts)]


def shut_among(
    facts: Mapping[uuid.UUID, StoryFacts], audience: Audience, on: date
) -> frozenset[uuid.UUID]:
    """Those of many stories that may not reach an audience on a day."""
    return frozenset(key for key, item in facts.items() if blocks_publication(item, audience, on))


def blocks_approval(facts: StoryFacts, audience: Audience, on: date) -> list[Reason]:
    """What must be cured before anybody may approve: all but what the reviews bring."""
    return [item for item in blocks_publication(facts, audience, on) if item not in BY_REVIEW]


def valid_approvals(facts: StoryFacts) -> frozenset[uuid.UUID]:
    """Reviewers whose last word is «approve», on today's text, and who made none of it."""
    return _approvals(facts) - facts.makers


def _approvals(facts: StoryFacts) -> frozenset[uuid.UUID]:
    """Whoever approves today's text, makers of it among them."""
    words = _last_words(facts).items()
    return frozenset(who for who, item in words if item.verdict is Verdict.APPROVE)


def may_move(before: StoryState, after: StoryState) -> bool:
    """Whether the state table has such a move."""
    return after in MOVES[before]


def _last_words(facts: StoryFacts) -> dict[uuid.UUID, Verdicts]:
    last = {item.reviewer_id: item for item in facts.reviews}
    return {who: item for who, item in last.items() if _is_current(item, facts)}


def _is_current(item: Verdicts, facts: StoryFacts) -> bool:
    return (item.story_revision, item.transcript_revision) == (
        facts.story_revision,
        facts.transcript_revision,
    )


def needed_uses(facts: StoryFacts, audience: Audience) -> frozenset[Use]:
    """The uses everyone audible must have agreed to; the public needs one more."""
    return facts.needs | {Use.PUBLISH} if audience is Audience.PUBLIC else facts.needs


def _consent(facts: StoryFacts, audience: Audience, on: date) -> Iterable[Reason]:
    permission = facts.permission
    gaps = {item.gap for item in permission.missing}
    if Gap.RESTRICTED in gaps:
        yield Reason.RESTRICTED  # what else there is comes up once it is given back
        return
    closed, decided = bool(gaps & CLOSURES), bool(gaps & DECIDED)
    ended = permission.until is not None and on >= permission.until
    needed = facts.needs - OUTSIDE if closed or decided else facts.needs
    if gaps - CLOSURES - DECIDED or ended or not needed <= permission.uses:
        yield Reason.CONSENT_MISSING
    elif not closed and not decided and not _reaches(facts, audience):
        yield Reason.AUDIENCE_TOO_WIDE
    if closed or facts.closed_until is not None:
        # A closure that has run out leads back to review, never straight out (DOMAIN C9).
        yield Reason.CLOSED
    if decided or facts.never_publish:
        yield Reason.NEVER_PUBLISH


def _reaches(facts: StoryFacts, audience: Audience) -> bool:
    uses = needed_uses(facts, audience)
    agreed = all(facts.permission.allows(use, audience) for use in uses)
    return agreed and ORDER.index(facts.widest) >= ORDER.index(audience)


def _narrator(facts: StoryFacts) -> Iterable[Reason]:
    """Whoever told it asked for something nobody has dealt with yet (DOMAIN C12)."""
    if facts.narrator_said_no:
        yield Reason.NARRATOR_SAID_NO
    if facts.narrator_wishes:
        yield Reason.NARRATOR_WISHES


def _state(facts: StoryFacts) -> Iterable[Reason]:
    if facts.state is StoryState.DRAFT:
        yield Reason.NOT_PROPOSED
    if facts.state is StoryState.RETURNED or _objected(facts):
        yield Reason.RETURNED
    if facts.state is StoryState.TAKEN_DOWN:
        yield Reason.TAKEN_DOWN
    if facts.takedown_open:
        yield Reason.TAKEDOWN_OPEN


def _objected(facts: StoryFacts) -> bool:
    # An objection to today's text stands, however many others approve it.
    return any(item.verdict is Verdict.RETURN for item in _last_words(facts).values())


def _reviews(facts: StoryFacts) -> Iterable[Reason]:
    if len(valid_approvals(facts)) < REVIEWERS:
        if len(_approvals(facts)) >= REVIEWERS:
            yield Reason.REVIEWER_MADE_IT
            return
        approved = {item.reviewer_id for item in facts.reviews if item.verdict is Verdict.APPROVE}
        stale = len(approved - facts.makers) >= REVIEWERS
        yield Reason.CHANGED_SINCE_REVIEW if stale else Reason.REVIEWS_MISSING
    elif facts.state is StoryState.PROPOSED:
        # Two approvals open nothing by themselves: the story has to be released by them.
        yield Reason.NOT_RELEASED


def _redactions(facts: StoryFacts) -> Iterable[Reason]:
    if facts.redaction_waits:
        yield Reason.REDACTION_WAITS
    if facts.redaction_unmatched:
        yield Reason.REDACTION_UNMATCHED
    if facts.redaction_told:
        yield Reason.REDACTION_TOLD


def _content(facts: StoryFacts) -> Iterable[Reason]:
    if not facts.has_titles:
        yield Reason.TITLE_MISSING
    if not facts.segments or not facts.complete:
        yield Reason.TEXT_MISSING
    if facts.edge_in_a_sentence:
        yield Reason.EDGE_IN_A_SENTENCE
    if facts.unchecked:
        yield Reason.MACHINE_TEXT
    if facts.untranslated:
        yield Reason.TRANSLATION_MISSING
    if facts.copy_revision != facts.story_revision:
        yield Reason.COPY_MISSING
