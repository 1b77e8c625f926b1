"""Programs that know nothing of us read the same words at the same times out of our files."""

import json
import shutil
import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile

import pympi
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stories.transcripts import captions
from stories.translations.out import eaf, side_by_side
from stories.translations.out.pairs import in_language, printable
from tests.services import lacking
from tests.translations.test_out import AT, scripts

ROOT = Path(__file__).parents[2]
READER = Path(__file__).with_name("vtt_reader.mjs")
NODE = shutil.which("node")
few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def read_vtt(texts):
    """What webvtt-parser says of each text: errors, and captions with their trees."""
    if NODE is None or not (ROOT / "node_modules" / "webvtt-parser").is_dir():
        lacking("webvtt-parser is not installed (npm ci)")
    asked = json.dumps(texts)
    done = subprocess.run([NODE, READER], input=asked, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def spans(nodes, around=()):
    """Every text of a caption: (names of the elements around it, the language, the text)."""
    for node in nodes:
        if node["type"] == "text":
            yield around, node["value"]
        else:
            told = (node["name"], node.get("value"), tuple(node.get("classes", ())))
            yield from spans(node["children"], (*around, told))


@few
@given(st.lists(scripts(), min_size=1, max_size=8))
def test_webvtt_parser_finds_no_fault_and_every_word(many):
    texts = [captions.vtt(in_language(one.pairs, "kk"), one.label) for one in many]
    for script, told in zip(many, read_vtt(texts), strict=True):
        assert told["errors"] == []
        found = {}
        for cue in sorted(
            told["cues"], key=lambda cue: [int(part) for part in cue["id"].split("-")]
        ):
            words = "".join(text for _, text in spans(cue["nodes"]))
            found.setdefault(int(cue["id"].partition("-")[0]), []).append(words)
        for number, spoken in enumerate(in_language(script.pairs, "kk"), 1):
            assert " ".join(found[number]).split() == (spoken.text.split() or [captions.SILENT])


@few
@given(st.lists(scripts(), min_size=1, max_size=8))
def test_webvtt_parser_finds_both_languages_and_what_nobody_checked(many):
    texts = [side_by_side.vtt(one.pairs, one.label) for one in many]
    for script, told in zip(many, read_vtt(texts), strict=True):
        assert told["errors"] == []
        cues = {int(cue["id"]): cue for cue in told["cues"]}
        for number, pair in enumerate(script.pairs, 1):
            cue = cues[number]
            assert (cue["start"], cue["end"]) == (
                pair.start_ms,
                max(pair.end_ms, pair.start_ms + 1),
            )
            rows = [row for row in spans(cue["nodes"]) if row[1].strip("\n")]
            names = [{name: (value, classes) for name, value, classes in row[0]} for row in rows]
            assert "checked" in names[0]["c"][1] or "unchecked" in names[0]["c"][1]
            assert ("checked" in names[0]["c"][1]) == pair.checked
            assert [row[1] for row in rows] == [
                text for text in (pair.text or captions.SILENT, pair.other_text) if text
            ]
            if pair.other_text:
                assert names[1]["c"][1] == (pair.state,)


@few
@given(scripts())
def test_pympi_finds_every_line_its_translation_and_its_state(script):
    with NamedTemporaryFile(suffix=".eaf") as kept:
        kept.write(eaf.draw(script, AT))
        kept.flush()
        found = pympi.Eaf(kept.name)
    said, told = [], []
    for tier in found.get_tier_names():
        kind = found.get_parameters_for_tier(tier)["LINGUISTIC_TYPE_REF"]
        rows = found.get_annotation_data_for_tier(tier)
        if kind == eaf.SAID:
            said += [row[:3] for row in rows]
        elif kind == eaf.TRANSLATED:
            told += [row[2] for row in rows]
    assert sorted(said) == sorted(
        (one.start_ms, max(one.end_ms, one.start_ms + 1), printable(one.text))
        for one in script.pairs
    )
    assert sorted(told) == sorted(
        printable(one.other_text) for one in script.pairs if one.other_text
    )
