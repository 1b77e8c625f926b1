import itertools
import wave

import numpy as np
import pytest

from stories.transcripts.engine import EngineFailed, EngineOptions, Planned, Request, WindowDone
from stories.transcripts.engine import pipeline as pipeline_module
from stories.transcripts.engine.pipeline import segments_of, write_down
from stories.transcripts.engine.types import Done, Region, Window, Word


class Recogniser:
    """Says "тон" once a second and hears Kazakh in every other stretch."""

    def __init__(self):
        self.heard = 0
        self.asked = 0

    def languages_of(self, _):
        self.heard += 1
        return {"kk": 0.9, "ru": 0.001} if self.heard % 2 else {"kk": 0.0, "ru": 0.99}

    def words_of(self, pieces, _):
        self.asked += len(pieces)
        return [
            [Word(at, at + 0.9, " тон", 0.8) for at in range(len(piece.wave) // 16_000)]
            for piece in pieces
        ]


class Meter:
    """Takes loud samples for a voice."""

    def __init__(self):
        self.samples = np.zeros(0, dtype=np.int16)

    def feed(self, block):
        self.samples = np.concatenate((self.samples, block))

    def end(self):
        frames = self.samples[: len(self.samples) // 512 * 512].reshape(-1, 512)
        return [1.0 if np.abs(frame).max() > 1000 else 0.0 for frame in frames]


@pytest.fixture
def talk(tmp_path, monkeypatch):
    """Twelve stretches of three seconds of tone with a second between."""
    monkeypatch.setattr(pipeline_module, "VoiceMeter", Meter)
    tone = (np.sin(np.arange(48_000) / 5) * 9000).astype("<i2")
    path = tmp_path / "talk.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        for _ in range(12):
            file.writeframes(tone.tobytes() + bytes(32_000))
    return path


def run(path, **more):
    request = Request(path, path.parent, **more)
    events = list(write_down(request, Recogniser()))
    return events, [event for event in events if isinstance(event, WindowDone)]


def test_a_talk_becomes_windows_in_order(talk):
    events, windows = run(talk)
    (planned,) = [event for event in events if isinstance(event, Planned)]
    assert planned.duration == pytest.approx(48.0, abs=0.01)
    assert [window.index for window in windows] == list(range(planned.windows))
    assert events[-1] == Done(planned.windows)
    segments = [segment for window in windows for segment in window.segments]
    assert {segment.language for segment in segments} == {"kk", "ru"}
    assert all(left.end <= right.start for left, right in itertools.pairwise(segments))


def test_a_resumed_run_continues_exactly(talk):
    events, whole = run(talk)
    (plan,) = [event.plan for event in events if isinstance(event, Planned)]
    for kept in range(len(whole)):
        _, rest = run(talk, kept=kept + 1, plan=plan)
        assert rest == whole[kept + 1 :]


def test_one_allowed_language_is_not_asked_for(talk):
    recogniser = Recogniser()
    request = Request(talk, talk.parent, EngineOptions(("kk",)))
    list(write_down(request, recogniser))
    assert recogniser.heard == 0


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"words, not sound" * 99, "not_media")]
)
def test_a_file_without_sound_is_refused(tmp_path, data, code):
    path = tmp_path / "file.wav"
    path.write_bytes(data)
    with pytest.raises(EngineFailed) as failed:
        run(path)
    assert failed.value.code == code
    assert failed.value.of_the_file


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(EngineFailed, match="missing"):
        run(tmp_path / "none.wav")


def test_no_word_is_dropped():
    words = [Word(at / 2, at / 2 + 0.4, f" сөз{at}", 0.5) for at in range(40)]
    segments = segments_of(Window("kk", 1.0, (Region(5, 17), Region(18, 26))), words)
    said = " ".join(segment.text for segment in segments).split()
    assert [word.lower() for word in said] == [word.text.strip() for word in words]
    assert [word.text for segment in segments for word in segment.words] == said
