"""Text as machines write it down: small letters, other spellings, short forms, unknown places."""

import uuid
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.suggestions import measure, passages
from stories.moderation.suggesting.finders import Kind, Known, Named, find
from stories.moderation.suggesting.finders.forms import is_everyday
from stories.moderation.wording.kazakh import forms_of
from stories.moderation.wording.names import given_names

WHO, OTHER = uuid.UUID(int=7), uuid.UUID(int=8)
PLAIN = st.sampled_from(
    [name for name in given_names() if not is_everyday(name.kk) and len(name.kk) > 4]
)
CYRILLIC = st.text(
    alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһіАЕӘҚҰІЮЯ -,.!?«»—#№0123456789\n",
    max_size=90,
)


def told(text: str, language: str, *names: str) -> list[tuple[str, str]]:
    """The words found, each with its kind."""
    known = [Known(name, WHO) for name in names]
    return [(text[one.start : one.end], one.kind.value) for one in find(text, language, known)]


def people(text: str, language: str, *names: str) -> list[str]:
    """The words found that name somebody of the session."""
    return [words for words, kind in told(text, language, *names) if kind == "person"]


@given(PLAIN, st.data())
def test_a_name_in_small_letters_is_found_in_every_kazakh_form(name, data: st.DataObject):
    form = data.draw(st.sampled_from(sorted(forms_of(name.kk)))).casefold()
    found = find(f"кеше {form} келді", "kk", [Known(name.kk, WHO)])
    assert any(one.person_id == WHO and one.start == 5 for one in found)


@given(CYRILLIC, st.sampled_from(["kk", "ru"]), st.lists(CYRILLIC, max_size=3), st.data())
def test_no_text_stops_the_finders(text: str, language: str, names: list[str], data: st.DataObject):
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=4).map(sorted))
    named = [Named(*pair, "PER") for pair in pairwise(cuts) if pair[0] < pair[1]]
    found = find(text, language, [Known(name) for name in names], named)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    hidden = [one for one in found if one.kind is not Kind.HARD]
    assert all(left.end <= right.start for left, right in pairwise(hidden))


@pytest.mark.parametrize(
    ("text", "language", "name", "wanted"),
    [
        ("кеше айгүлге бардық", "kk", "Айгүл", ["айгүлге"]),
        ("жолда маған серік болған", "kk", "Серік", []),
        ("серік деген жігіт келді", "kk", "Серік", ["серік"]),
        ("күміс апай айтты", "kk", "Күміс", ["күміс"]),
        ("Кеше Марьямға бардық", "kk", "Мәриям", ["Марьямға"]),
        ("Сонда Гюльнараны көрдік", "kk", "Гүлнара", ["Гюльнараны"]),
        ("Сонда Бахытты көрдік", "kk", "Бақыт", ["Бахытты"]),
        ("мы с айгуль пошли", "ru", "Айгүл", ["айгуль"]),
        ("мне была дана одна жизнь", "ru", "Дана", []),
        ("Это Айгулин дом", "ru", "Айгүл", ["Айгулин"]),
        ("Тогда Токтаровы уехали", "ru", "Ерлан Тоқтаров", ["Токтаровы"]),
        ("Тогда Бахыта позвали", "ru", "Бақыт", ["Бахыта"]),
    ],
)
def test_names(text: str, language: str, name: str, wanted: list[str]):
    assert people(text, language, name) == wanted


@pytest.mark.parametrize(
    ("text", "language", "name", "wanted"),
    [
        ("Нұреке, айтыңызшы", "kk", "Нұрлан", ["Нұреке"]),
        ("бізге сереке келді", "kk", "Серік", ["сереке"]),
        ("Кеше Дәукең келді", "kk", "Дәулет", ["Дәукең"]),
        ("Мені Сәке дейді", "kk", "Серік", ["Сәке"]),
        ("Біз Айкөшті күттік", "kk", "Айгүл", ["Айкөшті"]),
        ("А потом Нурика позвали", "ru", "Нұрлан", ["Нурика"]),
        ("Наша Айка пела", "ru", "Айгүл", ["Айка"]),
        ("Тогда Гуле сказали", "ru", "Гүлнара", ["Гуле"]),
        ("үйде береке бар, мереке болды", "kk", "Берік", []),
        ("Жеке үйде тұрдық", "kk", "Жанар", []),
        ("Үлкен кісі келді", "kk", "Ұлжан", []),
        ("Наша Айша пела", "ru", "Айгүл", []),
        ("на крыше сидела галка", "ru", "Ғалым", []),
    ],
)
def test_short_forms(text: str, language: str, name: str, wanted: list[str]):
    assert people(text, language, name) == wanted


