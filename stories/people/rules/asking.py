"""Who still has to be asked, in which order, and when somebody has to be asked again.

Pure: no clock, no database. It only says what to do next; what may be done is decided by
``permitted`` alone.
"""

import enum
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stories.people.models import Stage, Wording
from stories.people.rules.ages import came_of_age_on, is_child
from stories.people.rules.facts import Agreed, Voice
from stories.people.rules.orphans import unanswered
from stories.people.rules.sayings import FRESH_YEARS

SOON = timedelta(days=60)


class Said(enum.StrEnum):
    """Somebody's last word about a stage."""

    NOTHING = "nothing"
    YES = "yes"
    NO = "no"
    TAKEN_BACK = "taken_back"
    OVER = "over"


@dataclass(frozen=True)
class Ask:
    """One answer that is needed: whose, in which words, and what they said last."""

    signer_id: uuid.UUID
    wording: Wording
    stage: Stage
    said: Said


class Due(enum.StrEnum):
    """Why somebody has to be asked again (DOMAIN C10)."""

    FIVE_YEARS = "five_years"
    EIGHTEEN = "eighteen"


@dataclass(frozen=True)
class Review:
    """A day on which what was agreed to for a child stops to count."""

    due: Due
    on: date


def to_ask(voice: Voice, stages: Iterable[Stage], on: date) -> list[Ask]:
    """Every answer about a voice, the representatives' before the child's (DOMAIN C4)."""
    return [
        Ask(signer, wording, stage, _said(voice, signer, stage, on))
        for stage in stages
        for signer, wording in signers(voice, on)
    ]


def signers(voice: Voice, on: date) -> list[tuple[uuid.UUID, Wording]]:
    """Who answers on a day, each in their own words; a child without a representative last."""
    if not is_child(voice, on):
        return [(voice.person_id, Wording.ADULT)]
    others = sorted(voice.representatives - {voice.person_id}, key=str)
    return [*((one, Wording.REPRESENTATIVE) for one in others), (voice.person_id, Wording.CHILD)]


def _said(voice: Voice, signer: uuid.UUID, stage: Stage, on: date) -> Said:
    word = _last(voice, signer, stage)
    if word is None:
        return Said.NOTHING
    if word.withdrawn_on:
        return Said.TAKEN_BACK
    if not word.uses:
        return Said.NO
    if signer != voice.person_id and stage in unanswered(voice):
        return Said.OVER  # somebody who spoke beside them was erased: all are asked anew
    ends = [day for day in (word.ends_on, *(one.on for one in _reviews(voice, word))) if day]
    return Said.OVER if ends and min(ends) <= on else Said.YES


def _last(voice: Voice, signer: uuid.UUID, stage: Stage) -> Agreed | None:
    words = [item for item in voice.agreements if (item.signer_id, item.stage) == (signer, stage)]
    # Of two words of one day the one that stands later in the list is the last.
    return max(reversed(words), key=_word_day, default=None)


def _word_day(agreed: Agreed) -> date:
    return max(agreed.given_on, agreed.withdrawn_on or agreed.given_on)


def due_reviews(voice: Voice, on: date, ahead: timedelta = SOON) -> list[Review]:
    """Reviews of what still stands that are due on a day, or will be soon, the first first."""
    standing = {
        (item.signer_id, item.stage): item for item in sorted(voice.agreements, key=_word_day)
    }.values()
    found = {
        review
        for item in standing
        if item.uses and not item.withdrawn_on and not (item.ends_on and item.ends_on <= on)
        for review in _reviews(voice, item)
        if review.on <= on + ahead and not _asked_since(voice, review)
    }
    return sorted(found, key=lambda review: (review.on, review.due))


def _reviews(voice: Voice, agreed: Agreed) -> list[Review]:
    if not is_child(voice, agreed.given_on):
        return []
    adult_on = came_of_age_on(voice)
    grown = [Review(Due.EIGHTEEN, adult_on)] if adult_on else []
    return [Review(Due.FIVE_YEARS, _years_later(agreed.given_on)), *grown]


def _years_later(given: date) -> date:
    leap = (given.month, given.day) == (2, 29)
    return given.replace(year=given.year + FRESH_YEARS, day=28 if leap else given.day)


def _asked_since(voice: Voice, review: Review) -> bool:
    # Whoever answered for themselves since that day was asked, whatever they said.
    return any(
        item.signer_id == voice.person_id and item.given_on >= review.on
        for item in voice.agreements
    )
