import json
import wave

import pytest
from click.testing import CliRunner

from stories.transcripts.cli import evaluate, models, transcribe_command


@pytest.fixture(autouse=True)
def surroundings(tmp_path, monkeypatch):
    monkeypatch.setenv("STORIES_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("STORIES_ALLOW_FAKE_ENGINE", "1")


@pytest.fixture
def sound(tmp_path):
    path = tmp_path / "quiet.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16_000 * 12))
    return path


def call(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_json_has_the_promised_shape(sound):
    answer = call(transcribe_command, sound, "--model", "fake", "--json")
    assert answer.exit_code == 0
    found = json.loads(answer.stdout)
    assert (found["engine"], found["model"]) == ("fake", "fake")
    segment = found["segments"][0]
    assert set(segment) >= {"start", "end", "language", "text", "confidence", "words"}
    assert segment["words"][0]["text"]


def test_people_read_times_language_and_text(sound):
    answer = call(transcribe_command, sound, "--model", "fake", "--language", "ru")
    assert answer.stdout.startswith("0:00:00.0 - 0:00:05.0  ru  По утрам")


@pytest.mark.parametrize("data", [b"", b"words, not sound" * 100, b"RIFF\x00\x01"])
def test_a_file_that_is_no_sound_is_one_sentence(sound, data):
    sound.write_bytes(data)
    answer = call(transcribe_command, sound, "--model", "fake")
    assert answer.exit_code == 1
    assert answer.stderr.count("\n") == 1


def test_a_truncated_file_is_one_sentence(sound):
    sound.write_bytes(sound.read_bytes()[:60_000])
    answer = call(transcribe_command, sound, "--model", "fake")
    assert answer.exit_code == 1
    assert "cut off" in answer.stderr


def test_a_missing_file_and_an_unknown_model_are_wrong_usage(sound, tmp_path):
    assert call(transcribe_command, tmp_path / "none").exit_code == 2
    assert call(transcribe_command, sound, "--model", "giant").exit_code == 2
    assert call(models, "install", "giant").exit_code == 2


def test_a_model_that_is_not_installed_is_one_sentence(sound):
    answer = call(transcribe_command, sound)
    assert answer.exit_code == 1
    assert "stories models install base" in answer.stderr


def test_models_are_listed():
    rows = json.loads(call(models, "list", "--json").stdout)["models"]
    assert [row["name"] for row in rows] == ["base", "small", "medium"]
    assert not any(row["installed"] for row in rows)


def test_an_unknown_engine_and_a_bad_manifest(tmp_path):
    manifest = tmp_path / "m.tsv"
    manifest.write_text("path\n", "utf-8")
    assert call(evaluate, manifest, "--engine", "other").exit_code == 2
    assert call(evaluate, manifest).exit_code == 1
