import re
import subprocess

import av
import numpy as np
import pytest

from stories.media.tools import (
    UnusableAudio,
    ffmpeg_binary,
    make_access_copy,
    probe,
    read_samples,
    sha256_file,
)
from stories.media.tools.peaks import peaks
from stories.media.tools.silence import TONE_DBFS, TONE_HZ, merged_spans
from tests.media import samples

TECHNICAL = {
    *("major_brand", "minor_version", "compatible_brands", "encoder", "ENCODER"),
    *("handler_name", "vendor_id", "language", "DURATION"),
}


def loudness(path):
    command = [ffmpeg_binary(), "-hide_banner", "-nostats", "-i", str(path), "-af", "ebur128"]
    done = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True)
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", done.stderr)[-1])


def loudest(path, start_ms, end_ms):
    sound = np.concatenate(list(read_samples(path, sample_rate=48_000)))
    return int(np.abs(sound[start_ms * 48 : end_ms * 48].astype(int)).max())


@pytest.mark.parametrize("kind", ["wav", "mp3", "m4a", "opus", "webm", "flac", "mp4"])
def test_a_copy_is_two_small_mono_files_of_the_same_length(kind, tmp_path):
    copies = make_access_copy(samples.sample(kind), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["access.m4a", "access.webm"]
    for name, codec, content_type in (("webm", "opus", "audio/webm"), ("m4a", "aac", "audio/mp4")):
        copy, facts = copies[name], probe(copies[name].path)
        assert (facts.codec, facts.channels, facts.content_type) == (codec, 1, content_type)
        assert facts.duration == copy.duration == pytest.approx(samples.SECONDS, abs=0.08)
        assert (copy.bytes, copy.sha256) == (facts.bytes, sha256_file(copy.path))
        assert copy.content_type == content_type
        assert copy.bytes < 50_000


def test_the_m4a_can_start_before_it_is_all_there(tmp_path):
    data = make_access_copy(samples.sample("wav"), tmp_path)["m4a"].path.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("volume", ["0.05", "1", "3"])
def test_quiet_and_loud_voices_come_out_alike(volume, tmp_path):
    path = samples.ffmpeg(*samples.voice(6), "-af", f"volume={volume}", output=tmp_path / "a.wav")
    copies = make_access_copy(path, tmp_path / "out")
    assert loudness(copies["webm"].path) == pytest.approx(-18, abs=1.5)
    assert loudness(copies["m4a"].path) == pytest.approx(-18, abs=1.5)


def test_nothing_of_the_metadata_is_left(tmp_path):
    secret = "Ақмарал Сәкенқызы 43.2389N"
    tags = [f"-metadata:g={key}={secret}" for key in ("title", "artist", "location", "comment")]
    tags = [part for tag in tags for part in tag.split("=", 1)]
    chapters = tmp_path / "chapters.txt"
    chapters.write_text(
        f";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle={secret}\n"
    )
    for suffix in (".mp3", ".m4a", ".webm", ".flac"):
        codec = ["-c:a", "libopus", "-ar", "48000"] if suffix == ".webm" else []
        inputs = [*samples.voice(), "-i", str(chapters), "-map_chapters", "1"]
        tagged = samples.ffmpeg(*inputs, *tags, *codec, output=tmp_path / f"tagged{suffix}")
        assert secret.encode() in tagged.read_bytes() or suffix == ".mp3"
        for copy in make_access_copy(tagged, tmp_path / suffix).values():
            with av.open(str(copy.path)) as opened:
                kept = {*opened.metadata, *opened.streams[0].metadata}
                assert kept <= TECHNICAL
                assert opened.chapters() == []
                assert "creation_time" not in kept
            assert "Сәкен".encode() not in copy.path.read_bytes()
            assert b"43.2389" not in copy.path.read_bytes()


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for kind in ("mp3", "mp4"):
        options = {"spans": [(500, 2000), (2500, 3500)], "silence": [(1000, 1500)]}
        first = make_access_copy(samples.sample(kind), tmp_path / "a", **options)
        again = make_access_copy(samples.sample(kind), tmp_path / "b", **options)
        assert {n: c.sha256 for n, c in first.items()} == {n: c.sha256 for n, c in again.items()}


def test_a_hidden_stretch_is_silent_and_as_long_as_before(tmp_path):
    spans = [(1000, 1500), (1400, 2000), (3003, 3237)]
    for kind in ("wav", "opus"):
        for copy in make_access_copy(samples.sample(kind), tmp_path, silence=spans).values():
            assert copy.duration == pytest.approx(samples.SECONDS, abs=0.05)
            assert loudest(copy.path, 1020, 1990) < 40
            assert loudest(copy.path, 3020, 3225) < 40
            assert loudest(copy.path, 1060, 1950) < 5
            assert loudest(copy.path, 2100, 2900) > 3000
            assert loudest(copy.path, 100, 900) > 3000


def test_hidden_stretches_are_counted_in_the_source(tmp_path):
    copies = make_access_copy(
        samples.sample("flac"), tmp_path, spans=[(2000, 3500)], silence=[(2500, 3000)]
    )
    for copy in copies.values():
        assert copy.duration == pytest.approx(1.5, abs=0.05)
        assert loudest(copy.path, 520, 980) < 40
        assert loudest(copy.path, 100, 450) > 3000


def test_stretches_are_heard_one_after_the_other(tmp_path):
    spans, hidden = [(500, 1000), (2000, 2500), (3000, 4000)], [(2000, 2500)]
    copies = make_access_copy(samples.sample("flac"), tmp_path, spans=spans, silence=hidden)
    for copy in copies.values():
        assert copy.duration == pytest.approx(2, abs=0.05)
        assert loudest(copy.path, 100, 450) > 3000
        assert loudest(copy.path, 560, 950) < 40
        assert loudest(copy.path, 1050, 1950) > 3000


def outside_the_tone(path, start_ms, end_ms):
    """The loudest of what is not the tone, and of the tone, as shares of full scale."""
    sound = np.concatenate(list(read_samples(path, sample_rate=48_000)))[
        start_ms * 48 : end_ms * 48
    ]
    shares = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) * 4 / len(sound) / 32768
    pitch = np.fft.rfftfreq(len(sound), 1 / 48_000)
    near = np.abs(pitch - TONE_HZ) < 25
    return shares[~near].max(), shares[near].max()


