import wave

import pytest

from stories.transcripts.engine import EngineFailed, EngineOptions, Request, WindowDone, transcribe


@pytest.fixture
def request_for(tmp_path):
    path = tmp_path / "quiet.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16_000 * 70))
    return Request(path, tmp_path, EngineOptions(model="fake"))


def windows(request, **more):
    return [event for event in transcribe(request, **more) if isinstance(event, WindowDone)]


def test_it_invents_only_where_that_is_allowed(request_for, monkeypatch):
    monkeypatch.delenv("STORIES_ALLOW_FAKE_ENGINE", raising=False)
    with pytest.raises(EngineFailed, match="unknown_model"):
        transcribe(request_for)
    monkeypatch.setenv("STORIES_ALLOW_FAKE_ENGINE", "1")
    assert windows(request_for)


def test_it_says_the_same_each_time_and_resumes(request_for):
    whole = windows(request_for, allow_fake=True)
    assert whole == windows(request_for, allow_fake=True)
    assert [window.until for window in whole] == [30.0, 60.0, 70.0]
    assert [segment.language for segment in whole[0].segments[:2]] == ["kk", "ru"]
    later = Request(request_for.audio, request_for.models, request_for.options, kept=1, plan="fake")
    assert windows(later, allow_fake=True) == whole[1:]


def test_a_bad_file_fails_as_with_the_real_engine(request_for):
    request_for.audio.write_bytes(b"")
    with pytest.raises(EngineFailed, match="empty"):
        windows(request_for, allow_fake=True)
