import itertools

from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine.breaths import LONG_PAUSE, LONGEST, SHORTEST
from stories.transcripts.engine.flags import FLAGS, SKIPPED
from stories.transcripts.engine.scoring import folded
from stories.transcripts.engine.segmenting import segments_of, walls_of
from stories.transcripts.engine.types import Region, Window, Word
from stories.transcripts.engine.unwritten import LEAST_BETWEEN, unwritten, voiced_share


@st.composite
def windows(draw):
    regions, at, total = [], draw(st.floats(0, 900)), 0.0
    for _ in range(draw(st.integers(1, 8))):
        seconds = draw(st.floats(0.3, 12))
        if total + seconds > 29:
            break
        regions.append(Region(round(at, 3), round(at + seconds, 3)))
        at, total = at + seconds + draw(st.floats(0.1, 7)), total + seconds
    return Window(draw(st.sampled_from(["kk", "ru", "en"])), draw(st.floats(0, 1)), tuple(regions))


@st.composite
def said(draw):
    window = draw(windows())
    words, at = [], 0.0
    while at < window.seconds and len(words) < 60:
        at += draw(st.sampled_from([0.0, 0.0, 0.1, 0.4, 2.5]))
        end = at + draw(st.floats(0.02, 1.5))
        text = draw(st.sampled_from([" сөз", " сөз.", " апам,", " келді", " Иә!", "-ау"]))
        words.append(Word(round(at, 3), round(end, 3), text, draw(st.floats(0, 1))))
        at = end
    return window, words


@given(said())
def test_every_word_is_in_one_segment_in_order(found):
    window, words = found
    segments = segments_of(window, words)
    text = " ".join(segment.text for segment in segments if segment.text)
    assert folded(text) == folded(" ".join(word.text for word in words))
    assert [word.text for segment in segments for word in segment.words] == text.split()


@given(said())
def test_segments_lie_in_their_window_and_speak_its_language(found):
    window, words = found
    for segment in segments_of(window, words):
        assert window.regions[0].start <= segment.start < segment.end <= window.until
        assert segment.language == window.language
        assert set(segment.flags) <= set(FLAGS)
        assert segment.text or SKIPPED in segment.flags


@given(said())
def test_no_segment_is_too_long_or_reaches_across_a_long_pause(found):
    window, words = found
    walls = walls_of(window.regions)
    for segment in segments_of(window, words):
        assert len(segment.words) == 1 or segment.end - segment.start <= LONGEST + 0.001
        pauses = [right.start - left.end for left, right in itertools.pairwise(segment.words)]
        assert max(pauses, default=0.0) < LONG_PAUSE
        middles = [(word.start + word.end) / 2 for word in segment.words]
        assert not any(middles and middles[0] < wall < middles[-1] for wall in walls)


@given(said())
def test_a_short_segment_had_nowhere_to_go(found):
    window, words = found
    spoken = [segment for segment in segments_of(window, words) if segment.text]
    walls = walls_of(window.regions)

    def apart(left, right):
        between = (left.words[-1], right.words[0])
        middles = [(word.start + word.end) / 2 for word in between]
        return (
            right.start - left.end >= LONG_PAUSE
            or right.end - left.start > LONGEST
            or any(middles[0] < wall <= middles[1] for wall in walls)
        )

    for left, right in itertools.pairwise(spoken):
        if right.end - right.start < SHORTEST:
            assert apart(left, right) or left.end - left.start >= SHORTEST


@given(windows())
def test_a_window_without_words_is_told_of(window):
    segments = segments_of(window, [])
    assert all(segment.text == "" and segment.flags[0] == SKIPPED for segment in segments)
    assert all(segment.end - segment.start <= LONGEST + 0.001 for segment in segments)
    heard = sum(region.seconds for region in window.regions if region.seconds >= 1.001)
    assert sum(segment.end - segment.start for segment in segments) >= heard - 0.01


@given(said())
def test_every_long_voice_is_written_down_or_flagged(found):
    window, words = found
    segments = segments_of(window, words)
    covered = sorted(
        [(word.start, word.end) for segment in segments for word in segment.words]
        + [(segment.start, segment.end) for segment in segments if not segment.text]
    )
    for region in window.regions:
        at = region.start
        for start, end in covered:
            if start < region.end and end > region.start:
                assert start - at < LEAST_BETWEEN + 0.001
                at = max(at, end)
        assert at > region.start or region.seconds < 1.001


def test_voice_without_text_is_its_own_segment():
    window = Window("kk", 1.0, (Region(0, 5), Region(6, 10), Region(11, 12)))
    words = [Word(0.2, 4.8, " Апам", 0.9), Word(9.1, 9.9, " күлді.", 0.9)]
    found = [(one.start, one.end, one.text) for one in segments_of(window, words)]
    assert found == [(0.2, 4.8, "Апам"), (6, 10, ""), (11.1, 11.9, "күлді.")]


def test_short_noises_and_slow_endings_are_not_told_of():
    assert unwritten([Region(0, 0.9)], []) == []
    assert unwritten([Region(0, 4)], [Word(1.5, 2.5, "иә", 0.9)]) == []


def test_the_share_of_time_with_a_voice():
    voices = [1.0] * 50 + [0.0] * 50
    assert voiced_share(voices, 0, 50 * 0.032) == 1.0
    assert voiced_share(voices, 0, 100 * 0.032) == 0.5
    assert voiced_share(voices, 2.0, 3.0) == 0.0
    assert voiced_share([], 0, 1) == 1.0
