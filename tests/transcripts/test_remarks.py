"""Marks for what cannot be understood or is not translated: one form, known in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.remarks import Remark, in_language, remark, remarks_in

TIMES = st.integers(0, 5 * 3600).map(lambda seconds: seconds * 1000)


@pytest.mark.parametrize(
    ("kind", "language", "at_ms", "written"),
    [
        (Remark.INAUDIBLE, "kk", 12_400, "[түсініксіз 0:12]"),
        (Remark.INAUDIBLE, "ru", 12_400, "[неразборчиво 0:12]"),
        (Remark.UNTRANSLATED, "kk", 3_723_000, "[аударылмаған 1:02:03]"),
        (Remark.UNTRANSLATED, "ru", 0, "[не переведено 0:00]"),
        (Remark.INAUDIBLE, "und", 0, "[түсініксіз 0:00]"),
    ],
)
def test_a_mark_is_written_in_the_language_of_its_field(kind, language, at_ms, written):
    assert remark(kind, language, at_ms) == written


@given(kind=st.sampled_from(Remark), language=st.sampled_from(["kk", "ru"]), at=TIMES)
def test_a_mark_is_found_again_in_either_language(kind, language, at):
    text = f"Апам {remark(kind, language, at)}, дейтін."
    (found,) = remarks_in(text)
    assert (found.kind, found.at_ms) == (kind, at)
    assert text[found.start : found.end] == remark(kind, language, at)
    other = "ru" if language == "kk" else "kk"
    assert in_language(text, other) == f"Апам {remark(kind, other, at)}, дейтін."
    assert in_language(in_language(text, other), language) == text


@pytest.mark.parametrize(
    "text", ["", "[]", "[күлкі]", "[түсініксіз]", "[түсініксіз 9]", "түсініксіз 0:1"]
)
def test_what_is_no_mark_stays_as_it_is(text):
    assert remarks_in(text) == []
    assert in_language(text, "ru") == text


def test_capitals_are_no_hindrance():
    assert remarks_in("[Неразборчиво 0:05]")[0].kind is Remark.INAUDIBLE
