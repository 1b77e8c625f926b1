"""Loudness by EBU R128: known tones, silence, many channels; and an outline to zoom into."""

import numpy as np
import pytest

from stories.media.tools import Loudness, measure, outlines
from tests.media import samples

SINE = "sine=frequency=1000:sample_rate=48000:duration=10"


def tone(name, *options):
    return samples.ffmpeg("-f", "lavfi", "-i", SINE, *options, output=samples.folder() / name)


def test_a_known_tone_is_as_loud_as_the_standard_says():
    # EBU Tech 3341: 1 kHz at -23 dBFS in both channels is -23 LUFS; ffmpeg's sine is at -18.06.
    path = tone("stereo.wav", "-af", "volume=-4.94dB,pan=stereo|c0=c0|c1=c0")
    found = measure(path, 10.0)
    assert found.integrated == pytest.approx(-23.0, abs=0.1)
    assert found.true_peak == pytest.approx(-23.0, abs=0.2)
    assert found.range == pytest.approx(0.0, abs=0.1)


def test_the_range_is_between_soft_and_loud():
    softer = "volume=-40dB,volume=20dB:enable='gt(t,5)'"
    found = measure(tone("range.flac", "-af", softer), 10.0)
    assert found.range == pytest.approx(20.0, abs=3)


def test_nothing_is_said_of_silence():
    assert measure(samples.silence(5), 5.0) == Loudness(None, None, None)


@pytest.mark.parametrize("layout", ["5.1", "7.1", "mono", "quad"])
def test_any_number_of_channels_is_measured(layout):
    path = tone(f"many-{layout}.flac", "-af", f"aformat=channel_layouts={layout}")
    assert -40 < measure(path, 10.0).integrated < -10


def test_progress_is_told():
    heard: list[float] = []
    measure(samples.sample("wav"), samples.SECONDS, tell=heard.append)
    assert heard
    assert heard[-1] == pytest.approx(samples.SECONDS, abs=0.5)


def test_the_fine_outline_has_ten_points_a_second_and_the_same_shape():
    path = samples.ffmpeg(
        *samples.voice(6), "-af", "volume=0:enable='lt(t,2)'", output=samples.folder() / "late.wav"
    )
    drawn = outlines(path)
    fine = np.frombuffer(drawn.fine, np.uint8)
    assert len(fine) == pytest.approx(60, abs=1)
    assert fine[:19].max() == 0
    assert fine.max() == max(drawn.overview) == 100
    assert len(drawn.overview) == 1000


def test_silence_is_drawn_flat():
    drawn = outlines(samples.silence(3))
    assert set(drawn.fine) == {0}
    assert set(drawn.overview) == {0}
