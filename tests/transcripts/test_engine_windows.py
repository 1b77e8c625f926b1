import itertools

from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine.types import Region, Window, Word
from stories.transcripts.engine.windows import in_order, to_recording


def test_times_find_their_way_back():
    window = Window("kk", 1.0, (Region(10, 12), Region(20, 25)))
    found = to_recording(window, Word(2.5, 3.0, " сөз", 0.9))
    assert (found.start, found.end) == (20.5, 21.0)


@given(st.floats(0, 60), st.floats(0, 60))
def test_a_word_stays_inside_its_window_and_lasts(start, end):
    window = Window("kk", 1.0, (Region(10, 12), Region(20, 25)))
    found = to_recording(window, Word(start, max(start, end), "сөз", 0.9))
    assert any(region.start <= found.start < found.end <= region.end for region in window.regions)


@given(st.lists(st.tuples(st.floats(0, 30), st.floats(0, 3)), max_size=20))
def test_words_are_put_in_order(times):
    words = in_order([Word(start, start + seconds, "а", 1.0) for start, seconds in times])
    assert all(word.start <= word.end for word in words)
    assert all(left.end <= right.start for left, right in itertools.pairwise(words))
