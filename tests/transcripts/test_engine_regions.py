from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine.regions import (
    FRAME_SECONDS,
    LONGEST_SECONDS,
    SHORTEST_SECONDS,
    SURE,
    speech_regions,
)

voices = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.4, 0.6, 0.99]), st.integers(1, 1500)), max_size=12
).map(lambda runs: [chance for chance, frames in runs for _ in range(frames)])


def length(probabilities):
    return len(probabilities) * FRAME_SECONDS


@given(voices)
def test_regions_are_in_order_apart_inside_and_never_too_long(probabilities):
    regions = speech_regions(probabilities, length(probabilities))
    ends = 0.0
    for region in regions:
        assert ends <= region.start < region.end <= length(probabilities) + 0.001
        assert region.seconds <= LONGEST_SECONDS + 0.002
        ends = region.end


@given(voices)
def test_no_voice_is_lost(probabilities):
    regions = speech_regions(probabilities, length(probabilities))
    least = round(SHORTEST_SECONDS / FRAME_SECONDS) + 1
    run = 0
    for frame, chance in enumerate([*probabilities, 0.0]):
        if chance >= SURE:
            run += 1
            continue
        if run >= least:
            middle = (frame - run / 2) * FRAME_SECONDS
            assert any(region.start <= middle <= region.end for region in regions)
        run = 0


def test_silence_has_no_regions():
    assert speech_regions([0.0] * 225_000, 7200.0) == []
    assert speech_regions([], 0.0) == []


def test_a_short_pause_does_not_part_a_breath_does():
    voice, pause, breath = [0.9] * 60, [0.0] * 10, [0.0] * 30
    assert len(speech_regions(voice + pause + voice, 9.0)) == 1
    assert len(speech_regions(voice + breath + voice, 9.0)) == 2
