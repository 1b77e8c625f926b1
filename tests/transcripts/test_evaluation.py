import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine.bootstrap import interval
from stories.transcripts.engine.evaluation import measured, summary
from stories.transcripts.engine.manifest import BadManifest, Clip, Stretch, read_manifest
from stories.transcripts.engine.scoring import errors_of, spelt
from stories.transcripts.engine.writers import Heard

HEAD = "path\tlang\tduration_s\treference\tkind\talt_reference\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"sound")
    (tmp_path / "b.wav").write_bytes(b"sound")
    return tmp_path


def manifest(folder, *rows):
    path = folder / "m.tsv"
    path.write_text(HEAD + "".join(row + "\n" for row in rows), "utf-8")
    return path


def clip(language="kk", said="апам келді", normalised="", stretches=None, seconds=10.0):
    whole = (Stretch(0, seconds, frozenset(language.split("+"))),) if said else ()
    return Clip(2, None, language, "real", seconds, said, normalised, stretches or whole)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("none.wav\tkk\t1.5\tиә\treal\t", "Line 3 of the manifest: there is no file none.wav."),
        ("../m.tsv\tkk\t1.5\tиә\treal\t", "lies outside the manifest's folder"),
        ("/etc/passwd\tkk\t1.5\tиә\treal\t", "lies outside the manifest's folder"),
        ("a.wav\tkk\t0\tиә\treal\t", "the length must be more than nought seconds"),
        ("a.wav\tkk\tnan\tиә\treal\t", "the length must be more than nought seconds"),
        ("a.wav\tkk\tlong\tиә\treal\t", "“long” is no length in seconds"),
        ("a.wav\tkazakh!\t1\tиә\treal\t", "is no language"),
        ("a.wav", "“” is no length in seconds"),
        ("", "it names no file"),
    ],
)
def test_a_bad_line_is_named(folder, row, told):
    path = manifest(folder, "b.wav\tru\t2\tда\treal\t", row or "\t\t\t\t\t")
    with pytest.raises(BadManifest, match="Line 3") as refused:
        read_manifest(path)
    assert told in str(refused.value)


def test_a_missing_column_and_a_file_that_is_no_text(folder):
    path = folder / "m.tsv"
    path.write_text("path\tlang\n", "utf-8")
    with pytest.raises(BadManifest, match="duration_s, reference, kind is missing"):
        read_manifest(path)
    path.write_bytes(b"\xff\xfe\x00path")
    with pytest.raises(BadManifest, match="UTF-8"):
        read_manifest(path)


def test_stretches_beside_a_long_recording(folder):
    (folder / "a.json").write_text(
        json.dumps([{"start": 0, "end": 4, "lang": "kk", "text": "иә"}]), "utf-8"
    )
    path = manifest(folder, "a.wav\tkk+ru\t9\t\treal\t", "b.wav\t\t3\t\tquiet\t")
    long, quiet = read_manifest(path)
    assert (long.reference, long.stretches) == ("иә", (Stretch(0, 4, frozenset({"kk"})),))
    assert (quiet.language, quiet.stretches) == ("", ())
    (folder / "a.json").write_text("[1]", "utf-8")
    with pytest.raises(BadManifest, match="Line 2"):
        read_manifest(path)


def test_languages_are_judged_by_time_where_one_is_spoken():
    stretches = (
        Stretch(0, 4, frozenset({"kk"})),
        Stretch(4, 6, frozenset({"kk", "ru"})),
        Stretch(6, 10, frozenset({"ru"})),
    )
    heard = [Heard(0, 3, "kk", "апам"), Heard(3, 8, "ru", "келді"), Heard(8, 10, "ru", "да")]
    one = measured(clip("kk+ru", stretches=stretches), heard, 1.0)
    assert (one.right, one.judged) == (3 + 2 + 2, 3 + 1 + 2 + 2)


def test_words_in_silence_are_counted():
    spoken = (Stretch(2, 4, frozenset({"kk"})),)
    heard = [Heard(2, 4, "kk", "апам келді"), Heard(6, 8, "ru", "субтитры сделал")]
    one = measured(clip(stretches=spoken), heard, 1.0)
    assert (one.silent, one.invented) == (7.5, 2)
    quiet = measured(clip("", said="", seconds=60.0), [Heard(5, 9, "ru", "да да")], 1.0)
    (row,) = [row for row in summary([quiet]) if row["language"] == "all"]
    assert row["insertions_per_silent_minute"] == 2.0
    assert row["wer"] is None


def test_both_references_and_every_group():
    kazakh = Heard(0, 9, "kk", "енді келдім")
    ones = [
        measured(clip(said="енд келдм", normalised="енді келдім"), [kazakh], 2.0),
        measured(clip("ru", said="да"), [Heard(0, 9, "ru", "да")], 1.0),
    ]
    rows = {(row["language"], row["kind"]): row for row in summary(ones)}
    assert set(rows) == {(a, b) for a in ("kk", "ru") for b in ("real", "all")} | {("all", "all")}
    assert (rows["kk", "real"]["wer"], rows["kk", "real"]["wer_normalised"]) == (1.0, 0.0)
    assert rows["kk", "all"]["normalised_clips"] == 1
    assert rows["all", "all"]["real_time_factor"] == 0.15
    assert rows["all", "all"]["wer_95"] == (0.0, 1.0)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=2, max_size=40))
def test_the_interval_is_seeded_and_holds_the_rate(pairs):
    edits, lengths = zip(*pairs, strict=True)
    low, high = interval(edits, lengths)
    assert (low, high) == interval(edits, lengths)
    rates = [edit / length for edit, length in pairs]
    assert min(rates) - 0.001 <= low <= high <= max(rates) + 0.001


def test_numbers_are_put_into_words():
    assert spelt("1 990 жыл, 21 бала", "kk") == "бір мың тоғыз жүз тоқсан жыл, жиырма бір бала"
    assert errors_of("двадцать один год", "21 год", ("ru",)).word_edits == 0
    assert errors_of("жиырма бір жыл", "21 жыл", ("ru", "kk")).word_edits == 0
    assert errors_of("21", "двадцать один").word_edits == 2
