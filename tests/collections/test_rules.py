"""Whether a book still stands: it can only fall when something closes, changes or narrows."""

import dataclasses
import uuid

from hypothesis import given
from hypothesis import strategies as st

from stories.collections.rules import Contents, Inside, still_stands
from stories.people.models import Audience

KEYS = [uuid.UUID(int=number) for number in range(4)]
insides = st.builds(
    Inside, st.sampled_from(KEYS), st.integers(1, 2), st.integers(1, 2), st.sampled_from("ab")
)
contents = st.builds(
    Contents,
    st.sampled_from(Audience),
    st.frozensets(st.sampled_from(["elders_only", "ask_first"])),
    st.frozensets(insides, max_size=4),
    st.sampled_from("ab"),
)


@given(contents)
def test_what_did_not_change_stands_and_an_empty_book_never(made):
    assert still_stands(made, made) == bool(made.stories)


@given(contents, contents, insides)
def test_whatever_else_is_open_makes_no_difference(made, today, more):
    wider = dataclasses.replace(today, stories=today.stories | {more})
    if more not in made.stories:
        assert still_stands(made, wider) == still_stands(made, today)


@given(contents, contents, insides)
def test_what_closes_never_lets_a_book_stand_again(made, today, less):
    narrower = dataclasses.replace(today, stories=today.stories - {less})
    assert still_stands(made, narrower) <= still_stands(made, today)
    if less in made.stories:
        assert not still_stands(made, narrower)


@given(contents, contents)
def test_another_audience_other_words_or_a_label_more_ends_it(made, today):
    other = made.audience is not today.audience or made.own != today.own
    if other or today.labels - made.labels:
        assert not still_stands(made, today)
