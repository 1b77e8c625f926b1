import shutil
from pathlib import Path

import pytest

from stories.media.tools import Reason, UnusableAudio, probe, sha256_file
from tests.media import samples

EXPECTED = {
    "wav": ("wav", "pcm_s16le", "audio/wav"),
    "wav_live": ("wav", "pcm_s16le", "audio/wav"),
    "mp3": ("mp3", "mp3", "audio/mpeg"),
    "mp3_bare": ("mp3", "mp3", "audio/mpeg"),
    "m4a": ("m4a", "aac", "audio/mp4"),
    "aac": ("aac", "aac", "audio/aac"),
    "opus": ("ogg", "opus", "audio/ogg"),
    "vorbis": ("ogg", "vorbis", "audio/ogg"),
    "webm": ("webm", "opus", "audio/webm"),
    "webm_live": ("webm", "opus", "audio/webm"),
    "webm_video": ("webm", "opus", "video/webm"),
    "flac": ("flac", "flac", "audio/flac"),
    "flac_live": ("flac", "flac", "audio/flac"),
    "mp4": ("mp4", "aac", "video/mp4"),
    "mov": ("mov", "aac", "video/quicktime"),
    "3gp": ("3gp", "aac", "audio/3gpp"),
    "fragmented": ("mp4", "aac", "audio/mp4"),
}


def reason(path, **options):
    with pytest.raises(UnusableAudio) as caught:
        probe(path, **options)
    return caught.value.reason


@pytest.mark.parametrize("kind", samples.GOOD)
def test_every_format_is_known_by_its_content(kind, tmp_path):
    path = tmp_path / "no-name-to-go-by"
    shutil.copyfile(samples.sample(kind), path)
    _, rate, channels, _, picture = samples.GOOD[kind]
    facts = probe(path)
    assert (facts.container, facts.codec, facts.content_type) == EXPECTED[kind]
    assert (facts.sample_rate, facts.channels, facts.has_video) == (rate, channels, picture)
    assert facts.duration == pytest.approx(samples.SECONDS, abs=0.08)
    assert facts.bytes == path.stat().st_size


@pytest.mark.parametrize(
    "make",
    [
        samples.text_file,
        samples.html_file,
        samples.pdf_file,
        samples.zip_file,
        samples.jpeg_file,
        lambda: samples.named("free.mp3", b"The free lunch was served at noon.\n" * 50),
        lambda: samples.named("ff.mp3", b"\xff" * 5000),
    ],
)
def test_what_is_not_media_is_refused(make):
    assert reason(make()) == Reason.NOT_MEDIA


def test_a_folder_and_a_missing_file_are_not_media(tmp_path):
    assert reason(tmp_path) == Reason.NOT_MEDIA
    assert reason(tmp_path / "missing") == Reason.NOT_MEDIA


def test_nothing_at_all_is_empty():
    assert reason(samples.named("empty.mp3", b"")) == Reason.EMPTY
    assert reason(samples.header_only_wav()) == Reason.EMPTY


def test_a_sound_shorter_than_a_thousandth_is_empty(tmp_path):
    path = tmp_path / "click.wav"
    path.write_bytes(samples.header_only_wav().read_bytes()[:-4] + b"\x04\0\0\0" + b"\x70" * 4)
    assert reason(path) == Reason.EMPTY


def test_a_film_or_a_picture_without_sound_says_so():
    assert reason(samples.silent_film(".mp4")) == Reason.NO_SOUND
    assert reason(samples.silent_film(".webm")) == Reason.NO_SOUND
    assert reason(samples.heic_file()) == Reason.NO_SOUND


@pytest.mark.parametrize("kind", ["wav", "mp3", "m4a", "flac", "webm", "mp4", "mov"])
def test_a_file_that_arrived_in_part_is_truncated(kind):
    assert reason(samples.cut_off(kind)) == Reason.TRUNCATED


@pytest.mark.parametrize("kind", ["mp3", "m4a", "flac", "webm"])
def test_a_file_whose_end_is_zeros_is_truncated(kind):
    assert reason(samples.zeroed(kind)) == Reason.TRUNCATED


@pytest.mark.parametrize("kind", ["opus", "aac", "mp3_bare"])
def test_formats_that_promise_nothing_give_what_arrived(kind):
    facts = probe(samples.cut_off(kind, 0.5))
    assert 0.5 < facts.duration < samples.SECONDS * 0.7


def test_a_signature_with_rubbish_behind_it_is_truncated():
    for head in (b"OggS", b"fLaC", b"\x1a\x45\xdf\xa3webm", b"RIFF\x00\x00\x00\x00WAVE"):
        assert reason(samples.named("rubbish", head + b"rubbish " * 500)) == Reason.TRUNCATED


def test_too_long_is_measured_not_believed():
    assert reason(samples.sample("webm_live"), max_seconds=2) == Reason.TOO_LONG
    assert reason(samples.sample("mp3"), max_seconds=3.9) == Reason.TOO_LONG
    assert probe(samples.sample("mp3"), max_seconds=4.1).duration == pytest.approx(4, abs=0.1)


def test_junk_before_the_first_frame_is_stepped_over():
    path = samples.named("junk.mp3", bytes(700) + samples.sample("mp3").read_bytes())
    assert probe(path).duration == pytest.approx(samples.SECONDS, abs=0.1)


def test_tags_in_an_old_encoding_do_no_harm():
    tag = b"TAG" + "Әже".encode("utf-16") + "Нан".encode("cp1251").ljust(118, b"\xff")
    path = samples.named("tagged.mp3", samples.sample("mp3").read_bytes() + tag[:128])
    assert probe(path).codec == "mp3"


def test_a_flac_behind_an_id3_tag_is_a_flac():
    tag = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10)
    path = samples.named("tagged.flac", tag + samples.sample("flac").read_bytes())
    assert probe(path).container == "flac"


def test_two_hours_of_silence_are_measured_quickly():
    assert probe(samples.silence(7200)).duration == pytest.approx(7200, abs=0.1)


def test_when_patience_ends_the_rest_is_estimated():
    facts = probe(samples.sample("mp3_bare"), patience=0.0)
    assert facts.duration == pytest.approx(samples.SECONDS, rel=0.3)


def test_the_digest_is_sha256(tmp_path: Path):
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert sha256_file(path).startswith("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61")
