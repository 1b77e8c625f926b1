"""Figures about a model come from running it, in a child, on this machine."""

import json
import os
import shutil

import pytest
from click.testing import CliRunner

from stories.transcripts.cli import evaluate, models

pytestmark = [pytest.mark.speech, pytest.mark.slow]


@pytest.fixture
def folder(models, tmp_path, monkeypatch):
    """A models folder of our own, so that what is measured here is not kept there."""
    own = tmp_path / "models"
    shutil.copytree(models / "base", own / "base", copy_function=os.symlink)
    (own / "base" / ".cost.json").unlink(missing_ok=True)
    monkeypatch.setenv("STORIES_MODELS_DIR", str(own))
    return own


def test_a_model_is_measured_and_the_result_is_kept(folder):
    assert "not measured yet" in CliRunner().invoke(models, ["list"]).stdout.splitlines()[0]
    answer = CliRunner().invoke(models, ["measure", "base", "--json"])
    assert answer.exit_code == 0, answer.output
    cost = json.loads(answer.stdout)["base"]
    assert 150 < cost["peak_mb"] < 1500
    assert cost["real_time_factor"] > 0.01
    kept = json.loads(CliRunner().invoke(models, ["list", "--json"]).stdout)["models"][0]
    assert kept["cost"] == cost


def test_a_manifest_is_evaluated_with_memory_and_both_references(folder, speech, tmp_path):
    wanted = ("kzaudio_1.flac", "kzaudio_2.flac")
    head, *rows = (speech / "manifest.tsv").read_text("utf-8").splitlines()
    chosen = [row for row in rows if row.split("\t")[0].split("/")[-1] in wanted]
    chosen += [row for row in rows if row.split("\t")[1] == "ru"][:2]
    (tmp_path / "clips").mkdir()
    for row in chosen:
        shutil.copy(speech / row.split("\t")[0], tmp_path / row.split("\t")[0])
    manifest = tmp_path / "some.tsv"
    manifest.write_text("\n".join([head, *chosen]) + "\n", "utf-8")
    answer = CliRunner().invoke(evaluate, [str(manifest), "--json"])
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout)
    assert 150 < told["peak_mb"] < 1500
    rows = {(row["language"], row["kind"]): row for row in told["rows"]}
    russian, mixed = rows["ru", "all"], rows["kk+ru", "all"]
    assert russian["wer"] < 0.6
    assert russian["language_right"] > 0.9
    assert mixed["normalised_clips"] == 2
    assert mixed["wer"] != mixed["wer_normalised"]
    assert mixed["language_right"] is None
    low, high = russian["cer_95"]
    assert low <= russian["cer"] <= high


def test_a_clip_that_is_no_sound_is_named_by_its_line(folder, tmp_path):
    (tmp_path / "bad.wav").write_bytes(b"words, not sound" * 99)
    manifest = tmp_path / "some.tsv"
    manifest.write_text(
        "path\tlang\tduration_s\treference\tkind\nbad.wav\tkk\t2\tиә\treal\n", "utf-8"
    )
    answer = CliRunner().invoke(evaluate, [str(manifest)])
    assert answer.exit_code == 1
    assert answer.stderr.startswith("Error: Line 2 of the manifest, bad.wav: ")
