import pytest

from stories.transcripts.engine.manifest import BadManifest, read_manifest
from stories.transcripts.engine.scoring import Errors, errors_of, folded


def test_text_is_folded():
    assert folded("  Ёлка, «ҚАР» — и_снег! ") == "елка қар и снег"


def test_errors_are_counted_and_add_up():
    one = errors_of("апам ерте тұрды", "Апам ерте тұрған.")
    assert (one.words, one.word_edits) == (3, 1)
    both = one + errors_of("иә", "иә")
    assert both.words == 4
    assert both.wer == pytest.approx(0.25)
    assert errors_of("", "") == Errors()


def test_nothing_written_is_all_wrong():
    assert errors_of("апам келді", "").cer == 1.0


@pytest.mark.parametrize("text", ["", "path\tlang\na.wav\tkk\n", "path\tlang\tduration_s\n"])
def test_a_bad_manifest_is_refused(tmp_path, text):
    manifest = tmp_path / "m.tsv"
    manifest.write_text(text, "utf-8")
    with pytest.raises(BadManifest):
        read_manifest(manifest)


def test_a_manifest_is_read_relative_to_itself(tmp_path):
    (tmp_path / "a.wav").touch()
    manifest = tmp_path / "m.tsv"
    manifest.write_text(
        'path\tlang\tduration_s\treference\tkind\na.wav\tkk\t1.5\t"иә\treal\n', "utf-8"
    )
    (clip,) = read_manifest(manifest)
    assert clip.path == tmp_path / "a.wav"
    assert (clip.seconds, clip.reference) == (1.5, '"иә')
