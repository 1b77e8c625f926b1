"""Every small case there is, against the rule told once more in other words.

The oracle knows DOMAIN and nothing of the code: it asks of each use whether everybody who has to
agree has agreed to it, and is only right about cases as small as these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pytest

from stories.people.models import Audience, Stage, Use
from stories.people.rules import Agreed, Permission, Voice, permitted
from tests.people.voices import GUARDIAN, TODAY, WHO, agreed

DAY = timedelta(days=1)
R, T, TR, S, P, E = Use
STANDS, WITHDRAWN, ENDED, TOMORROW = (
    {},
    {"withdrawn_on": TODAY - DAY},
    {"ends_on": TODAY},
    {"given_on": TODAY + DAY},
)
# what somebody may have said before and after the session: uses, audience, what became of it
BEFORE = (
    None,
    ({R, T, TR}, Audience.PRIVATE, STANDS),
    ({R}, Audience.PRIVATE, STANDS),
    ({T, TR}, Audience.PRIVATE, STANDS),
    (set(), Audience.PRIVATE, STANDS),
    ({R, T, TR}, Audience.PRIVATE, WITHDRAWN),
    ({R, T, TR}, Audience.PRIVATE, ENDED),
    ({R, T, TR}, Audience.PRIVATE, TOMORROW),
)
AFTER = (
    None,
    ({S, P, E}, Audience.PUBLIC, STANDS),
    ({S}, Audience.PUBLIC, STANDS),
    ({S, E}, Audience.FAMILY, STANDS),
    ({P}, Audience.PUBLIC, STANDS),
    (set(), Audience.PUBLIC, STANDS),
    ({S, P, E}, Audience.PUBLIC, WITHDRAWN),
    ({S, P, E}, Audience.PUBLIC, ENDED),
    ({S, P, E}, Audience.PUBLIC, TOMORROW),
)
SAYINGS = tuple(product(BEFORE, AFTER))
SILENT = (None, None)
BIRTHS = {"adult": 1950, "child": 2014, "unknown": None}
CLOSED = (None, TODAY + DAY, TODAY - DAY)  # not closed, closed, and nobody has looked again yet
WIDE = [Audience.PRIVATE, Audience.FAMILY, Audience.PROGRAMME, Audience.PUBLIC]
DECISIONS = tuple(product((False, True), CLOSED, CLOSED))


@dataclass(frozen=True)
class Case:
    """Somebody of an age; what they and their guardian said before and after; decisions."""

    age: str
    own: tuple
    guardian: tuple
    never_publish: bool
    person_closed: date | None
    recording_closed: date | None

    def answer(self) -> Permission:
        said = [*_words(WHO, self.own), *_words(GUARDIAN, self.guardian)]
        voice = Voice(
            WHO,
            BIRTHS[self.age],
            representatives=frozenset({GUARDIAN}),
            agreements=tuple(said),
            never_publish=self.never_publish,
            closed_until=self.person_closed,
        )
        return permitted([voice], TODAY, self.recording_closed)

    def expected(self) -> tuple[set[Use], Audience]:
        """What DOMAIN says: each use needs a yes of everybody who has to give one."""
        asked = [self.own] if self.age == "adult" else [self.own, self.guardian]
        if not all(_lets_in(before, after) for before, after in asked):
            return set(), Audience.PRIVATE
        inside = {use for use in (R, T, TR) if all(use in before[0] for before, _after in asked)}
        kept = self.never_publish or self.person_closed or self.recording_closed
        if kept or any(after is None for _before, after in asked):
            return inside, Audience.PRIVATE
        outside = {use for use in (S, P, E) if all(use in after[0] for _before, after in asked)}
        return inside | outside, WIDE[min(_reach(after) for _before, after in asked)]


def _words(signer, said: tuple) -> Iterator[Agreed]:
    for stage, word in zip(Stage, said, strict=True):
        if word is not None:
            uses, audience, fate = word
            yield agreed(stage, signer, uses=frozenset(uses), audience=audience, **fate)


def _lets_in(before, after) -> bool:
    """Recording was agreed to and stands, and nothing said afterwards was taken back."""
    if before is None or before[2] is not STANDS or R not in before[0]:
        return False
    return after is None or after[2] is STANDS


def _reach(after) -> int:
    uses, audience, _fate = after
    asked = WIDE.index(audience)
    if S not in uses:
        return 0
    return asked if P in uses else min(asked, WIDE.index(Audience.PROGRAMME))


def cases(age: str) -> Iterator[Case]:
    """An adult's guardian may say yes and is not asked; a child's has to be."""
    yes = (BEFORE[1], AFTER[1])
    beside = (SILENT, yes) if age == "adult" else SAYINGS
    for own, guardian in product(SAYINGS, beside):
        # Where neither says yes to everything, decisions have little left to close: a few will do.
        whole = age == "adult" or yes in (own, guardian)
        decisions = DECISIONS if whole else DECISIONS[::7]
        for decided in decisions:
            yield Case(age, own, guardian, *decided)


@pytest.mark.parametrize("age", BIRTHS)
def test_every_small_case(age: str):
    listed = list(cases(age))
    assert len(listed) > 2_500
    for case in listed:
        answer, (uses, audience) = case.answer(), case.expected()
        assert (set(answer.uses), answer.audience) == (uses, audience), case
        assert answer.uses or answer.missing, case
