"""A minute of silence, hum, room noise or music: no words, or every word flagged."""

import subprocess

import pytest

from stories.media.tools import ffmpeg_binary
from stories.transcripts.engine import EngineOptions, Request, WindowDone, transcribe

pytestmark = [pytest.mark.speech, pytest.mark.slow]
MINUTE = 60
SOUNDS = {
    "silence": "anullsrc=r=16000:cl=mono",
    "mains hum": "aevalsrc='0.2*sin(2*PI*50*t)+0.1*sin(2*PI*150*t)+0.05*sin(2*PI*250*t)':s=16000",
    "room": "anoisesrc=c=pink:r=16000:a=0.02:s=3",
    "loud hiss": "anoisesrc=c=white:r=16000:a=0.3:s=4",
    "fan": "anoisesrc=c=brown:r=16000:a=0.4:s=5",
    "tune": "aevalsrc='0.3*sin(2*PI*(220+110*floor(mod(t*2,5)))*t)*exp(-3*mod(t,0.5))':s=16000",
}


@pytest.mark.parametrize("name", SOUNDS)
@pytest.mark.parametrize("languages", [("kk", "ru"), ("kk",)])
def test_no_word_stands_unflagged(name, languages, models, tmp_path):
    path = tmp_path / "minute.flac"
    source = ("-f", "lavfi", "-i", SOUNDS[name], "-t", str(MINUTE))
    subprocess.run((ffmpeg_binary(), "-v", "error", *source, str(path)), check=True)
    request = Request(path, models, EngineOptions(languages))
    windows = [event for event in transcribe(request) if isinstance(event, WindowDone)]
    spoken = [segment for window in windows for segment in window.segments if segment.text]
    assert all(segment.flags for segment in spoken), spoken
