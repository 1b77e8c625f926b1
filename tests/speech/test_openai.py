"""openai-whisper with real weights, converted from the base model, beside faster-whisper.

Needs a Python with openai-whisper: `make openai` makes `var/openai`, or
STORIES_TEST_OPENAI_PYTHON names one.
"""

import os
import sys
from pathlib import Path

import pytest

from stories.transcripts.engine import EngineFailed, EngineOptions, Planned, Request, WindowDone
from stories.transcripts.engine.convert import NotConvertible, checkpoint_from
from stories.transcripts.engine.manifest import read_manifest
from stories.transcripts.engine.runner import run_whisper
from stories.transcripts.engine.scoring import errors_of
from tests.services import lacking
from tools.openai_venv import convert

pytestmark = [pytest.mark.speech, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
ENGINES = ("openai-whisper", "faster-whisper")


@pytest.fixture(scope="module")
def python():
    named = os.environ.get("STORIES_TEST_OPENAI_PYTHON")
    found = Path(named) if named else ROOT / "var" / "openai" / "bin" / "python"
    if not found.is_file():
        lacking("there is no Python with openai-whisper; `make openai` makes one")
    return found


@pytest.fixture(scope="module")
def shelf(python, models, tmp_path_factory):
    """A folder with the base model in both forms."""
    folder = tmp_path_factory.mktemp("models")
    (folder / "base").symlink_to(models / "base")
    convert(python, models / "base", folder / "openai" / "base.pt")
    return folder


def run(python, request):
    command = (str(python), "-m", "stories.transcripts.engine.child")
    return list(run_whisper(request, on_beat=lambda: None, command=command))


def text_of(events):
    windows = [one for one in events if isinstance(one, WindowDone)]
    return " ".join(segment.text for window in windows for segment in window.segments)


def test_both_engines_write_the_same_russian(speech, shelf, python):
    clips = read_manifest(speech / "manifest.tsv")
    russian = [one for one in clips if one.languages == ("ru",) and one.seconds > 5][:2]
    for clip in russian:
        told = {}
        for engine, which in zip(ENGINES, (python, sys.executable), strict=True):
            request = Request(clip.path, shelf, EngineOptions(engine=engine), threads=2)
            told[engine] = run(which, request)
        ours, theirs = (text_of(told[engine]) for engine in ENGINES)
        assert errors_of(theirs, ours).cer < 0.1
        assert errors_of(clip.reference, ours).cer < 0.25
        windows = [one for one in told["openai-whisper"] if isinstance(one, WindowDone)]
        segments = [segment for window in windows for segment in window.segments]
        (plan,) = [one for one in told["openai-whisper"] if isinstance(one, Planned)]
        assert {(one.engine, one.language) for one in segments} == {("openai-whisper", "ru")}
        assert {(one.model, one.digest) for one in segments} == {("base", plan.digest)}
        words = [word for segment in segments for word in segment.words]
        assert all(0 <= one.start <= one.end <= clip.seconds + 0.1 for one in words)


def test_a_file_of_another_kind_is_no_checkpoint(speech, shelf, python):
    (shelf / "openai" / "text.pt").write_bytes(b"words, not weights\n" * 500)
    whole = (shelf / "openai" / "base.pt").read_bytes()
    (shelf / "openai" / "half.pt").write_bytes(whole[: len(whole) // 2])
    clip = read_manifest(speech / "manifest.tsv")[0]
    for name in ("text", "half"):
        options = EngineOptions(engine="openai-whisper", model=name)
        with pytest.raises(EngineFailed) as failed:
            run(python, Request(clip.path, shelf, options))
        assert failed.value.code in {"not_whisper", "model_incomplete"}


def test_without_the_extra_one_is_told_so(speech, shelf):
    clip = read_manifest(speech / "manifest.tsv")[0]
    request = Request(clip.path, shelf, EngineOptions(engine="openai-whisper"))
    with pytest.raises(EngineFailed, match="engine_missing"):
        run(sys.executable, request)


def test_weights_that_are_cut_off_are_not_converted(models, tmp_path):
    (tmp_path / "config.json").symlink_to(models / "base" / "config.json")
    (tmp_path / "model.bin").write_bytes((models / "base" / "model.bin").read_bytes()[:10_000_000])
    with pytest.raises(NotConvertible):
        checkpoint_from(tmp_path)
