"""When a request is decided: whatever is said in whatever order, never by one alone."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from stories.moderation.takedown import codes
from stories.moderation.takedown.models import TakedownOutcome
from stories.moderation.takedown.rules import Word, agreed, has_said, has_spoken_before
from stories.people.models import Audience

PEOPLE = [uuid.UUID(int=number) for number in range(3)]
WORDS = st.builds(
    Word,
    who=st.sampled_from(PEOPLE),
    round=st.integers(1, 2),
    outcome=st.sampled_from(TakedownOutcome),
    audience=st.sampled_from([None, Audience.FAMILY]),
)


@given(st.lists(WORDS, max_size=8))
def test_two_different_people_said_the_same_last(words):
    for round_ in (1, 2):
        found = agreed(words, round_)
        if found is not None:
            said = [word for word in words if word.round == round_]
            same = [
                word.who
                for word in said
                if (word.outcome, word.audience) == (found.outcome, found.audience)
            ]
            assert len(set(same)) >= 2
            assert said[-1] == found


@given(st.lists(WORDS, max_size=8), st.sampled_from(PEOPLE))
def test_one_person_never_decides(words, alone):
    assert agreed([word for word in words if word.who == alone], 1) is None
    last = has_said(words, alone, 1)
    assert last is None or last.who == alone
    assert not has_spoken_before(words, alone, 1)


@given(st.text(codes.SIGNS, min_size=codes.LENGTH, max_size=codes.LENGTH))
def test_a_code_is_read_however_it_is_written(code):
    shown = codes.spelled(code)
    assert codes.read_code(shown) == code
    assert codes.read_code(f"  {shown.lower().replace('-', ' ')} ") == code
    assert codes.read_code(shown.replace("0", "О").replace("1", "l").replace("A", "А")) == code
    assert len(codes.digest(code)) == 64


def test_a_code_has_at_least_128_bits():
    assert len(codes.SIGNS) ** codes.LENGTH >= 2**128
    assert len(set(codes.SIGNS)) == len(codes.SIGNS)


def test_what_is_no_code_is_none():
    for typed in ("", "-", "A" * 25, "A" * 27, "U" * 26, "👍" * 26, "А" * 5000):
        assert codes.read_code(typed) is None
