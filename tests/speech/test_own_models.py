"""Models of one's own, whole and broken, through the real child."""

import shutil
import subprocess
import sys

import pytest

from stories.media.tools import ffmpeg_binary
from stories.transcripts.engine import (
    EngineFailed,
    EngineOptions,
    Planned,
    Request,
    WindowDone,
    transcribe,
)
from stories.transcripts.engine.known_models import MODELS
from stories.transcripts.engine.runner import run_whisper
from stories.transcripts.reasons import SENTENCES
from tests.speech import not_whisper

pytestmark = [pytest.mark.speech, pytest.mark.slow]
SMALL = ("config.json", "tokenizer.json", "vocabulary.txt")


@pytest.fixture(scope="module")
def moment(tmp_path_factory):
    """A second and a half of something like a voice: enough to need the model."""
    path = tmp_path_factory.mktemp("moment") / "moment.wav"
    tone = "aevalsrc='0.4*sin(2*PI*140*t)*(1+sin(2*PI*4*t))+0.2*sin(2*PI*700*t)':s=16000"
    source = ("-f", "lavfi", "-i", tone, "-t", "1.5")
    subprocess.run((ffmpeg_binary(), "-v", "error", *source, str(path)), check=True)
    return path


@pytest.fixture
def own(models, tmp_path):
    """A folder of models with the real base model under a name of our own."""
    folder = tmp_path / "our-kazakh"
    folder.mkdir()
    for name in (*SMALL, "model.bin"):
        (folder / name).symlink_to(models / "base" / name)
    return folder


def run(moment, folder, **options):
    options = EngineOptions(**{"model": folder.name, **options})
    return list(transcribe(Request(moment, folder.parent, options)))


def replaced(folder, name, data):
    (folder / name).unlink()
    (folder / name).write_bytes(data)


def failure(moment, folder, **options):
    with pytest.raises(EngineFailed) as failed:
        run(moment, folder, **options)
    assert failed.value.code in SENTENCES
    assert failed.value.sentence
    return failed.value.code


def loads(folder):
    """The code with which the model refuses to be loaded, or ""; no sound is needed for that."""
    from stories.transcripts.engine.shelf import ModelShelf

    try:
        ModelShelf(folder.parent, EngineOptions(model=folder.name), 1).take(folder.name)
    except EngineFailed as error:
        return error.code if error.code in SENTENCES else f"no sentence for {error.code}"
    return ""


def test_a_folder_of_ones_own_is_used_by_name_and_by_place(moment, own):
    digest = MODELS["base"].sha256
    for name in (own.name, str(own)):
        (plan,) = [one for one in run(moment, own, model=name) if isinstance(one, Planned)]
        assert (plan.model, plan.digest) == ("our-kazakh", digest)


def test_the_digest_is_kept_at_the_first_use_and_a_change_is_refused(moment, own):
    assert loads(own) == ""
    assert (own / "model.sha256").read_text().split() == [MODELS["base"].sha256, "model.bin"]
    data = bytearray((own / "model.bin").read_bytes())
    data[-500] ^= 1
    replaced(own, "model.bin", bytes(data))
    assert failure(moment, own) == "model_changed"
    (own / "model.sha256").unlink()
    assert loads(own) == ""


def test_a_model_that_is_half_copied(moment, own):
    data = (own / "model.bin").read_bytes()
    for half in (data[: len(data) // 2], data[:1000], b""):
        replaced(own, "model.bin", half)
        assert loads(own) == "model_incomplete"
        assert not (own / "model.sha256").exists(), "a model that cannot be used has no digest"
    (own / "model.bin").unlink()
    assert failure(moment, own) == "model_incomplete"


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "vocabulary.txt"])
def test_a_small_file_that_is_half_copied(own, name):
    data = (own / name).read_bytes()
    replaced(own, name, data[: len(data) // 2])
    assert loads(own) in {"model_incomplete", "not_whisper"}
    (own / "config.json").unlink()
    assert loads(own) == "model_incomplete"


def test_a_model_that_translates_and_a_text_are_not_whisper(own, tmp_path):
    translator = tmp_path / "translator"
    translator.mkdir()
    not_whisper.write(translator)
    shutil.copy(translator / "shared_vocabulary.json", translator / "vocabulary.json")
    assert loads(translator) == "not_whisper"
    replaced(own, "model.bin", b"words, not weights\n" * 500)
    assert loads(own) == "not_whisper"


def test_a_name_that_leads_elsewhere_is_unknown(moment, own):
    for name in ("../our-kazakh", "nobody", ".", "", "our-kazakh/."):
        assert failure(moment, own, model=name) == "unknown_model"


def test_too_little_memory_is_told_as_such(speech, models):
    """The child may have 100 MB more than before the model: too little for its 145 MB."""
    code = """
import resource, runpy
import av, ctranslate2, faster_whisper, numpy, onnxruntime
from stories.transcripts.engine import loading, whisper

def loaded(*arguments, **options):
    # From here on: before, the programme that decodes the sound would have no memory either.
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 100 * 2**20,) * 2)
    return loading.loaded(*arguments, **options)

whisper.loaded = loaded
runpy.run_module("stories.transcripts.engine.child", run_name="__main__")
"""
    request = Request(next((speech / "clips").rglob("ru_0*.flac")), models, threads=1)
    with pytest.raises(EngineFailed) as failed:
        list(run_whisper(request, on_beat=lambda: None, command=(sys.executable, "-c", code)))
    assert failed.value.code == "no_memory", failed.value.detail
    assert failed.value.passing


def test_a_model_per_language_writes_each_its_own(speech, own, models, tmp_path):
    """Both are the base model under two names: who wrote what is told, and the text is the same."""
    both = tmp_path / "both.flac"
    stretch = ("-t", "32", "-i", str(speech / "bilingual_interview_ccby_bsd.opus"))
    subprocess.run((ffmpeg_binary(), "-v", "error", *stretch, str(both)), check=True)
    (own.parent / "base").symlink_to(models / "base")
    plain = list(transcribe(Request(both, own.parent)))
    split = EngineOptions(models={"kk": "our-kazakh"})
    events = list(transcribe(Request(both, own.parent, split)))
    segments = written(events)
    assert {(one.language, one.model) for one in segments} == {
        ("kk", "our-kazakh"),
        ("ru", "base"),
    }
    assert [one.text for one in segments] == [one.text for one in written(plain)]


def written(events):
    windows = [event for event in events if isinstance(event, WindowDone)]
    segments = [one for window in windows for one in window.segments]
    return sorted(segments, key=lambda one: one.start)
