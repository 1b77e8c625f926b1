import json
import wave

import pytest
from click.testing import CliRunner

from stories.transcripts.cli import evaluate, models, transcribe_command
from stories.transcripts.engine import costs


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
    label, blank, first, *_ = answer.stdout.splitlines()
    assert label == "Written by a machine (fake, fake); no person has checked it."
    assert blank == ""
    assert first.startswith("00:00:00.0 - 00:00:05.0  ru  По утрам")


@pytest.mark.parametrize(
    ("form", "begins"), [("vtt", "WEBVTT\n\nNOTE\n"), ("srt", "1\n"), ("json", "{")]
)
def test_every_form_says_that_a_machine_wrote_it(sound, form, begins):
    answer = call(transcribe_command, sound, "--model", "fake", f"--{form}")
    assert answer.stdout.startswith(begins)
    assert "Written by a machine (fake, fake)" in answer.stdout


def test_the_ending_of_a_file_says_its_form(sound, tmp_path):
    target = tmp_path / "told.vtt"
    target.write_text("old", "utf-8")
    assert call(transcribe_command, sound, "--model", "fake", "-o", target).exit_code == 0
    assert target.read_text("utf-8").startswith("WEBVTT")
    assert call(transcribe_command, sound, "--model", "fake", "--srt", "-o", target).exit_code == 0
    assert target.read_text("utf-8").startswith("1\n00:00:00,000 --> ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["quiet.wav", "told.vtt"]


def test_a_file_is_never_half_written(sound, tmp_path):
    target = tmp_path / "told.txt"
    target.write_text("what stood there", "utf-8")
    sound.write_bytes(b"no sound" * 100)
    assert call(transcribe_command, sound, "--model", "fake", "-o", target).exit_code == 1
    assert target.read_text("utf-8") == "what stood there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["quiet.wav", "told.txt"]


def test_a_place_that_cannot_be_written_is_one_sentence(sound, tmp_path):
    for target in (tmp_path / "none" / "told.txt", tmp_path, sound):
        answer = call(transcribe_command, sound, "--model", "fake", "-o", target)
        assert answer.exit_code == 1
        assert answer.stderr.count("\n") == 1


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
    assert [row["cost"] for row in rows] == [None, None, None]
    assert call(models, "list").stdout.count("not measured yet") == 3


def test_folders_are_listed_with_what_they_lack_and_what_they_cost(tmp_path):
    own = tmp_path / "models" / "turbo-kk"
    own.mkdir(parents=True)
    (own / "model.bin").write_bytes(b"weights")
    (own / "config.json").write_text("{}", "utf-8")
    cost = {"peak_mb": 812, "real_time_factor": 0.4, "threads": 2, "measured_on": "2026-01-02"}
    assert costs.keep_cost(own, cost)
    row = json.loads(call(models, "list", "--json").stdout)["models"][-1]
    assert (row["name"], row["installed"], row["cost"]) == ("turbo-kk", False, cost)
    assert row["state"] == "lacks tokenizer.json, vocabulary.txt"
    assert "812 MB of memory, 0.4 × the sound's length" in call(models, "list").stdout
    (own / costs.KEPT).write_text('{"peak_mb": 1', "utf-8")
    assert "not measured yet" in call(models, "list").stdout.splitlines()[-1]


def test_nothing_to_measure_is_one_sentence():
    assert call(models, "measure").exit_code == 1
    assert call(models, "measure", "base").exit_code == 1
    assert call(models, "measure", "giant").exit_code == 2


def test_an_unknown_engine_and_a_bad_manifest(tmp_path):
    manifest = tmp_path / "m.tsv"
    manifest.write_text("path\n", "utf-8")
    assert call(evaluate, manifest, "--engine", "other").exit_code == 2
    assert call(evaluate, manifest).exit_code == 1
