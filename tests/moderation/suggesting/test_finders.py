"""Names in every case form, places, numbers and what is hard are found; common words are not."""

import uuid
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.suggestions import TARGETS, measure, passages
from stories.moderation.suggesting.finders import Found, Kind, Known, Named, find
from stories.moderation.wording.kazakh import forms_of
from stories.moderation.wording.names import given_names
from stories.moderation.wording.russian import CASES, in_case

WHO = uuid.UUID(int=7)
NAMES = st.sampled_from(given_names())


def told(text: str, language: str, *names: str) -> list[tuple[str, str]]:
    """The words found, each with its kind."""
    known = [Known(name, WHO) for name in names]
    return [(text[one.start : one.end], one.kind.value) for one in find(text, language, known)]


@given(NAMES, st.data())
def test_every_kazakh_form_of_a_session_name_is_found(name, data: st.DataObject):
    form = data.draw(st.sampled_from(sorted(forms_of(name.kk)))).capitalize()
    text = f"Кеше {form} келді."
    found = find(text, "kk", [Known(name.kk, WHO)])
    assert any(one.person_id == WHO and one.start == 5 for one in found)


@given(NAMES, st.sampled_from(CASES), st.data())
def test_every_russian_case_of_a_kazakh_name_is_found(name, case: str, data: st.DataObject):
    form = in_case(data.draw(st.sampled_from(name.ru)), case)
    found = find(f"Вчера {form} видели.", "ru", [Known(name.kk, WHO)])
    assert any(one.person_id == WHO and one.start == 6 for one in found)


@given(st.text(max_size=80), st.sampled_from(["kk", "ru", "en"]), st.lists(st.text(max_size=9)))
def test_whatever_is_read_places_lie_in_it_and_apart(text: str, language: str, names: list[str]):
    found = find(text, language, [Known(name) for name in names])
    hidden = [one for one in found if one.kind is not Kind.HARD]
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(left.end <= right.start for left, right in pairwise(hidden))
    assert not found or language != "en"


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1, 28), st.integers(0, 999_999))
def test_a_number_like_an_iin_is_found(year: int, month: int, day: int, rest: int):
    number = f"{year:02}{month:02}{day:02}{rest:06}"
    assert (number, "number") in told(f"Нөмірі {number}.", "kk")


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("87012345678 деп жаз", "kk", [("87012345678", "phone")]),
        ("звони +7 (701) 234-56-78", "ru", [("+7 (701) 234-56-78", "phone")]),
        ("городской 45-67-89", "ru", [("45-67-89", "phone")]),
        ("қозы саны 125000 болды", "kk", []),
        ("в 1965 году двенадцать тысяч", "ru", []),
        ("1946 жылы туғанмын", "kk", [("1946 жылы", "birth")]),
        ("999999123456", "ru", []),
    ],
)
def test_numbers(text: str, language: str, wanted: list[tuple[str, str]]):
    assert told(text, language) == wanted


def test_a_whole_name_is_one_place():
    assert told("С Айгуль Сериковной мы", "ru", "Айгүл Серікқызы") == [
        ("Айгуль Сериковной", "person")
    ]


def test_a_particle_stays_outside():
    assert told("Райхан-ай, қайдасың", "kk", "Райхан") == [("Райхан", "person")]


def test_what_somebody_is_called_stays_outside_of_the_name():
    assert told("Рабига-апа, расскажите", "ru", "Рәбиға апа") == [("Рабига", "person")]


def test_two_words_of_a_name_are_one_place():
    assert told("Көршіміз Мария Петровнаға бердік", "kk") == [("Мария Петровнаға", "name")]


def test_a_kinship_word_in_a_name_is_not_looked_for():
    assert told("Кеше ата келді, Сейітжан ата.", "kk", "Сейітжан ата") == [("Сейітжан", "person")]


def test_an_everyday_word_is_no_name():
    assert told("Менің арманым бар, жанары жасқа толды.", "kk", "Арман", "Жанар") == []


def test_what_a_reader_of_names_saw_is_taken():
    text = "Мы жили в Забурунье у Пелагеи."
    named = [Named(10, 19, "LOC"), Named(22, 29, "PER")]
    found = find(text, "ru", [], named)
    assert found == [Found(10, 19, Kind.PLACE), Found(22, 29, Kind.NAME)]


def test_what_is_hard_says_what_it_is_about():
    found = find("Әкем майданда қаза тапты, ашаршылық болды.", "kk")
    assert [one.theme.value for one in found if one.theme] == ["war", "loss", "hunger"]


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("held_out", [False, True])
def test_the_targets_are_met(language: str, held_out: bool):
    table = measure(language, [one for one in passages(language) if one.held_out is held_out])
    for kind, least in TARGETS.items():
        assert table.found[kind] / table.wanted[kind] >= least, table.missed
