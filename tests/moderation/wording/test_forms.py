"""A pseudonym stands in the form in which the name stood."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stories.moderation.wording import in_form_of
from stories.moderation.wording.kazakh import Shape, forms_of, shaped
from stories.moderation.wording.names import given_names
from stories.moderation.wording.russian import CASES, in_case

KAZAKH = [
    ("Айгүл", "Әсел", "Әсел"),
    ("Айгүлдің", "Әсел", "Әселдің"),
    ("Айгүлмен", "Болат", "Болатпен"),
    ("Серіктен", "Арна", "Арнадан"),
    ("Серігі", "Арна", "Арнасы"),
    ("Серігімнің", "Айбек", "Айбегімнің"),
    ("Гүлнараның", "Бозторғай", "Бозторғайдың"),
    ("Нұрландар", "Тиін", "Тиіндер"),
    ("Айгүлжанға", "Бота", "Ботажанға"),
    ("Айгүлдікі", "Серік", "Серіктікі"),
    ("Армандікі", "Арна", "Арнанікі"),
    ("Айгүлдей", "Серік", "Серіктей"),
    ("Айгүлдегі", "Марат", "Мараттағы"),
    ("Айгүлмін", "Марат", "Маратпын"),
    ("Айгүлсіз", "Марат", "Маратсыз"),
    ("АЙГҮЛГЕ", "Әсел", "ӘСЕЛГЕ"),
    ("Айгүл Серікқызының", "Ақ бозторғай", "Ақ бозторғайдың"),
    ("Әселді", "Айгүл Серікқызы", "Айгүл Серікқызын"),
    ("Жанболсынға", "Киік", "Киікке"),
    ("Арман", "Облачко", "Облачко"),
    ("Қызбел", "Арна", "Арна"),
    ("", "Арна", "Арна"),
]
RUSSIAN = [
    ("", "Айгуль", "Асель", "Асель"),
    ("сказали", "Нурлану", "Серик", "Серику"),
    ("увидел", "Нурлана", "Облачко", "Облачко"),
    ("у", "Нурлана", "Облачко", "Облачка"),
    ("дом", "Нурлана", "Облачко", "Облачка"),
    ("с", "Нурланом", "Бозторғай", "Бозторғаем"),
    ("люблю", "Гульнару", "Домбыра", "Домбыру"),
    ("к", "Гульнаре", "Шырша", "Шырше"),
    ("о", "Гульнаре", "Киік", "Киіке"),
    ("с", "Сериком", "Айжан", "Айжан"),
    ("с", "Айгуль Сериковной", "Мария Петровна", "Марией Петровной"),
    ("у", "Оспановой", "Ахметова", "Ахметовой"),
    ("", "НУРЛАНУ", "Серик", "СЕРИКУ"),
    ("у", "Нурлана", "Көде", "Көде"),
    ("без", "Бекета", "Ақ бозторғай", "Ақ бозторғая"),
]


@pytest.mark.parametrize(("found", "other", "told"), KAZAKH)
def test_in_kazakh(found: str, other: str, told: str):
    assert in_form_of(found, other, "kk") == told


@pytest.mark.parametrize(("before", "found", "other", "told"), RUSSIAN)
def test_in_russian(before: str, found: str, other: str, told: str):
    assert in_form_of(found, other, "ru", before=before) == told


def test_a_whole_name_tells_which_part_was_said():
    whole = "Дана Серикқызы Оспанова"
    assert in_form_of("Дане", "Озеро", "ru", base=whole) == "Озеру"
    assert in_form_of("Дананың", "Тиін", "kk", base="Дана Серікқызы") == "Тиіннің"
    assert in_form_of("Серікқызына", "Тиін", "kk", base="Дана Серікқызы") == "Тиінге"


def test_another_language_leaves_it_as_it_is_called():
    assert in_form_of("Aigul", "Ақ  бозторғай", "en") == "Ақ бозторғай"


NAMES = st.sampled_from([name.kk for name in given_names()])


@given(NAMES, NAMES, st.data())
def test_every_kazakh_form_is_carried_over(one: str, other: str, data: st.DataObject):
    word, shape = data.draw(st.sampled_from(sorted(forms_of(one).items(), key=str)))
    assert in_form_of(word, other, "kk", base=one).casefold() == shaped(other, shape).casefold()
    assert shaped(one, shape).casefold() == word


@given(NAMES, st.sampled_from(CASES))
def test_russian_cases_keep_the_beginning_of_a_name(name: str, case: str):
    made = in_case(name, case)
    assert made[: len(name) - 1] == name[:-1]
    assert len(made) <= len(name) + 3


@example("\U000175c0", "0", "ru")  # a letter without a name
@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["kk", "ru"]))
def test_whatever_is_asked_something_is_told(found: str, other: str, language: str):
    assert bool(in_form_of(found, other, language)) is bool(other.split())


def test_the_plainest_form_is_the_name_itself():
    assert forms_of("Айгүл")["айгүл"] == Shape()


def test_the_list_says_each_name_once():
    listed = [name.kk for name in given_names()]
    assert len(listed) == len(set(listed))
