import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine.languages import choose_languages, shares
from stories.transcripts.engine.types import Region


def chances(*kazakh):
    return [{"kk": share, "ru": 1 - share} for share in kazakh]


def row(seconds, kazakh):
    regions, at = [], 0.0
    for length in seconds:
        regions.append(Region(at, at + length))
        at += length + 0.6
    return [language for language, _ in choose_languages(regions, chances(*kazakh))]


def test_shares_are_among_the_allowed_languages_alone():
    found = shares({"tt": 0.5, "kk": 0.3, "ru": 0.01}, ("kk", "ru"))
    assert set(found) == {"kk", "ru"}
    assert sum(found.values()) == pytest.approx(1)
    assert found["kk"] > 0.9


def test_kazakh_that_whisper_doubts_is_still_kazakh():
    assert shares({"kk": 0.1, "ru": 0.9}, ("kk", "ru"))["kk"] > 0.5
    assert shares({"kk": 0.0001, "ru": 0.99}, ("kk", "ru"))["kk"] < 0.01


def test_one_language_needs_no_hearing():
    assert shares({}, ("ru",)) == {"ru": 1.0}


def test_a_doubtful_moment_follows_its_neighbours():
    assert row([5, 0.4, 5], [0.99, 0.2, 0.99]) == ["kk", "kk", "kk"]


def test_a_clear_turn_stands_for_itself():
    assert row([5, 3, 5], [0.99, 0.001, 0.99]) == ["kk", "ru", "kk"]


@given(st.lists(st.tuples(st.floats(0.1, 28), st.floats(0, 1)), max_size=25))
def test_there_is_one_allowed_language_for_each_region(case):
    found = row([seconds for seconds, _ in case], [share for _, share in case])
    assert len(found) == len(case)
    assert set(found) <= {"kk", "ru"}


@given(st.lists(st.floats(2, 28), min_size=1, max_size=10), st.data())
def test_certain_long_turns_are_never_changed(seconds, data):
    told = data.draw(
        st.lists(st.sampled_from([0.0, 1.0]), min_size=len(seconds), max_size=len(seconds))
    )
    assert row(seconds, told) == ["kk" if share else "ru" for share in told]
