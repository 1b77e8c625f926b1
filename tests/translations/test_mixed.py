from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.translations.engine.sentences import LONGEST, sentences
from stories.translations.mixed import Stretch, language_of, parts_of, stays_of, stretches

KAZAKH = st.sampled_from(["Апам", "нан", "пісіретін", "қыс", "келді", "ауылда,", "болды."])
RUSSIAN = st.sampled_from(["Короче", "мы", "потом", "пошли", "домой,", "хлеб", "было."])
TEXTS = st.lists(KAZAKH | RUSSIAN | st.text(max_size=5), max_size=30).map(" ".join)
WAYS = st.sampled_from([("kk", "ru"), ("ru", "kk"), ("uz", "kk")])


@given(TEXTS, WAYS)
def test_no_word_is_lost_and_the_order_holds(text, way):
    found = stretches(text, *way)
    assert " ".join(one.text for one in found) == " ".join(text.split())
    assert all(one.language in way and one.text for one in found)
    assert all(a.language != b.language for a, b in pairwise(found))


@given(st.lists(RUSSIAN, min_size=1).map(" ".join))
def test_what_is_in_the_spoken_language_is_never_taken_for_the_other(text):
    assert all(one.language == "ru" for one in stretches(text, "ru", "kk"))


@given(TEXTS, WAYS)
def test_a_stretch_that_stays_has_no_word_that_is_surely_spoken_otherwise(text, way):
    spoken, target = way
    for stays in stays_of(text, spoken, target):
        assert spoken not in {language_of(word) for word in stays.split()}
        assert target in {language_of(word) for word in stays.split()}


@given(TEXTS)
def test_a_third_language_is_one_stretch(text):
    found = stretches(text, "uz", "kk")
    assert [one.language for one in found] == ["uz"] * bool(text.split())


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Мен вообще ештеңе білмедім", []),
        ("Апам нан пісірді. Ну вот.", ["Ну вот."]),
        ("Мен базарға бардым, я не знаю что там было, бірақ қайттым",
         ["я не знаю что там было,"]),
        ("Короче мы потом пошли домой.", ["Короче мы потом пошли домой."]),
        ("Сол кезде сказали что надо ехать туда деп айтты", []),
        ("", []),
    ],
)  # fmt: skip
def test_examples(text, stays):
    assert stays_of(text, "kk", "ru") == stays


def test_kazakh_in_a_russian_segment_stays_too():
    assert stretches("Мы пошли, содан кейін апам келді деп айтты, и всё.", "ru", "kk") == [
        Stretch("Мы пошли,", "ru"),
        Stretch("содан кейін апам келді деп айтты,", "kk"),
        Stretch("и всё.", "ru"),
    ]


@given(st.text(max_size=2000))
def test_sentences_keep_every_word(text):
    plain = " ".join(text.split())
    found = sentences(plain)
    assert " ".join(" ".join(found).split()) == plain
    assert all(len(one) <= LONGEST or " " not in one for one in found)


def test_a_machine_is_never_handed_a_mark_and_it_is_carried_over():
    text = "апам ерте тұратын [түсініксіз 0:12]. Сосын нан [Аударылмаған 1:02:03] пісірді"
    found = parts_of(text, "kk", "ru")
    assert [one.text for one in found] == [
        "апам ерте тұратын",
        "[неразборчиво 0:12].",
        "Сосын нан",
        "[не переведено 1:02:03]",
        "пісірді",
    ]
    assert [one.language for one in found] == ["kk", "ru", "kk", "ru", "kk"]
    assert [one.text for one in parts_of("[неразборчиво 0:01]", "ru", "kk")] == [
        "[түсініксіз 0:01]"
    ]
    assert parts_of("нан иісі", "kk", "ru") == stretches("нан иісі", "kk", "ru")
