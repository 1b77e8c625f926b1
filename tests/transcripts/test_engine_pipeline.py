import itertools
import wave

import numpy as np
import pytest

from stories.transcripts.engine import EngineFailed, EngineOptions, Planned, Request, WindowDone
from stories.transcripts.engine import pipeline as pipeline_module
from stories.transcripts.engine.hearing import Heard
from stories.transcripts.engine.pipeline import segments_of, write_down, write_down_with
from stories.transcripts.engine.shelf import OneModel
from stories.transcripts.engine.types import Done, ModelUsed, Region, Window, Word


class Recogniser:
    """Says "тон" once a second and hears Kazakh in every other stretch; `other` everywhere."""

    def __init__(self, other="", word="тон"):
        self.asked, self.encoded, self.other, self.word = [], 0, other, word

    def check_languages(self, languages):
        assert languages

    def hear(self, waves):
        self.encoded += len(waves)
        return [Heard(len(wave) / 16_000, np.array([[float(wave[800])]])) for wave in waves]

    def languages_of(self, heard):
        if self.other:
            return [{self.other: 0.99, "kk": 0.01, "ru": 0.0} for _ in heard]
        kazakh, russian = {"kk": 0.9, "ru": 0.001}, {"kk": 0.0, "ru": 0.99}
        return [kazakh if one.seconds < 3.6 else russian for one in heard]

    def words_of(self, heard, languages, _hints):
        self.asked += languages
        return [
            [Word(at, at + 0.9, f" {self.word}", 0.8) for at in range(int(one.seconds))]
            for one in heard
        ]


class Shelf:
    """A model of each name, which says its own name; counts how often each is taken."""

    def __init__(self):
        self.taken = []

    def used(self, name):
        return ModelUsed(name, f"digest of {name}")

    def take(self, name):
        self.taken.append(name)
        return Recogniser(word=name)


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
    """Eighty stretches of tone, three and four seconds in turn, with a second between."""
    monkeypatch.setattr(pipeline_module, "VoiceMeter", Meter)
    path = tmp_path / "talk.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        for place in range(80):
            length = 44_800 if place % 2 else 64_000
            tone = (np.sin(np.arange(length) / 5) * 9000).astype("<i2")
            file.writeframes(tone.tobytes() + bytes(32_000))
    return path


def run(path, shelf=None, **more):
    request = Request(path, path.parent, **more)
    events = list(write_down_with(request, shelf or OneModel(Recogniser())))
    return events, [event for event in events if isinstance(event, WindowDone)]


def plan_of(events):
    (planned,) = [event for event in events if isinstance(event, Planned)]
    return planned


def test_a_talk_becomes_windows_in_order(talk):
    events, windows = run(talk)
    planned = plan_of(events)
    assert planned.duration == pytest.approx(352.0, abs=0.01)
    assert planned.windows == 80
    assert [window.index for window in windows] == list(range(planned.windows))
    assert events[-1] == Done(planned.windows)
    segments = [segment for window in windows for segment in window.segments]
    assert [segment.language for segment in segments[:4]] == ["ru", "kk", "ru", "kk"]
    assert all(left.end <= right.start for left, right in itertools.pairwise(segments))


def test_a_stretch_is_heard_once_for_its_language_and_its_words(talk):
    recogniser = Recogniser()
    list(write_down(Request(talk, talk.parent), recogniser))
    assert recogniser.encoded == 80


def test_a_resumed_run_continues_exactly_and_writes_nothing_twice(talk):
    events, whole = run(talk)
    for kept in (0, 1, 31, 32, 33, 79, 80):
        recogniser = Recogniser()
        plan = plan_of(events).plan
        again, rest = run(talk, OneModel(recogniser), kept=kept, plan=plan)
        assert plan_of(again).kept == kept
        assert rest == whole[kept:]
        assert len(recogniser.asked) == 80 - kept


def test_with_another_plan_it_begins_again(talk):
    events, whole = run(talk)
    hinted = EngineOptions(hints=("Айша",))
    again, windows = run(talk, options=hinted, kept=40, plan=plan_of(events).plan)
    assert plan_of(again).kept == 0
    assert len(windows) == len(whole)


MODELS = EngineOptions(model="main", models={"kk": "kazakh", "ru": "russian"}, routing="small")


def test_a_model_per_language_is_loaded_once_each(talk):
    shelf = Shelf()
    events, windows = run(talk, shelf, options=MODELS)
    assert shelf.taken == ["small", "kazakh", "russian"]
    assert plan_of(events).models["kk"] == ModelUsed("kazakh", "digest of kazakh")
    assert [window.index for window in windows] == list(range(80))
    segments = [segment for window in windows for segment in window.segments]
    told = {(one.language, one.model, one.digest) for one in segments}
    assert told == {
        ("kk", "kazakh", "digest of kazakh"),
        ("ru", "russian", "digest of russian"),
    }
    assert all(one.model in one.text for one in segments)


def test_a_resumed_run_with_a_model_per_language_continues_exactly(talk):
    events, whole = run(talk, Shelf(), options=MODELS)
    for kept in (1, 39, 40, 41, 80):
        shelf = Shelf()
        plan = plan_of(events).plan
        _, rest = run(talk, shelf, options=MODELS, kept=kept, plan=plan)
        assert rest == whole[kept:]
        assert ("kazakh" in shelf.taken) == (kept < 40)


def test_another_language_is_told_and_not_forced_into_ours(talk):
    recogniser = Recogniser(other="en")
    _, windows = run(talk, OneModel(recogniser))
    segments = [segment for window in windows for segment in window.segments]
    assert {segment.language for segment in segments} == {"en"}
    assert all("other_language" in segment.flags for segment in segments)
    assert set(recogniser.asked) == {"en"}


def test_where_one_language_is_expected_the_other_of_ours_is_told_as_another(talk):
    _, windows = run(talk, options=EngineOptions(("kk",)))
    segments = [segment for window in windows for segment in window.segments]
    told = {(one.language, "other_language" in one.flags) for one in segments}
    assert told == {("kk", False), ("ru", True)}
    assert {one.language_certainty for one in segments if one.language == "kk"} == {1.0}


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
