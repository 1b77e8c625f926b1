"""Who decides on a request, and when it is decided. Pure (DOMAIN M6)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from stories.moderation.takedown.models import TakedownOutcome
from stories.people.models import Audience

RESTRICTED_TO = (Audience.FAMILY, Audience.PROGRAMME)
WITHOUT_STORY = frozenset({TakedownOutcome.NOT_OURS})


@dataclass(frozen=True)
class Word:
    """What somebody said should become of a story, in which round (1, or 2 after an appeal)."""

    who: uuid.UUID | None
    round: int
    outcome: TakedownOutcome
    audience: Audience | None = None


def agreed(words: Sequence[Word], round_: int) -> Word | None:
    """What two different people said last, one after the other, if they said the same."""
    said = [word for word in words if word.round == round_]
    if len(said) < 2:  # noqa: PLR2004 - two people
        return None
    first, second = said[-2:]
    same = (first.outcome, first.audience) == (second.outcome, second.audience)
    return second if same and first.who != second.who else None


def has_spoken_before(words: Sequence[Word], who: uuid.UUID | None, round_: int) -> bool:
    """Whether somebody spoke in an earlier round: an appeal is decided by others."""
    return any(word.who == who and word.round < round_ for word in words)


def has_said(words: Sequence[Word], who: uuid.UUID | None, round_: int) -> Word | None:
    """The last word of this round, if it is theirs: somebody else's has to follow."""
    said = [word for word in words if word.round == round_]
    return said[-1] if said and said[-1].who == who else None


def fits(outcome: TakedownOutcome, *, named: bool) -> bool:
    """Whether an outcome can be said of a request that names a story, or of one that names none."""
    return (outcome in WITHOUT_STORY) is not named
