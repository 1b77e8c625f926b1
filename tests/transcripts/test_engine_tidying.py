import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine.scoring import folded
from stories.transcripts.engine.tidying import ends_sentence, tidied
from stories.transcripts.engine.types import Word

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
LETTERS = KAZAKH + KAZAKH.upper() + "abciıxyzABCIXYZ" + "سلام" + "0123456789"
SIGNS = " .,!?…;:«»“”\"'()[]-—–"


@st.composite
def spoken(draw):
    texts = draw(st.lists(st.text(LETTERS + SIGNS, min_size=1, max_size=14), max_size=30))
    words, at = [], 0.0
    for text in texts:
        at += draw(st.sampled_from([0.0, 0.1, 1.5]))
        end = at + draw(st.sampled_from([0.02, 0.4, 2.0]))
        words.append(Word(round(at, 3), round(end, 3), text, 0.5))
        at = end
    return words


@given(spoken(), st.sampled_from(["kk", "ru", "en", "tr", "ar"]))
def test_no_word_is_changed(words, language):
    before = folded(" ".join(word.text for word in words))
    after = folded(" ".join(word.text for word in tidied(words, language)))
    assert after == before


@given(spoken(), st.sampled_from(["kk", "ru", "tr"]))
def test_words_are_single_and_stay_in_order_and_time(words, language):
    done = tidied(words, language)
    assert all(word.text and not any(sign.isspace() for sign in word.text) for word in done)
    assert all(left.start <= right.start for left, right in itertools.pairwise(done))
    assert all(word.start <= word.end for word in done)
    if done:
        assert done[0].start >= words[0].start
        assert done[-1].end <= words[-1].end


@given(spoken(), st.sampled_from(["kk", "ru"]))
def test_what_is_tidy_stays_as_it_is(words, language):
    once = tidied(words, language)
    assert [word.text for word in tidied(once, language)] == [word.text for word in once]


def text(said, language="kk"):
    words = [
        Word(place, place + 0.9, " " + one, 0.9) for place, one in enumerate(said.split(" ")) if one
    ]
    return " ".join(word.text for word in tidied(words, language))


@pytest.mark.parametrize("letter", list("әғқңөұүһі"))
def test_kazakh_letters_have_their_own_capitals(letter):
    assert text(f"келді. {letter}ссі") == f"Келді. {letter.upper()}ссі"
    assert letter.upper() in "ӘҒҚҢӨҰҮҺІ"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("апам келді. ол күлді! «иә» деді? мен", "Апам келді. Ол күлді! «Иә» деді? Мен"),
        ("Апам келді.Ол күлді", "Апам келді. Ол күлді"),
        ("келді ,  сосын кетті .", "Келді, сосын кетті."),
        ("Апам 1990 ж. көшіп келді, т.б. айтты", "Апам 1990 ж. көшіп келді, т.б. айтты"),
        ("Ол… білмедім... кейін", "Ол… білмедім... кейін"),
        ("Апам, 12.5 сом берді", "Апам, 12.5 сом берді"),
        ("қарап тұрды,ал мен", "Қарап тұрды, ал мен"),
    ],
)
def test_spaces_and_capitals(said, kept):
    assert text(said) == kept


def test_a_text_with_capitals_does_not_get_one_at_its_beginning():
    assert text("сосын Алматыға барды") == "сосын Алматыға барды"


def test_turkish_letters_are_left_alone():
    assert text("geldi. istanbul", "tr") == "geldi. istanbul"


def test_text_without_times_is_parted_at_its_spaces():
    (first, second) = tidied([Word(0.0, 4.0, " Апам келді", 0.0)], "kk")
    assert (first.text, second.text) == ("Апам", "келді")
    assert 0.0 < second.start < 4.0
    assert second.end == 4.0


@pytest.mark.parametrize(
    ("word", "ends"),
    [("келді.", True), ("«иә!»", True), ("ж.", False), ("12.", False), ("я.", True), ("А.", False)],
)
def test_ends_of_sentences(word, ends):
    assert ends_sentence(word) is ends
