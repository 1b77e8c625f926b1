import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts import rules
from stories.transcripts.models import TranscriptState

TEXT = st.text(alphabet="абвқң .,«»\n\t", max_size=60)
WORDS = st.lists(
    st.tuples(st.floats(0, 30), st.floats(0, 3), st.floats(0, 1)).map(
        lambda it: {"start": it[0], "end": it[0] + it[1], "text": "сөз", "probability": it[2]}
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("planned", "spoken"),
    [
        (["kk"], ("kk",)),
        (["ru", "kk"], ("kk", "ru")),
        (["uz"], ("kk", "ru")),
        ([], ("kk", "ru")),
        (["uz", "ru"], ("ru",)),
    ],
)
def test_the_machine_listens_for_the_sessions_languages(planned, spoken):
    assert rules.spoken_languages(planned) == spoken


@pytest.mark.parametrize(
    ("state", "segments", "unchecked", "unapproved", "after"),
    [
        ("draft", 3, 1, 3, "draft"),
        ("draft", 3, 0, 3, "corrected"),
        ("draft", 0, 0, 0, "draft"),
        ("corrected", 3, 0, 1, "corrected"),
        ("corrected", 3, 0, 0, "approved"),
        ("corrected", 3, 1, 3, "draft"),
        ("approved", 3, 0, 0, "approved"),
        ("approved", 3, 0, 1, "corrected"),
        ("approved", 3, 2, 2, "draft"),
        ("draft", 3, 0, 0, "approved"),  # the last one nobody had checked has no words
    ],
)
def test_the_state_follows_from_the_segments(state, segments, unchecked, unapproved, after):
    before = TranscriptState(state)
    counts = {"segments": segments, "unchecked": unchecked, "unapproved": unapproved}
    found = rules.settled_state(before, **counts)
    assert found is TranscriptState(after)
    assert found is before or found in rules.MOVES[before]


@given(text=TEXT, at=st.integers(-5, 80))
def test_cutting_loses_no_word(text, at):
    halves = rules.cut_text(text, at)
    if halves is not None:
        left, right = halves
        assert left
        assert right
        assert (left + right).replace(" ", "") == "".join(text.split())


@given(text=TEXT)
def test_tidying_is_done_once(text):
    assert rules.tidy(rules.tidy(text)) == rules.tidy(text)


@given(words=WORDS, start=st.integers(0, 10_000), length=st.integers(2, 30_000))
def test_a_cut_lies_inside_the_segment(words, start, length):
    at = rules.cut_time(start, start + length, "бір екі", "үш", words)
    assert start < at < start + length


@given(words=WORDS, at=st.integers(0, 40_000))
def test_no_word_is_lost_around_a_moment(words, at):
    left, right = rules.words_around(words, at)
    assert sorted(map(str, left + right)) == sorted(map(str, words))


def test_a_cut_follows_the_words_while_they_fit():
    words = [
        {"start": 1.0, "end": 1.5, "text": "бір", "probability": 0.9},
        {"start": 1.6, "end": 2.0, "text": "екі", "probability": 0.9},
        {"start": 4.0, "end": 4.4, "text": "үш", "probability": 0.9},
    ]
    assert rules.cut_time(1000, 5000, "бір екі", "үш", words) == 4000
    # a word more or fewer: those that still fit decide
    assert rules.cut_time(1000, 5000, "бір екі енді", "үш", words) == 4000
    assert rules.cut_time(1000, 5000, "Бір, екі", "енді үш", words) == 2000
    assert rules.cut_time(1000, 5000, "бір екі ал", "міне осылай үш", words) == round(
        2000 + 2000 * 2 / 12
    )
    assert rules.cut_time(1000, 5000, "мүлдем", "басқа сөздер екен", []) == 1000 + round(
        4000 * 6 / 21
    )


def test_doubtful_words_are_named_while_they_stand():
    words = [
        {"start": 0, "end": 1, "text": " тарсылы", "probability": 0.2},
        {"start": 1, "end": 2, "text": "естілсе", "probability": 0.9},
        {"start": 2, "end": 3, "text": "апам", "probability": 0.1},
    ]
    assert rules.doubtful_words(words, "тарсылы естілсе") == ["тарсылы"]
    assert rules.doubtful_words(words, "дыбысы естілсе") == []


@given(
    one=st.one_of(st.none(), st.floats(0, 1)),
    other=st.one_of(st.none(), st.floats(0, 1)),
    lengths=st.tuples(st.integers(0, 9999), st.integers(0, 9999)),
)
def test_joined_confidence_lies_between(one, other, lengths):
    joined = rules.joined_confidence(one, lengths[0], other, lengths[1])
    known = [value for value in (one, other) if value is not None]
    if not known:
        assert joined is None
    else:
        assert 0 <= joined <= max(known) + 0.0001


@pytest.mark.parametrize(
    ("text", "language", "sound"),
    [("", "kk", True), ("а" * 5000, "ru", True), ("а" * 5001, "ru", False), ("а", "en", True),
     ("а", "xx", False), ("а", "zh_Hans", False), ("а", "und", True), ("a\x00b", "kk", False)],
)  # fmt: skip
def test_what_a_segment_may_hold(text, language, sound):
    assert rules.sound_text(text, language) is sound
