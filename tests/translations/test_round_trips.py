"""What goes out as a file and comes back is the same: words, times, languages, names, labels."""

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stories.transcripts import captions
from stories.transcripts.leaving import CHECKED, MACHINE
from stories.transcripts.rules import tidy
from stories.transcripts.standing import LABELS
from stories.translations.inward import files
from stories.translations.inward.files import Unreadable
from stories.translations.models import TranslationState
from stories.translations.out import as_json, docx_table, eaf, side_by_side
from stories.translations.out.pairs import Pair, Script, in_language
from stories.translations.words import CONFIRMED, DOUBTS
from tests.translations.test_out import AT

AWKWARD = [
    "-->", "00:00:01.000 --> 00:00:02.000", "<b>", "</b>", "<i>жоқ</i>", "<v Ажар>", "<lang ru>",
    "&", "&lt;", "&amp;amp;", "&nbsp;", "{\\an8}", "NOTE", "STYLE", "WEBVTT", "1", "42", "Ажар: иә",
    "?:", "ҚҰРМЕТТІ", "ұлы", "Он сказал: да", "мама", "שלום", "مرحبا", "🪔", "e\u0301", "]]>", "{",
    "\u202eтерс\u202c", "«тырнақша»", "—", "-", "'", '"', "\\", "a < b", "c > d", "x&y;", "\u2028",
    "\ufeffбас", "[",
]  # fmt: skip
WORDS = st.one_of(st.sampled_from(AWKWARD), st.text("абвәғқңөұүһіыё", min_size=1, max_size=12))
TEXTS = st.lists(WORDS, max_size=9).map(lambda words: tidy(" ".join(words)))
SPEAKERS = ["", "Ажар <апа>", "А. & Б.", "1-дауыс", "М. А."]
quiet = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@st.composite
def scripts(draw, least=0, tags=("kk", "ru", "tr", "und")):
    found, at = [], 0
    for _ in range(draw(st.integers(1, 7))):
        start = max(0, at + draw(st.integers(least, 3000)))
        at = start + draw(st.integers(200, 12_000))
        language = draw(st.sampled_from(tags))
        text, other, checked = draw(TEXTS), draw(TEXTS), draw(st.booleans())
        state = draw(st.sampled_from(list(TranslationState)))
        told = (("ru" if language == "kk" else "kk"), other, state.value) if other else ("",) * 3
        doubt = str(DOUBTS.get(state, "")) if other else ""
        known = {"standing": str(CHECKED if checked else MACHINE)}
        known["other_standing"] = str(DOUBTS.get(state, CONFIRMED)) if other else ""
        speaker = draw(st.sampled_from(SPEAKERS))
        said = (start, at, language, text, speaker, (), checked)
        found.append(Pair(*said, *told, doubt, **known))
    found.sort(key=lambda pair: pair.start_ms)
    label = draw(st.sampled_from(["", str(LABELS[0]), str(LABELS[1]) % {"share": 20}]))
    return Script(3, label, tuple(found))


@pytest.fixture(params=["kk", "ru", "en"])
def tongue(request, app):
    """The language the file leaves in; it may come back to anybody's."""
    from flask_babel import force_locale

    with app.app_context(), force_locale(request.param):
        yield request.param


def whole(lines):
    """Lines as they are compared: in order, each with everything that can be carried."""
    return sorted(
        (
            line.start_ms, line.end_ms, line.language, tidy(line.text), line.speaker, line.checked,
            tidy(line.other), line.other_language, line.state,
        )
        for line in lines
    )  # fmt: skip


def wanted(script):
    return sorted(
        (
            one.start_ms, one.end_ms, one.language, one.text, one.speaker, one.checked,
            one.other_text, one.other_language, one.state,
        )
        for one in script.pairs
    )  # fmt: skip


def draw_docx(script):
    names = ("Time", "Who speaks", "What was said", "In the other language", "Checked?")
    heads = dict(zip(docx_table.COLUMNS, names, strict=True))
    return docx_table.draw(script, "Жазба", heads, "kk")


KINDS = {
    "json": as_json.draw,
    "eaf": lambda script: eaf.draw(script, AT),
    "docx": draw_docx,
    "vtt": lambda script: side_by_side.vtt(script.pairs, script.label).encode(),
}


@pytest.mark.parametrize("kind", KINDS)
@quiet
@given(data=st.data())
def test_both_languages_come_back_whole(tongue, kind, data):
    script = data.draw(scripts(least=-2000 if kind != "docx" else 0))
    found = files.read(BytesIO(KINDS[kind](script)))
    assert found.form == kind
    assert not found.faults
    assert whole(found.lines) == wanted(script)


@quiet
@given(data=st.data())
def test_captions_of_one_language_come_back_whole(tongue, data):
    script = data.draw(scripts())
    spoken = in_language(script.pairs, "kk")
    found = files.read(BytesIO(captions.vtt(spoken, script.label).encode()))
    assert not found.faults
    assert [
        (one.start_ms, one.end_ms, one.language, tidy(one.text), one.speaker) for one in found.lines
    ] == [
        (round(one.start * 1000), round(one.end * 1000), "kk", one.text, one.speaker)
        for one in spoken
    ]
    assert [one.checked for one in found.lines] == [one.state == "checked" for one in spoken]


def named(lines):
    """SubRip says who speaks where that changes: the names as whoever reads on has them."""
    before = ""
    for line in lines:
        if line.speaker:
            before = "" if line.speaker == captions.NOBODY else line.speaker
        yield before


@quiet
@given(data=st.data())
@pytest.mark.parametrize("label", [True, False])
def test_subrip_comes_back_with_both_languages_a_line_each(tongue, label, data):
    script = data.draw(scripts(tags=("kk", "ru")))
    told = side_by_side.srt(script.pairs, str(LABELS[0]) if label else "")
    found = files.read(BytesIO(told.encode()))
    assert not found.faults
    assert [(one.start_ms, one.end_ms) for one in found.lines] == [
        (one.start_ms, one.end_ms) for one in script.pairs
    ]
    assert list(named(found.lines)) == [one.speaker for one in script.pairs]
    assert [one.text.replace(captions.SILENT, "").split("\n") for one in found.lines] == [
        [one.text, one.other_text] if one.other_text else [one.text] for one in script.pairs
    ]


@quiet
@given(data=st.data())
def test_subrip_in_one_language_loses_no_word_and_no_time(tongue, data):
    script = data.draw(scripts())
    spoken = in_language(script.pairs, "kk")
    try:
        found = files.read(BytesIO(captions.srt(spoken, script.label).encode()))
    except Unreadable:
        assert not spoken
        return
    assert not found.faults
    words = [word for line in found.lines for word in line.text.split()]
    assert words == [word for one in spoken for word in one.text.split()]
    starts = {line.start_ms for line in found.lines}
    assert starts >= {round(one.start * 1000) for one in spoken}
    assert set(named(found.lines)) >= {one.speaker for one in spoken}