@pytest.mark.parametrize("volume", ["0.05", "1"])
def test_a_soft_tone_takes_the_place_and_nothing_is_left_beneath(volume, tmp_path):
    path = samples.ffmpeg(*samples.voice(6), "-af", f"volume={volume}", output=tmp_path / "a.wav")
    bounds = {"spans": [(500, 4000), (4500, 6000)], "tones": [(1000, 2000), (5000, 5400)]}
    copies = make_access_copy(path, tmp_path, silence=[(1900, 2300)], **bounds)
    for copy in copies.values():
        assert copy.duration == pytest.approx(5, abs=0.05)
        for start, end in ((560, 1440), (4060, 4340)):
            other, tone = outside_the_tone(copy.path, start, end)
            assert tone == pytest.approx(10 ** (TONE_DBFS / 20), rel=0.2)
            assert other < tone / 30
        assert loudest(copy.path, 1560, 1740) < 5
        assert loudest(copy.path, 2000, 3000) > 3000


def test_a_hundred_tones_are_no_trouble(tmp_path):
    spans = [(at, at + 20) for at in range(0, 4000, 40)]
    assert make_access_copy(samples.sample("wav"), tmp_path, tones=spans)["m4a"].duration > 3.9


def test_a_hundred_hidden_stretches_are_no_trouble(tmp_path):
    spans = [(at, at + 20) for at in range(0, 4000, 40)]
    assert make_access_copy(samples.sample("wav"), tmp_path, silence=spans)["webm"].duration > 3.9


def test_spans_are_joined_and_checked():
    assert merged_spans([(5, 9), (0, 5), (20, 30)]) == [(0, 9), (20, 30)]
    for wrong in ((5, 5), (-1, 4), (9, 3)):
        with pytest.raises(ValueError, match="not a span"):
            merged_spans([wrong])


@pytest.mark.parametrize(
    "bounds", [[(3000, 1000)], [(-5, 9)], [(4500, 5000)], [(0, 0)], [(0, 9), (5, 20)]]
)
def test_bounds_that_hold_nothing_are_an_error(bounds, tmp_path):
    with pytest.raises(ValueError, match="stretch"):
        make_access_copy(samples.sample("mp3"), tmp_path, spans=bounds)


def test_progress_rises_to_one(tmp_path):
    heard: list[float] = []
    make_access_copy(samples.sample("mp3"), tmp_path, tell=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_a_failure_leaves_the_earlier_copy_and_nothing_else(tmp_path):
    before = make_access_copy(samples.sample("mp3"), tmp_path)

    def give_up(_share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_access_copy(samples.sample("wav"), tmp_path, tell=give_up)
    with pytest.raises(UnusableAudio):
        make_access_copy(samples.text_file(), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["access.m4a", "access.webm"]
    assert sha256_file(tmp_path / "access.webm") == before["webm"].sha256


def test_the_end_of_two_silent_hours_can_be_copied(tmp_path):
    silent = samples.silence(7200)
    copies = make_access_copy(silent, tmp_path, spans=[(7_195_000, 7_200_000)])
    assert copies["webm"].duration == pytest.approx(5, abs=0.1)
    assert loudest(copies["m4a"].path, 0, 5000) < 5
    assert peaks(silent) == [0] * 1000


def test_peaks_follow_the_sound(tmp_path):
    sound = ["-af", "volume=0:enable='lt(t,2)'"]
    path = samples.ffmpeg(*samples.voice(4), *sound, output=tmp_path / "half.wav")
    outline = peaks(path, 100)
    assert len(outline) == 100
    assert max(outline[:49]) == 0
    assert max(outline) == 100
    assert all(0 <= value <= 100 for value in outline)


@pytest.mark.parametrize("points", [1, 7, 1000, 50_000])
def test_there_are_always_as_many_peaks_as_asked(points):
    assert len(peaks(samples.sample("mp3"), points)) == points
