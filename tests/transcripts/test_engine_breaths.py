from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine.breaths import LONGEST, spoken_groups
from stories.transcripts.engine.types import Word


@st.composite
def sayings(draw):
    parts = draw(
        st.lists(
            st.tuples(
                st.floats(0, 3), st.floats(0.02, 4), st.sampled_from([" сөз", " сөз.", " сөз,"])
            ),
            max_size=80,
        )
    )
    words, at = [], 0.0
    for gap, seconds, text in parts:
        words.append(Word(at + gap, at + gap + seconds, text, 0.9))
        at += gap + seconds
    return words


@given(sayings())
def test_every_word_is_in_one_group_in_order(words):
    assert [word for group in spoken_groups(words) for word in group] == words


@given(sayings())
def test_no_group_is_too_long_unless_it_is_one_word(words):
    for group in spoken_groups(words):
        assert len(group) == 1 or group[-1].end - group[0].start <= LONGEST


def said(text, step=0.5):
    return [
        Word(place * step, (place + 1) * step, " " + word, 0.9)
        for place, word in enumerate(text.split())
    ]


def test_sentences_part_and_short_ones_join():
    groups = spoken_groups(
        said("Бір күні апам келді де айтты. Иә. Содан кейін біз бәріміз күлдік.")
    )
    assert ["".join(word.text for word in group).strip() for group in groups] == [
        "Бір күні апам келді де айтты. Иә.",
        "Содан кейін біз бәріміз күлдік.",
    ]


def test_a_long_pause_parts_even_short_words():
    words = [Word(0, 0.5, " Иә", 0.9), Word(3, 3.5, " да", 0.9)]
    assert len(spoken_groups(words)) == 2
