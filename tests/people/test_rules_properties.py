"""What ``permitted`` promises whatever the facts are."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from random import Random
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from stories.people.models import Audience, Naming, Stage, Use
from stories.people.rules import (
    CLOSURES,
    EVERYTHING,
    OUTSIDE,
    Agreed,
    Gap,
    Voice,
    came_of_age_on,
    forget,
    is_child,
    meet,
    permitted,
    sayings,
)
from tests.people.voices import (
    DOOR_USES,
    GUARDIAN,
    OTHER_GUARDIAN,
    STRANGER,
    TODAY,
    WHO,
    agreed,
    agreements,
    at_most,
    both,
    child,
    children,
    closures,
    days,
    elder,
    taken_back,
    told,
    voices,
)


@given(st.lists(voices, min_size=1, max_size=4), voices)
def test_another_person_never_widens(present: list[Voice], newcomer: Voice):
    newcomer = replace(newcomer, person_id=uuid.UUID(int=99))
    before, after = permitted(present, TODAY), permitted([*present, newcomer], TODAY)
    assert at_most(after, before)
    assert set(before.missing) <= set(after.missing)


@given(st.lists(voices, max_size=4), closures, st.dates(TODAY, TODAY + timedelta(days=9)))
def test_what_is_remembered_is_what_is_said_anew(present: list[Voice], shut: date | None, on: date):
    """Answers are kept by the facts they answer, so any of them equals one made from scratch."""
    kept = [permitted(present, day, shut) for day in (on, TODAY)]
    again = [permitted(present, day, shut) for day in (on, TODAY)]
    forget()
    assert kept == again == [permitted(present, day, shut) for day in (on, TODAY)]
    assert kept == [meet(one.permits for one in sayings(present, day, shut)) for day in (on, TODAY)]


@given(st.lists(voices, min_size=1, max_size=3), agreements, st.data())
def test_any_other_fact_is_another_question(present: list[Voice], word: Agreed, data: Any):
    """Whatever was answered before, changed facts get the answer that they alone would get."""
    at = data.draw(st.integers(0, len(present) - 1))
    permitted(present, TODAY)
    present[at] = replace(present[at], agreements=(*present[at].agreements, word))
    after = permitted(present, TODAY)
    assert after == meet(one.permits for one in sayings(present, TODAY))


def test_nobody_changes_an_answer_that_is_kept():
    with pytest.raises(TypeError):
        permitted([elder(*both())], TODAY).naming[WHO] = Naming.ANONYMOUS


@given(st.lists(voices, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(present: list[Voice], dice: Random):
    people = [replace(voice, person_id=uuid.UUID(int=90 + n)) for n, voice in enumerate(present)]
    shuffled = dice.sample(people, len(people))
    assert told(permitted(people, TODAY)) == told(permitted(shuffled, TODAY))


@given(st.lists(voices, max_size=3), closures)
def test_hearing_the_same_again_changes_nothing(present: list[Voice], closed: date | None):
    once, twice = permitted(present, TODAY, closed), permitted([*present, *present], TODAY, closed)
    assert told(once) == told(twice)
    assert told(meet([once, once])) == told(once)
    assert told(meet([once, EVERYTHING])) == told(once)


@given(voices, st.randoms(use_true_random=False))
def test_within_a_day_only_the_order_of_one_mouth_and_stage_matters(voice: Voice, dice: Random):
    keyed = sorted(voice.agreements, key=lambda item: (item.signer_id, item.stage))
    groups = [list(said) for _key, said in groupby(keyed, lambda i: (i.signer_id, i.stage))]
    mixed: list[Agreed] = []
    while any(groups):
        mixed.append(dice.choice([group for group in groups if group]).pop(0))
    adult = not is_child(voice, TODAY)
    noes = [item for item in mixed if item.says_no and item.signer_id != WHO]
    assume(not (adult and noes))  # a no said for an adult stands until they speak after it
    other = permitted([replace(voice, agreements=tuple(mixed))], TODAY)
    assert told(other) == told(permitted([voice], TODAY))


@given(st.lists(voices, min_size=1, max_size=3), st.lists(voices, min_size=1, max_size=3))
def test_what_is_made_of_two_recordings_permits_what_both_do(one: list, other: list):
    both_of = meet([permitted(one, TODAY), permitted(other, TODAY)])
    assert told(both_of) == told(permitted([*one, *other], TODAY))


@given(st.lists(voices, min_size=1, max_size=3), closures, closures, st.data())
def test_a_closure_never_widens(
    present: list[Voice], closed: date | None, more: date | None, data: st.DataObject
):
    at = data.draw(st.integers(0, len(present) - 1))
    open_one = [replace(voice, closed_until=None) for voice in present]
    shut = [replace(v, closed_until=more) if n == at else v for n, v in enumerate(open_one)]
    before, after = permitted(open_one, TODAY), permitted(shut, TODAY, closed)
    assert at_most(after, before)
    if closed or more:
        assert not after.uses & OUTSIDE
        assert {item.gap for item in after.missing} & CLOSURES


@given(voices, closures)
def test_the_end_of_a_closure_opens_nothing_by_itself(voice: Voice, closed: date | None):
    assume(closed is not None)
    for later in (0, 1, 400):
        answer = permitted([voice], TODAY + timedelta(days=later), closed)
        assert not answer.uses & OUTSIDE


@given(voices, agreements, st.sampled_from([GUARDIAN, OTHER_GUARDIAN, STRANGER]))
def test_whoever_says_no_never_widens(voice: Voice, last: Agreed, who: uuid.UUID):
    """Even somebody who does not represent the person, or does no longer."""
    no = replace(last, signer_id=who, uses=frozenset(), given_on=TODAY, withdrawn_on=None)
    after = permitted([replace(voice, agreements=(*voice.agreements, no))], TODAY)
    assert at_most(after, permitted([voice], TODAY))


@given(voices)
def test_a_no_outlasts_the_link_to_whoever_said_it(voice: Voice):
    """Taking a representative off a child takes no withdrawal back (DOMAIN C8)."""
    no = agreed(Stage.AFTER, GUARDIAN, given_on=TODAY, withdrawn_on=TODAY)
    linked = replace(
        voice,
        representatives=voice.representatives | {GUARDIAN},
        agreements=(*voice.agreements, no),
    )
    unlinked = replace(linked, representatives=voice.representatives - {GUARDIAN})
    for one in (linked, unlinked):
        assert not permitted([one], TODAY).uses & OUTSIDE


@given(voices, st.none() | st.integers(1930, 2024))
def test_no_year_of_birth_takes_a_withdrawal_back(voice: Voice, year: int | None):
    """Whose word counts changes with an age; that it was taken back does not (DOMAIN C8)."""
    for who in (WHO, GUARDIAN):
        no = agreed(Stage.AFTER, who, given_on=TODAY - timedelta(days=1), withdrawn_on=TODAY)
        taken = replace(
            voice,
            representatives=voice.representatives | {GUARDIAN},
            agreements=(*voice.agreements, no),
            birth_date=None,
        )
        assert not permitted([replace(taken, birth_year=year)], TODAY).uses & OUTSIDE


@given(st.lists(agreements, max_size=4).map(tuple), agreements)
def test_a_yes_to_all_sessions_takes_back_no_word_about_this_one(history: tuple, general: Agreed):
    no = agreed(Stage.BEFORE, given_on=TODAY, uses=frozenset())
    general = replace(general, signer_id=WHO, given_on=TODAY, every_session=True)
    voice = elder(*history, no, general)
    assert not permitted([voice], TODAY).uses


@given(st.lists(voices, min_size=1, max_size=3))
def test_a_copy_leaves_only_as_far_as_everybody_let_it(present: list[Voice]):
    answer = permitted(present, TODAY)
    assert answer.may_leave(abroad=True) <= answer.may_leave() <= (Use.EXPORT in answer.uses)
    for voice in present:
        alone = permitted([voice], TODAY)
        assert answer.may_leave() <= alone.may_leave()
        assert answer.may_leave(abroad=True) <= alone.may_leave(abroad=True)


@given(voices, st.data())
def test_withdrawing_any_agreement_never_widens(voice: Voice, data: st.DataObject):
    standing = [item for item in voice.agreements if item.withdrawn_on is None]
    assume(standing)
    taken = data.draw(st.sampled_from(standing))
    withdrawn = replace(taken, withdrawn_on=data.draw(st.dates(taken.given_on, TODAY)))
    # Its last word is spoken after whatever else was said on that day.
    rest = (item for item in voice.agreements if item is not taken)
    after = permitted([replace(voice, agreements=(*rest, withdrawn))], TODAY)
    assert at_most(after, permitted([voice], TODAY))


@given(voices, agreements)
def test_a_withdrawal_today_leaves_nothing_of_that_signer(voice: Voice, last: Agreed):
    last = replace(last, signer_id=WHO, withdrawn_on=TODAY, orphaned=False)  # WHO is still there
    voice = replace(voice, agreements=(*voice.agreements, last))
    answer = permitted([voice], TODAY)
    assert not answer.uses
    assert answer.audience is Audience.PRIVATE


@given(voices, st.sampled_from([GUARDIAN, OTHER_GUARDIAN]), st.sampled_from(Stage))
@example(elder(*taken_back()), GUARDIAN, Stage.AFTER)
@example(elder(*both(ends_on=TODAY)), GUARDIAN, Stage.AFTER)
@example(elder(*both(naming=Naming.ANONYMOUS)), GUARDIAN, Stage.AFTER)
@example(child(*both(), *taken_back(GUARDIAN)), GUARDIAN, Stage.AFTER)
def test_a_refusal_by_a_representative_never_widens(voice: Voice, who: uuid.UUID, stage: Stage):
    voice = replace(voice, representatives=voice.representatives | {who})
    refusal = agreed(stage, who, uses=frozenset(), given_on=TODAY)
    refused = replace(voice, agreements=(*voice.agreements, refusal))
    after = permitted([refused], TODAY)
    assert at_most(after, permitted([voice], TODAY))
    if is_child(voice, TODAY):
        assert not after.uses & OUTSIDE
        assert after.audience is Audience.PRIVATE


@given(voices, st.integers(0, 10_000))
def test_a_passing_day_never_widens(voice: Voice, later: int):
    now, then = permitted([voice], TODAY), permitted([voice], TODAY + timedelta(days=later))
    assert at_most(then, now)


@given(voices, st.integers(0, 10_000))
def test_nothing_outlives_its_end(voice: Voice, later: int):
    until = permitted([voice], TODAY).until
    if until is not None:
        assert not permitted([voice], max(until, TODAY) + timedelta(days=later)).uses


@given(voices)
def test_without_recording_there_is_nothing(voice: Voice):
    answer = permitted([voice], TODAY)
    assert not answer.uses or Use.RECORD in answer.uses


@given(voices)
def test_an_audience_needs_its_use(voice: Voice):
    answer = permitted([voice], TODAY)
    assert Use.SHARE in answer.uses or answer.audience is Audience.PRIVATE
    assert Use.PUBLISH in answer.uses or answer.audience is not Audience.PUBLIC


@given(voices)
def test_whatever_is_not_permitted_has_a_reason(voice: Voice):
    answer = permitted([voice], TODAY)
    assert answer.uses & OUTSIDE or answer.missing


@given(children)
def test_a_child_is_never_named(voice: Voice):
    assert permitted([voice], TODAY).naming[WHO] is not Naming.OWN_NAME


@given(voices)
def test_a_decision_never_to_publish_wins(voice: Voice):
    answer = permitted([replace(voice, never_publish=True)], TODAY)
    assert not answer.uses & OUTSIDE
    assert answer.audience is Audience.PRIVATE


@given(voices)
def test_unknown_birth_counts_as_a_child(voice: Voice):
    unknown = replace(voice, birth_year=None, birth_date=None)
    assert is_child(unknown, TODAY)
    answer = permitted([unknown], TODAY)
    young = permitted([replace(voice, birth_year=None, birth_date=date(2025, 1, 1))], TODAY)
    assert answer.uses == young.uses


@given(children)
def test_one_signature_is_never_enough_for_a_child(voice: Voice):
    for signer in {item.signer_id for item in voice.agreements}:
        alone = tuple(item for item in voice.agreements if item.signer_id == signer)
        assert not permitted([replace(voice, agreements=alone)], TODAY).uses


@given(children)
@example(child(*both(), *both(GUARDIAN)))
def test_coming_of_age_ends_what_was_agreed_in_childhood(voice: Voice):
    assert not permitted([voice], came_of_age_on(voice)).uses


@given(st.dates(date(2026, 1, 1), date(2026, 6, 1)), days)
def test_words_from_before_a_withdrawal_stay_taken_back(withdrawn: date, given_on: date):
    assume(given_on < withdrawn)
    old = agreed(Stage.AFTER, given_on=given_on, withdrawn_on=withdrawn)
    other = agreed(Stage.AFTER, given_on=withdrawn - timedelta(days=1))
    voice = elder(agreed(Stage.BEFORE), old, other)
    assert not permitted([voice], TODAY).uses


@given(st.lists(agreements, max_size=6))
def test_a_fresh_word_counts_after_any_history(history: list[Agreed]):
    fresh = both(given_on=TODAY)
    answer = permitted([elder(*history, *fresh)], TODAY)
    assert answer.uses >= DOOR_USES
    assert not answer.missing


def test_nobody_permits_nothing():
    answer = permitted([], TODAY)
    assert not answer.uses
    assert [item.gap for item in answer.missing] == [Gap.NOBODY]
