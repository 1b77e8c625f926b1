"""Small cases of ``permitted``, as one would tell them."""

from datetime import date, timedelta

import pytest

from stories.people.models import Audience, Naming, Stage, Use
from stories.people.reasons import SENTENCES
from stories.people.rules import Gap, Voice, came_of_age_on, is_child, permitted
from tests.people.voices import (
    DOOR_USES,
    GUARDIAN,
    OTHER_GUARDIAN,
    ROOM_USES,
    STRANGER,
    TODAY,
    WHO,
    agreed,
    both,
    child,
    elder,
    orphaned,
)

ALL = ROOM_USES | DOOR_USES
NONE = frozenset()
BEFORE, AFTER = Stage.BEFORE, Stage.AFTER
DAY = timedelta(days=1)
GROWN = date(2033, 1, 1)  # a child born in 2014 is 18 for certain from this day on

NOBODY: frozenset = frozenset()
OTHERS = frozenset({OTHER_GUARDIAN})
CASES = {
    "both agreements": (elder(*both()), ALL, []),
    "only before": (elder(agreed(BEFORE)), ROOM_USES, [Gap.NO_AGREEMENT_AFTER]),
    "only after": (elder(agreed(AFTER)), NONE, [Gap.NO_AGREEMENT_BEFORE]),
    "none": (elder(), NONE, [Gap.NO_AGREEMENT_BEFORE]),
    "signed by somebody else": (elder(*both(STRANGER)), NONE, [Gap.NO_AGREEMENT_BEFORE]),
    "refused before": (elder(agreed(BEFORE, uses=NONE)), NONE, [Gap.REFUSED]),
    "refused after": (elder(agreed(BEFORE), agreed(AFTER, uses=NONE)), ROOM_USES, [Gap.REFUSED]),
    "no recording": (elder(agreed(BEFORE, uses=frozenset({Use.TRANSLATE}))), NONE, [Gap.REFUSED]),
    "withdrawn after": (
        elder(agreed(BEFORE), agreed(AFTER, withdrawn_on=TODAY)),
        NONE,
        [Gap.WITHDRAWN],
    ),
    "withdrawn, wherever the clock stands": (
        elder(agreed(BEFORE), agreed(AFTER, withdrawn_on=TODAY + DAY)),
        NONE,
        [Gap.WITHDRAWN],
    ),
    "withdrawn before": (
        elder(agreed(BEFORE, withdrawn_on=TODAY), agreed(AFTER)),
        NONE,
        [Gap.WITHDRAWN],
    ),
    "ends today": (elder(agreed(BEFORE), agreed(AFTER, ends_on=TODAY)), NONE, [Gap.EXPIRED]),
    "ends tomorrow": (elder(agreed(BEFORE), agreed(AFTER, ends_on=TODAY + DAY)), ALL, []),
    "dated tomorrow": (
        elder(agreed(BEFORE), agreed(AFTER), agreed(AFTER, given_on=TODAY + DAY)),
        NONE,
        [Gap.NO_AGREEMENT_AFTER],
    ),
    "agreed again the same day": (
        elder(agreed(BEFORE), agreed(AFTER, withdrawn_on=TODAY), agreed(AFTER, given_on=TODAY)),
        ALL,
        [],
    ),
    "never publish": (elder(*both(), never_publish=True), ROOM_USES, [Gap.NEVER_PUBLISH]),
    "child and representative": (child(*both(), *both(GUARDIAN)), ALL, []),
    "child alone": (child(*both()), NONE, [Gap.NO_REPRESENTATIVE]),
    "representative alone": (child(*both(GUARDIAN)), NONE, [Gap.NO_ASSENT]),
    "a stranger for the child": (child(*both(), *both(STRANGER)), NONE, [Gap.NO_REPRESENTATIVE]),
    "their own representative": (
        child(*both(), representatives=frozenset({WHO})),
        NONE,
        [Gap.NO_REPRESENTATIVE],
    ),
    "one of two representatives refuses": (
        child(
            *both(),
            *both(GUARDIAN),
            agreed(BEFORE, OTHER_GUARDIAN, uses=NONE),
            representatives=frozenset({GUARDIAN, OTHER_GUARDIAN}),
        ),
        NONE,
        [Gap.REFUSED],
    ),
    "whoever spoke for the child was erased": (
        child(*both(), *orphaned(GUARDIAN), representatives=NOBODY),
        NONE,
        [Gap.NO_REPRESENTATIVE],
    ),
    "one of two who spoke was erased": (
        child(*both(), *both(OTHER_GUARDIAN), *orphaned(GUARDIAN), representatives=OTHERS),
        NONE,
        [Gap.NO_REPRESENTATIVE],
    ),
    "one of two was erased, the other agreed anew": (
        child(
            *both(),
            *orphaned(GUARDIAN),
            *both(OTHER_GUARDIAN, given_on=TODAY),
            representatives=OTHERS,
        ),
        ALL,
        [],
    ),
    "one of two was erased, the other agreed anew to half": (
        child(
            *both(),
            *orphaned(GUARDIAN),
            agreed(BEFORE, OTHER_GUARDIAN),
            agreed(AFTER, OTHER_GUARDIAN, given_on=TODAY),
            representatives=OTHERS,
        ),
        NONE,
        [Gap.NO_REPRESENTATIVE],
    ),
    "erased after a no": (
        child(
            *both(),
            agreed(AFTER, GUARDIAN, withdrawn_on=TODAY - 2 * DAY),
            orphaned(GUARDIAN)[0],
            *both(OTHER_GUARDIAN, given_on=TODAY),
            representatives=OTHERS,
        ),
        NONE,
        [Gap.NO_REPRESENTATIVE],
    ),
    "grown up, and whoever spoke was erased": (elder(*both(), *orphaned(GUARDIAN)), ALL, []),
    "birth unknown": (
        elder(*both(), birth_year=None),
        NONE,
        [Gap.NO_REPRESENTATIVE, Gap.BIRTH_UNKNOWN],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_permitted(case: str):
    voice, uses, gaps = CASES[case]
    answer = permitted([voice], TODAY)
    assert answer.uses == uses
    assert [item.gap for item in answer.missing] == gaps


@pytest.mark.parametrize(
    ("uses", "asked", "answered"),
    [
        ({Use.SHARE, Use.PUBLISH}, Audience.PUBLIC, Audience.PUBLIC),
        ({Use.SHARE}, Audience.PUBLIC, Audience.PROGRAMME),
        ({Use.SHARE}, Audience.FAMILY, Audience.FAMILY),
        ({Use.EXPORT}, Audience.PUBLIC, Audience.PRIVATE),
    ],
)
def test_an_audience_is_as_wide_as_its_uses(uses: set[Use], asked: Audience, answered: Audience):
    voice = elder(agreed(BEFORE), agreed(AFTER, uses=frozenset(uses), audience=asked))
    assert permitted([voice], TODAY).audience is answered


def test_the_narrowest_audience_and_soonest_end_of_everyone_win():
    wide = elder(*both(ends_on=TODAY + 9 * DAY))
    narrow = Voice(
        STRANGER,
        1980,
        agreements=both(STRANGER, audience=Audience.FAMILY, ends_on=TODAY + 3 * DAY),
    )
    answer = permitted([wide, narrow], TODAY)
    assert answer.audience is Audience.FAMILY
    assert answer.until == TODAY + 3 * DAY
    assert answer.allows(Use.SHARE, Audience.FAMILY)
    assert not answer.allows(Use.SHARE, Audience.PROGRAMME)


def test_a_childs_story_asks_afresh_after_five_years():
    given = date(2026, 6, 1)
    voice = child(*both(given_on=given), *both(GUARDIAN, given_on=given))
    answer = permitted([voice], TODAY)
    assert answer.until == date(2031, 6, 1)
    assert [item.gap for item in permitted([voice], date(2031, 6, 1)).missing] == [
        Gap.EXPIRED,
        Gap.EXPIRED,
    ]


def test_a_leap_day_agreement_of_a_child_ends_on_the_28th():
    given = date(2024, 2, 29)
    voice = child(*both(given_on=given), *both(GUARDIAN, given_on=given))
    assert permitted([voice], TODAY).until == date(2029, 2, 28)


def test_at_eighteen_they_are_asked_themselves():
    words = (*both(given_on=date(2032, 1, 1)), *both(GUARDIAN, given_on=date(2032, 1, 1)))
    voice = child(*words)
    assert permitted([voice], GROWN - DAY).uses == ALL
    assert [item.gap for item in permitted([voice], GROWN).missing] == [Gap.CAME_OF_AGE]
    grown = child(*words, *both(given_on=GROWN))
    assert permitted([grown], GROWN).uses == ALL
    assert permitted([grown], GROWN).naming[WHO] is Naming.OWN_NAME


def test_taking_back_at_eighteen_what_was_agreed_in_childhood_counts():
    taken = agreed(BEFORE, given_on=date(2026, 1, 1), withdrawn_on=GROWN + 5 * DAY)
    voice = child(*both(given_on=GROWN), taken)
    assert [item.gap for item in permitted([voice], GROWN + 9 * DAY).missing] == [Gap.WITHDRAWN]


@pytest.mark.parametrize(
    ("born", "adult_on"),
    [
        (date(2008, 6, 15), date(2026, 6, 15)),
        (date(2008, 2, 29), date(2026, 3, 1)),
    ],
)
def test_the_eighteenth_birthday(born: date, adult_on: date):
    voice = Voice(WHO, born.year, born)
    assert came_of_age_on(voice) == adult_on
    assert is_child(voice, adult_on - DAY)
    assert not is_child(voice, adult_on)


def test_with_a_year_alone_the_latest_birthday_is_assumed():
    assert is_child(Voice(WHO, 2008), date(2026, 12, 31))
    assert not is_child(Voice(WHO, 2008), date(2027, 1, 1))


def test_every_gap_has_its_sentence():
    assert set(SENTENCES) == set(Gap)
