"""A text cut into passages: everything once, in order, for the right ears alone."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from stories.translations.narrator.rules import MOST_MS, Line, mark_of, may_see, passages


@st.composite
def texts(draw):
    found, at = [], 0
    for position in range(draw(st.integers(0, 25))):
        if draw(st.integers(0, 4)) == 0:
            continue  # not checked, or somebody else's
        start = at + draw(st.integers(0, 4_000))
        at = start + draw(st.integers(1, 50_000))
        speaker = draw(st.sampled_from(["", "n:1", "p:x"]))
        told = "сөз " * draw(st.integers(1, 120))
        found.append(Line(uuid.uuid4(), position, start, at, speaker, "kk", told, 1))
    return found


@given(texts())
def test_each_line_stands_in_exactly_one_passage_in_order(lines):
    found = passages(lines)
    assert [line for one in found for line in one.lines] == lines
    for one in found:
        assert len({line.speaker for line in one.lines}) == 1
        assert len(one.lines) == 1 or one.end_ms - one.start_ms <= MOST_MS
        places = [line.position for line in one.lines]
        assert places == list(range(places[0], places[0] + len(places)))
    assert len({one.mark for one in found}) == len(found)


@given(texts().filter(bool), st.data())
def test_a_changed_line_gives_its_passage_another_mark(lines, data):
    line = lines[data.draw(st.integers(0, len(lines) - 1))]
    told = [line.id, line.position, line.start_ms, line.end_ms, line.speaker, "kk", line.text]
    for other in (Line(*told, 2), Line(*told, 1, "ru", "слово", 1)):
        again = [other if one is line else one for one in lines]
        assert mark_of(passages(again)) != mark_of(passages(lines))


def test_nobody_reads_the_words_of_another():
    me, other = uuid.uuid4(), uuid.uuid4()
    assert may_see(me, me, narrator=False)
    assert may_see(None, me, narrator=True)
    assert not may_see(None, me, narrator=False)
    assert not may_see(other, me, narrator=True)
