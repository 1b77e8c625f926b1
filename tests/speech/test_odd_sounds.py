"""A fifth of a second, and a voice recorded far too loud, through the real engine."""

import subprocess

import pytest

from stories.media.tools import ffmpeg_binary
from stories.transcripts.engine import EngineOptions, Request, WindowDone
from stories.transcripts.engine.manifest import read_manifest
from stories.transcripts.engine.pipeline import write_down_with
from stories.transcripts.engine.scoring import errors_of
from stories.transcripts.engine.shelf import ModelShelf

pytestmark = [pytest.mark.speech, pytest.mark.slow]


@pytest.fixture(scope="module")
def shelf(models):
    return ModelShelf(models, EngineOptions(), 1)


@pytest.fixture(scope="module")
def clip(speech):
    clips = read_manifest(speech / "manifest.tsv")
    return next(one for one in clips if one.languages == ("ru",) and 5 < one.seconds < 9)


def written(path, shelf):
    events = write_down_with(Request(path, shelf.models), shelf)
    windows = [one for one in events if isinstance(one, WindowDone)]
    return [one for window in windows for one in window.segments]


def made(source, target, *options):
    command = (ffmpeg_binary(), "-v", "error", "-i", str(source), *options, str(target))
    subprocess.run(command, check=True)
    return target


def test_a_fifth_of_a_second(clip, shelf, tmp_path):
    for begin in ("0.5", "1.0", "2.0"):
        short = made(clip.path, tmp_path / f"{begin}.wav", "-ss", begin, "-t", "0.2")
        for segment in written(short, shelf):
            assert 0 <= segment.start <= segment.end <= 0.21
            assert segment.flags or len(segment.text) < 20


def test_a_voice_far_too_loud_is_still_understood(clip, shelf, tmp_path):
    loud = made(clip.path, tmp_path / "loud.wav", "-af", "volume=30dB", "-c:a", "pcm_s16le")
    text = " ".join(segment.text for segment in written(loud, shelf))
    assert errors_of(clip.reference, text).cer < 0.6
