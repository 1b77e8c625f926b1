"""What goes out as a file holds every word, in its place, in its language."""

import itertools
import json
from collections import defaultdict
from datetime import UTC, datetime
from io import BytesIO

from defusedxml import ElementTree
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts import captions
from stories.translations.out import as_json, docx_table, eaf
from stories.translations.out.pairs import Pair, Script, in_language, printable

AT = datetime(2026, 11, 29, 12, tzinfo=UTC)
LETTERS = "абәғқңөұүһі ёЫ<>&-.\"'\x0b\ufffe🪔"
HEADS = {"time": "Уақыты", "speaker": "Кім", "text": "Айтылғаны", "other": "Басқа тілде"}
HEADS["state"] = "Тексерілді ме?"


@st.composite
def scripts(draw):
    found, at = [], 0
    for _ in range(draw(st.integers(0, 8))):
        start = max(0, at + draw(st.integers(-2000, 3000)))
        at = start + draw(st.integers(0, 12_000))
        language = draw(st.sampled_from(["kk", "ru", "tr"]))
        said, other = (" ".join(draw(st.text(LETTERS, max_size=90)).split()) for _ in range(2))
        speaker = draw(st.sampled_from(["", "Ажар <апа>", "1 & 2"]))
        doubt = draw(st.sampled_from(["", "расталмаған"]))
        told = ("ru" if language == "kk" else "kk", other, "draft", doubt) if other else ("",) * 4
        flags = draw(st.sampled_from([(), ("қайталанады",)]))
        known = {"standing": "тексерілмеген" if flags else "тексерілген"}
        known["other_standing"] = (doubt or "расталған") if other else ""
        found.append(Pair(start, at, language, said, speaker, flags, not flags, *told, **known))
    return Script(3, draw(st.sampled_from(["", "Машина жазған"])), tuple(found))


@given(scripts())
def test_json_tells_all_of_it(script):
    told = json.loads(as_json.draw(script))
    assert told["label"] == script.label
    for one, pair in zip(told["segments"], script.pairs, strict=True):
        times = [round(one[name] * 1000) for name in ("start", "end")]
        assert times == [pair.start_ms, pair.end_ms]
        assert (one["text"], one["language"]) == (pair.text, pair.language)
        assert one.get("translation", {}).get("text", "") == pair.other_text


def annotations(root):
    """By tier: (tier, id, start, end, above, text) of everything written there."""
    slots = {one.get("TIME_SLOT_ID"): int(one.get("TIME_VALUE")) for one in root.iter("TIME_SLOT")}
    found = defaultdict(list)
    for tier in root.iter("TIER"):
        for note in tier.iter("ANNOTATION"):
            row = note[0]
            start, end = (slots.get(row.get(f"TIME_SLOT_REF{which}")) for which in (1, 2))
            facts = (row.get("ANNOTATION_ID"), start, end, row.get("ANNOTATION_REF"))
            found[tier].append((*facts, row.find("ANNOTATION_VALUE").text or ""))
    return found


@given(scripts())
def test_elan_has_every_line_with_its_translation_and_no_two_at_once(script):
    root = ElementTree.fromstring(eaf.draw(script, AT))
    tiers = annotations(root)
    said, others, states, ids = {}, {}, {}, set()
    for tier, rows in tiers.items():
        ids.add(tier.get("TIER_ID"))
        if tier.get("LINGUISTIC_TYPE_REF") == "state":
            states |= {row[3]: row[4] for row in rows}
        elif tier.get("PARENT_REF"):
            others |= {row[3]: (row[0], row[4]) for row in rows}
        else:
            said |= {row[0]: (row[1], row[2], row[4], tier.get("LANG_REF")) for row in rows}
            assert all(one[2] <= two[1] + 1 for one, two in itertools.pairwise(rows))
    assert len(ids) == len(tiers)
    wanted = sorted(
        (one.start_ms, max(one.end_ms, one.start_ms + 1), printable(one.text), one.language)
        for one in script.pairs
    )
    assert sorted(said.values()) == wanted
    assert others.keys() <= said.keys()
    assert len(others) == sum(bool(one.other_text) for one in script.pairs)
    assert states.keys() == said.keys() | {note for note, _ in others.values()}
    told = [states[note] for note in said] + [states[note] for note, _ in others.values()]
    wanted = [one.standing for one in script.pairs]
    assert sorted(told) == sorted(
        [*wanted, *filter(None, (p.other_standing for p in script.pairs))]
    )
    kinds = [one.tag for one in root]
    order = ["HEADER", "TIME_ORDER", "TIER", "LINGUISTIC_TYPE", "LANGUAGE", "CONSTRAINT"]
    assert kinds == sorted(kinds, key=order.index)


@given(scripts())
def test_word_shows_both_languages_side_by_side(script):
    document = Document(BytesIO(docx_table.draw(script, "Жазба мәтіні", HEADS, "kk")))
    texts = [one.text for one in document.paragraphs]
    assert texts[0] == "Жазба мәтіні"
    assert not script.label or script.label in texts
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == list(HEADS.values())
    for row, pair in zip(rows[1:], script.pairs, strict=True):
        assert row[0].startswith(captions.clock(pair.start_ms / 1000))
        assert row[1] == printable(pair.speaker)
        assert row[2:4] == [printable(pair.text), printable(pair.other_text)]
        assert row[4].startswith(pair.standing)
        assert row[4].endswith(pair.other_standing)


@given(scripts(), st.sampled_from(["kk", "ru"]))
def test_in_one_language_nothing_of_the_other_is_left(script, language):
    for pair, told in zip(script.pairs, in_language(script.pairs, language), strict=True):
        assert told.language == language
        wanted = {pair.language: pair.text, pair.other_language: pair.other_text}
        assert told.text.split() == wanted.get(language, "").split()
        shows_other = pair.language != language and told.text
        assert not (shows_other and pair.doubt) or told.mark == pair.doubt
    assert captions.vtt(in_language(script.pairs, language), script.label).startswith("WEBVTT")