def test_a_short_form_of_two_people_is_nobodys():
    known = [Known("Нұрлан", WHO), Known("Нұргүл", OTHER)]
    found = find("Біз Нұрекеңді күттік", "kk", known)
    assert [(one.kind, one.person_id) for one in found] == [(Kind.PERSON, None)]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Біз Көктөбеде қыстадық", "kk", [("Көктөбеде", "place")]),
        ("сарыбұлаққа көштік", "kk", [("сарыбұлаққа", "place")]),
        ("Біз Ақ Бұлаққа көштік", "kk", [("Ақ Бұлаққа", "place")]),
        ("Тастау керек, теміржол бар", "kk", []),
        ("Жабағлы деген жерде", "kk", [("Жабағлы", "place")]),
        ("сол деген жерде", "kk", []),
        ("Біз Мәтібұлақта тұрдық", "kk", [("Мәтібұлақта", "place")]),
        ("қарағандыда тұрдық", "kk", [("қарағандыда", "place")]),
        ("астана болды, торғай ұшты", "kk", []),
        ("Жили у Сарыбулака", "ru", [("Сарыбулака", "place")]),
        ("Жили в Джанабулаке", "ru", [("Джанабулаке", "place")]),
        ("Приехали из Шидерты", "ru", [("Шидерты", "place")]),
        ("Место под названием Жабаглы", "ru", [("Жабаглы", "place")]),
        ("Деревня называлась так", "ru", []),
        ("После школы мы шли домой", "ru", []),
        ("В школе учились", "ru", []),
    ],
)
def test_places(text: str, language: str, wanted: list[tuple[str, str]]):
    assert told(text, language) == wanted


def test_what_stands_behind_a_name_is_found_beside_it():
    assert told("Ұлжанмен Ыбырай Алтынсарин атындағы мектепте оқыдық", "kk", "Ұлжан") == [
        ("Ұлжанмен", "person"),
        ("Ыбырай Алтынсарин атындағы мектепте", "school"),
    ]


@pytest.mark.parametrize(
    ("text", "language", "themes"),
    [
        ("Атам ерте дүниеден өтті", "kk", {"loss"}),
        ("Мені сабады ғой", "kk", {"violence"}),
        ("Жүн сабап отырдық, сабада қымыз бар", "kk", set()),
        ("Талай күн аш отырдық", "kk", {"hunger"}),
        ("Әлі күнге шошып оянамын", "kk", {"fear"}),
        ("Қойды айдап келдік", "kk", set()),
        ("Маму били, её не стало", "ru", {"violence", "loss"}),
        ("Часы били двенадцать, света не стало", "ru", set()),
        ("В пионерском лагере было весело", "ru", set()),
        ("По ночам кричу", "ru", {"fear"}),
        ("Насилу дошли, раненько встали", "ru", set()),
    ],
)
def test_what_is_hard_is_told_in_many_ways(text: str, language: str, themes: set[str]):
    assert {one.theme.value for one in find(text, language) if one.theme} == themes


@pytest.mark.parametrize("name", ["kk.rough", "ru.rough", "kk.told", "ru.told"])
def test_most_names_and_places_of_rough_passages_are_found(name: str):
    table = measure(name[:2], passages(name))
    for kind in (Kind.PERSON, Kind.PLACE):
        assert table.found[kind] / table.wanted[kind] >= 0.8, table.missed
        assert table.right[kind] / table.told[kind] >= 0.9, table.wrong
