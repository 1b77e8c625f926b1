"""What may stand in a line about somebody."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.search import fold
from stories.foundation.telling import tells_too_much
from stories.people.pseudonyms import BEFORE, NAMES, suggestions
from stories.people.rules import (
    has_letter,
    letters,
    like_an_identity_number,
    tidy,
    unreadable,
)


@pytest.mark.parametrize(
    "text",
    [
        "Әселя 🌸",
        "👩‍👧",
        "Нұр\u202eлан",
        "\u2066Әсел\u2069",
        "Ән\u200fұр",
        "Әсел\x1b[31m",
        "1\ufe0f\u20e3",
        "🇰🇿",
        "\ue000",
    ],
)
def test_pictures_and_steering_signs_are_seen(text: str):
    assert unreadable(tidy(text))


@pytest.mark.parametrize(
    "text",
    ["Әселя Ерланқызы", "О’Нил-Ким", "Íris Ñandú", "Иван (Ваня)", "Мария №2", "ʼАлия", "А. Б."],
)
def test_names_of_every_kind_pass(text: str):
    assert not unreadable(tidy(text))
    assert has_letter(tidy(text))


@pytest.mark.parametrize(
    "text",
    [
        "900101300123",
        "ЖСН 900101300123.",
        "900101 300 123",
        "900101-300123",
        "123456789012",
        "٩٠٠١٠١٣٠٠١٢٣",
        "900101\u200b300123",
    ],
)
def test_twelve_digits_are_taken_for_an_identity_number(text: str):
    assert like_an_identity_number(tidy(text))


@pytest.mark.parametrize(
    "text",
    [
        "+7 701 123 45 67",
        "8 701 123 45 67",
        "87011234567",
        "87011234567; 87021234567",
        "+998901234567",
        "+998 90 123 45 67",
        "1234567890123",
        "12 үй, 34 пәтер",
        "",
    ],
)
def test_telephones_and_addresses_are_not(text: str):
    assert not like_an_identity_number(tidy(text))


@given(st.text(max_size=60))
def test_tidying_twice_is_tidying_once(text: str):
    once = tidy(text)
    assert tidy(once) == once
    assert "  " not in once
    assert once == once.strip()
    assert letters(once) <= len(once)


@given(st.text(alphabet="әғқңөұүһіёaАбҚҢӘ", min_size=1, max_size=20))
def test_folding_forgives_kazakh_letters_and_case(text: str):
    assert fold(text) == fold(text.upper()) == fold(fold(text))
    assert not set(fold(text)) & set("әғқңөұүһіё")


def test_a_letter_and_its_marks_count_once():
    decomposed = unicodedata.normalize("NFD", "й" * 10)
    assert letters(decomposed) == 10
    assert tidy(decomposed) == "й" * 10


def test_the_shipped_pseudonyms_are_many_apart_and_tell_nothing():
    assert len(NAMES) >= 120
    assert len({fold(name) for name in NAMES}) == len(NAMES)
    for name in NAMES:
        assert not tells_too_much(name)
        assert not unreadable(name)
        assert name == tidy(name)


@given(st.sets(st.sampled_from(NAMES)), st.integers(0, 20), st.integers())
def test_suggestions_are_free_and_never_twice(taken: set[str], count: int, seed: int):
    folded = {fold(name) for name in taken}
    found = suggestions(folded, count, seed)
    assert len(found) == count
    assert len({fold(name) for name in found}) == count
    assert not {fold(name) for name in found} & folded


def test_when_every_name_is_taken_two_words_are_offered():
    found = suggestions({fold(name) for name in NAMES}, 8, 1)
    assert len(found) == 8
    assert all(name.split()[0] in BEFORE for name in found)


TELLING = (
    "Сириядан келген апа",
    "Ирактан",
    "Дети из Сирии",
    "Вернувшиеся",
    "Оралмандар",
    "«ДАИШ-тен»",
    "Жусан операциясы",
    "Syrian children",
    "Раққа",
)
QUIET = ("Игілік", "Ираклий", "Сирень", "Сиыр", "Оралдан келген апа", "Возраст", "Ракета", "Терек")


@pytest.mark.parametrize("title", TELLING)
def test_words_that_tell_a_past_are_known_in_their_forms(title: str):
    assert tells_too_much(title)


@pytest.mark.parametrize("title", QUIET)
def test_words_that_only_look_so_are_let_be(title: str):
    assert not tells_too_much(title)
