"""English and an Arabic prayer are told as such; no real Kazakh or Russian is taken for another."""

import shutil
import subprocess

import pytest

from stories.transcripts.engine import EngineOptions, Request, WindowDone
from stories.transcripts.engine.deciding import Listener
from stories.transcripts.engine.foreign import other_languages
from stories.transcripts.engine.manifest import read_manifest
from stories.transcripts.engine.pipeline import write_down_with
from stories.transcripts.engine.regions import speech_regions
from stories.transcripts.engine.shelf import ModelShelf
from stories.transcripts.engine.sound import opened
from stories.transcripts.engine.voice import VoiceMeter
from tests.services import lacking

pytestmark = [pytest.mark.speech, pytest.mark.slow]
RUSSIAN_CLIPS = 10
SAID = {
    "en": "My grandmother was born in a small village near the mountains. Every summer we went "
    "there to help with the horses and to listen to her stories about the old days.",
    "ar": "بسم الله الرحمن الرحيم الحمد لله رب العالمين الرحمن الرحيم مالك يوم الدين إياك نعبد "
    "وإياك نستعين اهدنا الصراط المستقيم صراط الذين أنعمت عليهم غير المغضوب عليهم ولا الضالين",
}


@pytest.fixture(scope="module")
def shelf(models):
    return ModelShelf(models, EngineOptions(), 1)


def spoken(language, folder):
    if shutil.which("espeak-ng") is None:
        lacking("espeak-ng is not installed; it speaks what no clip has")
    path = folder / f"{language}.wav"
    subprocess.run(
        ("espeak-ng", "-v", language, "-s", "140", "-w", str(path), SAID[language]), check=True
    )
    return path


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("expected", [("kk", "ru"), ("kk",)])
def test_a_strange_language_is_told_and_not_forced_into_ours(
    language, expected, shelf, models, tmp_path
):
    request = Request(spoken(language, tmp_path), models, EngineOptions(expected))
    windows = [one for one in write_down_with(request, shelf) if isinstance(one, WindowDone)]
    segments = [one for window in windows for one in window.segments]
    assert segments
    assert not {one.language for one in segments} & {"kk", "ru"}
    assert all("other_language" in one.flags for one in segments)
    if language == "en":
        assert {one.language for one in segments} == {"en"}
        assert "grandmother" in " ".join(one.text for one in segments)


def test_no_real_clip_is_taken_for_another_language(speech, shelf):
    clips = [one for one in read_manifest(speech / "manifest.tsv") if one.kind.startswith("real")]
    kazakh = [one for one in clips if "kk" in one.languages]
    russian = [one for one in clips if one.languages == ("ru",)][:RUSSIAN_CLIPS]
    assert len(kazakh) > 30
    taken = {clip.path.name: others(clip.path, shelf) for clip in (*kazakh, *russian)}
    assert not {name: found for name, found in taken.items() if found}


def others(path, shelf):
    meter = VoiceMeter()
    with opened(path, meter.feed) as sound:
        regions = speech_regions(meter.end(), sound.duration)
        heard = Listener(sound, regions, shelf.take("base")).languages(range(len(regions)))
    return [one for one in other_languages(regions, heard, ("kk", "ru")) if one[0]]
