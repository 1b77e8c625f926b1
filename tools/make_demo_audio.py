"""Speak the demo's three stories with espeak-ng and write down when each sentence is heard.

Needs espeak-ng 1.51 with the voices kk and ru. The same texts give the same files:
`python tools/make_demo_audio.py` writes `stories/demo/content/audio/*.opus` and `*.json`.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
import wave
from pathlib import Path
from typing import Any

import ffmpeg
import numpy as np
from numpy.typing import NDArray

from stories.media.tools import ffmpeg_binary

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "tools" / "demo_stories.toml"
AUDIO = ROOT / "stories" / "demo" / "content" / "audio"
SAMPLE_RATE = 16_000
PAUSE_MS = 450
EDGE_MS = 400
HEARD = 120  # of 32,767: quieter edges of a sentence are not speech
LOUDEST = 20_000

Sound = NDArray[np.float64]


def silence(milliseconds: int) -> Sound:
    return np.zeros(milliseconds * SAMPLE_RATE // 1000)


def trimmed(sound: Sound) -> Sound:
    heard = np.flatnonzero(np.abs(sound) > HEARD)
    return sound[int(heard[0]) : int(heard[-1]) + 1]


def spoken(sentence: dict[str, Any], voice: dict[str, Any], folder: Path) -> Sound:
    """Return one spoken sentence at 16 kHz, without the silence around it."""
    raw, even = folder / "raw.wav", folder / "even.wav"
    name = f"{sentence['language']}+{voice['variant']}"
    speed, pitch = str(voice["speed"]), str(voice["pitch"])
    subprocess.run(
        ["espeak-ng", "-v", name, "-s", speed, "-p", pitch, "-w", str(raw), sentence["text"]],
        check=True,
    )
    stream = ffmpeg.input(str(raw)).output(str(even), ar=SAMPLE_RATE, ac=1, loglevel="error")
    stream.run(cmd=ffmpeg_binary(), overwrite_output=True)
    with wave.open(str(even)) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    sound = trimmed(data.astype(np.float64))
    return sound * (LOUDEST / float(np.abs(sound).max()))


def told(story: dict[str, Any], voices: dict[str, Any]) -> tuple[Sound, list[dict[str, Any]]]:
    """Return the whole story and its sentences with their true times in milliseconds."""
    parts, sentences = [silence(EDGE_MS)], []
    at = len(parts[0])
    with tempfile.TemporaryDirectory() as folder:
        for number, sentence in enumerate(story["sentences"]):
            pause = silence(sentence.get("pause", PAUSE_MS) if number else 0)
            sound = spoken(sentence, voices[sentence["speaker"]], Path(folder))
            start, at = at + len(pause), at + len(pause) + len(sound)
            parts += [pause, sound]
            sentences.append(timed(sentence, start, at))
    return np.concatenate([*parts, silence(EDGE_MS)]), sentences


def timed(sentence: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    return {
        "start_ms": round(start * 1000 / SAMPLE_RATE),
        "end_ms": round(end * 1000 / SAMPLE_RATE),
        "speaker": sentence["speaker"],
        "language": sentence["language"],
        "text": sentence["text"],
        "translation": sentence["translation"],
    }


def write_opus(sound: Sound, path: Path) -> None:
    stream = ffmpeg.input("pipe:0", format="s16le", ar=SAMPLE_RATE, ac=1)
    bare = {"map_metadata": -1, "fflags": "+bitexact", "flags:a": "+bitexact"}
    stream = stream.output(
        str(path), acodec="libopus", audio_bitrate="12k", application="voip", loglevel="error",
        **bare,
    )  # fmt: skip
    data = sound.astype("<i2").tobytes()
    stream.run(cmd=ffmpeg_binary(), input=data, overwrite_output=True)


def make(story: dict[str, Any], voices: dict[str, Any]) -> None:
    sound, sentences = told(story, voices)
    opus = AUDIO / f"{story['key']}.opus"
    write_opus(sound, opus)
    milliseconds = len(sound) * 1000 // SAMPLE_RATE
    facts = {"key": story["key"], "duration_ms": milliseconds, "sentences": sentences}
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    opus.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    print(f"{opus.name}: {milliseconds / 1000:.1f} s, {opus.stat().st_size / 1000:.0f} kB")


def main() -> int:
    if shutil.which("espeak-ng") is None:
        print("espeak-ng is not installed: apt install espeak-ng", file=sys.stderr)
        return 1
    AUDIO.mkdir(parents=True, exist_ok=True)
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    for story in texts["stories"]:
        make(story, texts["voices"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
