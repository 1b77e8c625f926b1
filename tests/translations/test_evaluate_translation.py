import json

import pytest
from click.testing import CliRunner

from stories.translations.cli import evaluate_translation
from tests.speech.conftest import SPEECH
from tests.translations import tiny

SHARED = SPEECH / "fleurs_kk_ru_parallel.tsv"
ROWS = (("Апам нан пісіретін.", "Бабушка пекла хлеб."), ("Біз ән айттық.", "Мы пели песни."))


@pytest.fixture
def manifest(tmp_path):
    path = tmp_path / "pairs.tsv"
    path.write_text("id\tkk\tru\n" + "".join(f"1\t{kk}\t{ru}\n" for kk, ru in ROWS), "utf-8")
    return path


@pytest.fixture(autouse=True)
def models(tmp_path, monkeypatch):
    monkeypatch.setenv("STORIES_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.delenv("STORIES_TRANSLATION_MODEL", raising=False)
    return tmp_path / "models"


def call(*arguments):
    return CliRunner().invoke(evaluate_translation, [str(argument) for argument in arguments])


def test_a_model_is_scored_both_ways_with_what_it_took(manifest, models):
    tiny.build(models / "nllb", "nllb")
    answer = call(manifest, "--model", "nllb", "--json")
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout)
    assert [row["way"] for row in told["rows"]] == ["kk-ru", "ru-kk"]
    for row in told["rows"]:
        assert row["sentences"] == 2
        assert 0 <= row["chrf"] <= 100
        assert row["model"] == "nllb"
        assert len(row["digest"]) == 64
        assert row["peak_mb"] > 0
        assert row["sentences_per_second"] > 0
        assert "nc:6" in row["signature"]


def test_people_read_a_table(manifest):
    answer = call(manifest, "--engine", "copy", "--way", "kk-ru", "--limit", 1)
    head, columns, row = answer.stdout.splitlines()
    assert head.startswith("copy, ")
    assert columns.split()[:3] == ["way", "sentences", "chrF"]
    assert row.split()[:2] == ["kk-ru", "1"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"kk\n", "The manifest needs the columns kk and ru; ru is missing."),
        (b"kk\tru\n", "The manifest lists no sentences."),
        ("kk\tru\nИә\t\n".encode(), "Line 2 of the manifest: a sentence is missing."),
        ("kk\tru\nИә\n".encode(), "Line 2 of the manifest: a sentence is missing."),
        (b"\xff\xfe\x00", "The manifest is not text in UTF-8."),
    ],
)
def test_a_bad_manifest_is_one_sentence(tmp_path, text, told):
    path = tmp_path / "bad.tsv"
    path.write_bytes(text)
    answer = call(path, "--engine", "copy")
    assert answer.exit_code == 1
    assert told in answer.output


def test_without_a_model_and_with_none_there(manifest):
    assert call(manifest).exit_code == 2
    answer = call(manifest, "--model", "none")
    assert answer.exit_code == 1
    assert "There is no such folder with a model for translating." in answer.output


def test_a_model_of_one_way_is_not_scored_the_other(manifest, models):
    tiny.build(models / "kazrush-kk-ru", "t5")
    assert call(manifest, "--model", "kazrush-kk-ru", "--way", "kk-ru").exit_code == 0
    answer = call(manifest, "--model", "kazrush-kk-ru", "--way", "ru-kk")
    assert "The model does not translate that way." in answer.output


def test_handing_the_original_back_scores_the_floor_on_the_270_sentences():
    if not SHARED.exists():
        pytest.skip("the parallel sentences beside the project are not here")
    rows = json.loads(call(SHARED, "--engine", "copy", "--json").stdout)["rows"]
    assert [row["sentences"] for row in rows] == [270, 270]
    assert all(10 < row["chrf"] < 25 for row in rows)
