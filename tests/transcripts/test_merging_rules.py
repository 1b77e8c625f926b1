"""Two versions side by side: every word of the other has one place, in order."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from stories.transcripts.merging import rules
from stories.transcripts.merging.rules import aligned, words_of

TALK = [
    "апам",
    "таңертең",
    "ерте",
    "тұратын",
    "нан",
    "иісі",
    "үйге",
    "тарайтын",
    "біз",
    "сол",
    "иіспен",
    "оянатынбыз",
    "да",
    "да",
    "иә",
]


@dataclass
class Row:
    start_ms: int
    end_ms: int
    text: str
    words: list = field(default_factory=list)


@st.composite
def texts(draw, most=8):
    rows, at = [], 0
    for _ in range(draw(st.integers(0, most))):
        at += draw(st.integers(0, 3000))
        words = draw(st.lists(st.sampled_from(TALK), max_size=9))
        end = at + draw(st.integers(1, 6000))
        rows.append(Row(at, end, " ".join(words)))
        at = end
    return rows


@given(texts(), texts())
def test_every_word_of_the_other_has_one_place_in_order(mine, theirs):
    blocks = aligned(mine, theirs)
    told = [word for block in blocks for word in block.words]
    assert told == sorted(words_of(theirs), key=lambda word: (word.row, word.place))
    assert [block.at for block in blocks if not block.between] == list(range(len(mine)))
    assert [block.at for block in blocks] == sorted(block.at for block in blocks)


@given(texts())
def test_the_same_text_stands_in_its_own_segments(rows):
    blocks = aligned(rows, rows)
    assert [block.text for block in blocks if not block.between] == [row.text for row in rows]
    assert not [block for block in blocks if block.between]


@settings(max_examples=15, deadline=None)
@given(texts(most=150), st.integers(-200, 200), st.data())
def test_a_text_cut_otherwise_stands_in_the_same_segments(rows, shift, data):
    """The other engine joined segments and its clock is a little off: each word finds its own."""
    rows = [row for row in rows if row.text]
    words = words_of(rows)
    distinct = [f"{word.text}{place}" for place, word in enumerate(words)]
    mine, at = [], 0
    for row in rows:
        count = len(row.text.split())
        mine.append(Row(row.start_ms, row.end_ms, " ".join(distinct[at : at + count])))
        at += count
    theirs, open_row = [], None
    for place, word in enumerate(words):
        times = {
            "start": max(word.start_ms + shift, 0) / 1000,
            "end": max(word.end_ms + shift, 0) / 1000,
        }
        if open_row is None or data.draw(st.integers(0, 6)) == 0:
            open_row = Row(word.start_ms, word.end_ms, "", [])
            theirs.append(open_row)
        open_row.words.append({"text": distinct[place], "probability": 0.9, **times})
        open_row.text = f"{open_row.text} {distinct[place]}".strip()
        open_row.end_ms = word.end_ms
    blocks = aligned(mine, theirs)
    assert [block.text for block in blocks if not block.between] == [row.text for row in mine]


def test_what_nobody_wrote_before_stands_between():
    mine = [Row(0, 2000, "апам ерте тұратын"), Row(20_000, 22_000, "нан иісі")]
    theirs = [
        Row(100, 2100, "Апам ерте тұратын."),
        Row(9000, 11_000, "бұл жаңа"),
        Row(20_000, 22_000, "нан иісі"),
    ]
    told = [(block.at, block.between, block.text) for block in aligned(mine, theirs)]
    assert told == [
        (0, False, "Апам ерте тұратын."),
        (0, True, "бұл жаңа"),
        (1, False, "нан иісі"),
    ]
    assert [block.text for block in aligned([], theirs)] == [row.text for row in theirs]
    assert rules.aligned([], []) == []
