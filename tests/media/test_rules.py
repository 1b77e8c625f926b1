import uuid
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from stories.media import rules
from stories.media.models import RecordingState
from stories.media.reasons import SENTENCES
from stories.media.tools import Reason
from stories.people.models import Audience, Use
from stories.people.rules import Permission


@given(name=st.text(max_size=400))
def test_a_tidy_name_is_fit_for_a_page(name):
    tidy = rules.tidy_name(name)
    assert len(tidy) <= rules.NAME_LENGTH
    assert not set(tidy) & set("/\\\n\r\t\x00")
    assert rules.tidy_name(tidy) == tidy


@given(peaks=st.lists(st.integers(0, 100), max_size=1200))
def test_a_thinned_outline_keeps_its_highest(peaks):
    thin = rules.thinned(peaks)
    assert len(thin) <= 250
    assert max(thin, default=0) == max(peaks, default=0) / 100


@given(uses=st.sets(st.sampled_from(list(Use))))
def test_without_being_recorded_nothing_is_open(uses):
    permission = Permission(frozenset(uses), Audience.PRIVATE)
    if rules.may_write_down(permission):
        assert {Use.RECORD, Use.TRANSCRIBE} <= uses
    assert rules.is_open(permission) is (Use.RECORD in uses)


def test_a_generated_name_tells_nothing():
    who = uuid.UUID("12345678123456781234567812345678")
    named = rules.generated_name(who, date(2026, 11, 23), "ogg")
    assert named == "recording-2026-11-23-12345678.ogg"
    assert rules.generated_name(who, date(2026, 11, 23), "../x").endswith(".bin")


def test_what_can_be_heard_stays_so():
    assert rules.MOVES[RecordingState.READY] == frozenset()
    for before in RecordingState:
        assert not rules.may_move(before, before)


def test_every_reason_has_a_sentence():
    assert {reason.value for reason in Reason} == set(SENTENCES)
