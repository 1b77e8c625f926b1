"""No answer without its reason: who, which agreement, and what would change it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.people.models import Audience, Stage, Use
from stories.people.rules import (
    CHANGES,
    ORDER,
    Change,
    Explanation,
    Gap,
    Obstacle,
    Voice,
    explain,
    permitted,
)
from tests.people.voices import (
    DOOR_USES,
    GUARDIAN,
    ROOM_USES,
    STRANGER,
    TODAY,
    WHO,
    agreed,
    both,
    child,
    closures,
    elder,
    voices,
)

DAY = timedelta(days=1)
several = st.lists(voices, max_size=3)


@given(several, closures)
def test_the_answer_is_the_same_and_each_lack_has_its_reason(
    present: list[Voice], closed: date | None
):
    told, answer = explain(present, TODAY, closed), permitted(present, TODAY, closed)
    assert told.permission == answer
    for use in Use:
        assert bool(told.against(use)) is (use not in answer.uses), use
    for audience in ORDER:
        within = ORDER.index(audience) <= ORDER.index(answer.audience)
        assert bool(told.against(audience)) is not within, audience


@given(several, closures)
def test_every_gap_is_told_and_every_agreement_named_exists(
    present: list[Voice], closed: date | None
):
    told = explain(present, TODAY, closed)
    gaps = {(item.person_id, item.gap) for item in told.permission.missing}
    assert gaps == {
        (item.obstacle.person_id, item.obstacle.gap)
        for item in told.hindered
        if item.obstacle.gap is not None
    }
    existing = {item for voice in present for item in voice.agreements}
    assert {ground.agreed for ground in told.rests_on} <= existing
    assert {i.obstacle.agreed for i in told.hindered if i.obstacle.agreed} <= existing


@given(voices)
def test_without_what_it_rests_on_less_is_permitted(voice: Voice):
    told = explain([voice], TODAY)
    for ground in told.rests_on if told.permission.uses else ():
        rest = tuple(item for item in voice.agreements if item is not ground.agreed)
        gone = (*rest, replace(ground.agreed, withdrawn_on=TODAY))
        after = permitted([replace(voice, agreements=gone)], TODAY)
        assert not after.uses


@given(voices, st.sampled_from(list(Use)))
def test_asking_helps_where_it_is_said_to(voice: Voice, use: Use):
    """Whoever is named and then agrees to everything stands in the way no more."""
    told = explain([voice], TODAY)
    asked = {
        item.signer_id
        for item in told.against(use)
        if item.change in {Change.ASK, Change.ASK_ANEW, Change.ASK_FOR_MORE} and item.signer_id
    }
    for signer in asked:
        fresh = both(signer, given_on=TODAY)
        after = explain([replace(voice, agreements=(*voice.agreements, *fresh))], TODAY)
        speakers = {item.signer_id for item in after.against(use)}
        assert signer not in speakers or signer not in voice.representatives | {WHO}


def change_of(told: Explanation, wanted: Use | Audience) -> list[tuple]:
    return [(item.gap, item.change) for item in told.against(wanted)]


CASES = {
    "nobody asked": (elder(), Use.RECORD, [(Gap.NO_AGREEMENT_BEFORE, Change.ASK)]),
    "not asked afterwards": (
        elder(agreed(Stage.BEFORE)),
        Use.SHARE,
        [(Gap.NO_AGREEMENT_AFTER, Change.ASK)],
    ),
    "not so far": (
        elder(agreed(Stage.BEFORE), agreed(Stage.AFTER, uses=frozenset({Use.SHARE}))),
        Audience.PUBLIC,
        [(None, Change.ASK_FOR_MORE)],
    ),
    "a use of the room": (
        elder(agreed(Stage.BEFORE, uses=ROOM_USES - {Use.TRANSLATE})),
        Use.TRANSLATE,
        [(None, Change.ASK_FOR_MORE)],
    ),
    "a child": (
        child(*both(GUARDIAN)),
        Use.SHARE,
        [(Gap.NO_ASSENT, Change.ASK)],
    ),
    "a no": (
        elder(agreed(Stage.BEFORE, uses=frozenset())),
        Use.SHARE,
        [(Gap.REFUSED, Change.RESPECT)],
    ),
    "taken back": (
        elder(agreed(Stage.BEFORE), agreed(Stage.AFTER, withdrawn_on=TODAY)),
        Use.RECORD,
        [(Gap.WITHDRAWN, Change.ASK_ANEW)],
    ),
    "decided": (elder(*both(), never_publish=True), Use.SHARE, [(Gap.NEVER_PUBLISH, Change.KEEP)]),
    "closed": (elder(*both(), closed_until=TODAY + DAY), Use.SHARE, [(Gap.CLOSED, Change.WAIT)]),
    "closure over": (
        elder(*both(), closed_until=TODAY),
        Audience.FAMILY,
        [(Gap.CLOSURE_OVER, Change.LOOK_AGAIN)],
    ),
    "birth unknown": (
        elder(*both(), birth_year=None),
        Use.RECORD,
        [(Gap.NO_REPRESENTATIVE, Change.ASK), (Gap.BIRTH_UNKNOWN, Change.ENTER)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_would_change_it(case: str):
    voice, wanted, expected = CASES[case]
    assert change_of(explain([voice], TODAY), wanted) == expected


def test_it_names_the_one_person_and_the_one_agreement():
    taken = agreed(Stage.AFTER, STRANGER, withdrawn_on=TODAY)
    other = Voice(STRANGER, 1960, agreements=(agreed(Stage.BEFORE, STRANGER), taken))
    told = explain([elder(*both()), other], TODAY)
    assert told.against(Use.SHARE) == (
        Obstacle(STRANGER, Gap.WITHDRAWN, Change.ASK_ANEW, STRANGER, taken),
    )
    assert {ground.person_id for ground in told.rests_on} == {WHO}


def test_what_is_permitted_rests_on_every_agreement():
    told = explain([child(*both(), *both(GUARDIAN))], TODAY)
    assert {(g.agreed.signer_id, g.agreed.stage) for g in told.rests_on} == {
        (who, stage) for who in (WHO, GUARDIAN) for stage in Stage
    }
    assert not told.hindered
    assert told.permission.uses == ROOM_USES | DOOR_USES


def test_nobody_and_a_closed_recording_are_about_no_person():
    told = explain([], TODAY, TODAY + DAY)
    assert change_of(told, Use.SHARE) == [(Gap.NOBODY, Change.ENTER), (Gap.CLOSED, Change.WAIT)]
    assert {item.obstacle.person_id for item in told.hindered} == {None}


def test_every_gap_says_what_would_change_it():
    assert set(CHANGES) == set(Gap)
