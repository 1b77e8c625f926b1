import itertools

from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine.breaths import LONGEST, SHORTEST
from stories.transcripts.engine.joining import APART, joined
from stories.transcripts.engine.types import SpokenSegment, Word


@st.composite
def rows(draw):
    found, at = [], 0.0
    for place in range(draw(st.integers(0, 25))):
        start = at + draw(st.sampled_from([0.0, 0.5, APART - 0.01, APART, 3.0]))
        end = round(start + draw(st.floats(0.2, 12)), 3)
        text = draw(st.sampled_from(["", f"сөз{place}", f"сөз{place} иә."]))
        words = tuple(Word(start, end, word, 0.5) for word in text.split())
        language = draw(st.sampled_from(["kk", "kk", "ru"]))
        flags = ("skipped",) if not text else draw(st.sampled_from([(), ("unsure",), ("loop",)]))
        found.append(SpokenSegment(round(start, 3), end, language, text, 0.5, words, flags))
        at = end
    return found


@given(rows())
def test_every_word_flag_and_silence_stays_in_order(segments):
    done = joined(segments)
    assert [word for one in done for word in one.words] == [
        word for one in segments for word in one.words
    ]
    assert " ".join(one.text for one in done).split() == (
        " ".join(one.text for one in segments).split()
    )
    assert {flag for one in done for flag in one.flags} == {
        flag for one in segments for flag in one.flags
    }
    assert [one for one in done if not one.text] == [one for one in segments if not one.text]


@given(rows())
def test_nothing_joins_over_a_long_pause_a_language_or_twelve_seconds(segments):
    edges = {one.start: one for one in segments}
    for one in joined(segments):
        assert one.end - one.start <= max(LONGEST, edges[one.start].end - one.start)
        inside = [part for part in segments if one.start <= part.start < one.end]
        assert {part.language for part in inside} == {one.language}
        assert all(right.start - left.end < APART for left, right in itertools.pairwise(inside))


@given(rows())
def test_what_is_still_too_short_had_nowhere_to_go(segments):
    for left, right in itertools.pairwise(joined(segments)):
        if right.end - right.start >= SHORTEST and left.end - left.start >= SHORTEST:
            continue
        assert (
            left.language != right.language
            or not (left.text and right.text)
            or right.start - left.end >= APART
            or right.end - left.start > LONGEST
        )
