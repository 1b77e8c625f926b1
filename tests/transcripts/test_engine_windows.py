import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine.types import Region, Window, Word
from stories.transcripts.engine.windows import in_order, pack, to_recording


@st.composite
def spoken(draw):
    rows = draw(
        st.lists(
            st.tuples(st.floats(0, 20), st.floats(0.2, 28), st.sampled_from(["kk", "ru"])),
            max_size=30,
        )
    )
    regions, languages, at = [], [], 0.0
    for gap, seconds, language in rows:
        regions.append(Region(at + gap, at + gap + seconds))
        languages.append((language, 0.9))
        at += gap + seconds
    return regions, languages


@given(spoken())
def test_every_region_is_in_one_window_in_order_and_windows_fit(case):
    regions, languages = case
    windows = pack(regions, languages)
    assert [region for window in windows for region in window.regions] == regions
    assert all(window.seconds <= 30 for window in windows)
    assert all(
        left.until <= right.regions[0].start + 1e-6 for left, right in itertools.pairwise(windows)
    )
    told = dict(zip(regions, (language for language, _ in languages), strict=True))
    assert all(told[region] == window.language for window in windows for region in window.regions)


def test_neighbours_of_one_language_share_a_window():
    regions = [Region(0, 4), Region(5, 9), Region(10, 14), Region(40, 44)]
    windows = pack(regions, [("kk", 1), ("kk", 0.5), ("ru", 1), ("ru", 1)])
    assert [len(window.regions) for window in windows] == [2, 1, 1]
    assert windows[0].certainty == pytest.approx(0.75)


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
