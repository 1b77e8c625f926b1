"""Numbers told in words: read as digits, and found where they find somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from stories.moderation.suggesting.finders import find
from stories.moderation.suggesting.finders.numerals import in_digits
from stories.moderation.suggesting.finders.words import words_of

SPELLED = {"kk": "kz", "ru": "ru"}
LANGUAGES = st.sampled_from(sorted(SPELLED))


def told(text: str, language: str) -> list[tuple[str, str]]:
    """The words found, each with its kind."""
    return [(text[one.start : one.end], one.kind.value) for one in find(text, language)]


@given(st.integers(0, 9999), LANGUAGES)
def test_a_number_in_words_is_read(number: int, language: str):
    text = f"дом {num2words(number, lang=SPELLED[language])} ."
    assert in_digits(text, words_of(text), language).text == f"дом {number} ."


@given(st.integers(1, 9999))
def test_which_of_a_row_is_read_in_russian(number: int):
    text = num2words(number, lang="ru", to="ordinal")
    digits = in_digits(text, words_of(text), "ru").text
    assert digits == f"{number}#" or number % 100 == 0 or number > 1999


@given(st.lists(st.integers(0, 99), min_size=1, max_size=5), LANGUAGES)
def test_a_number_stands_where_it_was_said(numbers: list[int], language: str):
    said = [num2words(one, lang=SPELLED[language]) for one in numbers]
    text = "иә, " + " иә, ".join(said) + " ғой"
    digits = in_digits(text, words_of(text), language)
    places = [
        digits.place(at, at + len(one.told))
        for one, at in zip(digits.numbers, digits.at, strict=True)
    ]
    assert [text[start:end] for start, end in places] == said


@given(st.integers(0, 999), st.integers(0, 99), st.integers(0, 99), LANGUAGES)
def test_a_telephone_in_words_is_found(code: int, one: int, two: int, language: str):
    groups = [8, 700 + code % 100, 200 + code % 100, 20 + one % 80, 20 + two % 80]
    said = ", ".join(num2words(part, lang=SPELLED[language]) for part in groups)
    assert (said, "phone") in told(f"Жаз: {said}.", language)


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Он бесінші үйде тұрдық", "kk", [("Он бесінші үйде", "address")]),
        ("Бірінші үйіміз тоқал там еді, он бес үй болды", "kk", []),
        ("Сол кезде жетінші мектепте", "kk", [("жетінші мектепте", "school")]),
        ("Екі мектеп бар, бір балабақша", "kk", []),
        ("Қырқыншы жылы туғанмын", "kk", [("Қырқыншы жылы", "birth")]),
        ("46-шы жылы туғанмын", "kk", [("46-шы жылы", "birth")]),
        ("Жетпісінші жылы көшіп келдік", "kk", []),
        ("Бір, екі, үш, төрт, бес, алты, жеті", "kk", []),
        ("Жүз жиырма бес мың теңге", "kk", []),
        (
            "Мы жили: дом пять, квартира сорок два",
            "ru",
            [("дом пять, квартира сорок два", "address")],
        ),
        ("Дом два года строили", "ru", []),
        ("Ходила в пятую школу", "ru", [("пятую школу", "school")]),
        ("В школе пять лет учились", "ru", []),
        ("Я с сорок шестого года", "ru", [("сорок шестого года", "birth")]),
        ("Родился в сорок шестом году", "ru", [("сорок шестом году", "birth")]),
        ("В семидесятом году приехали", "ru", []),
        ("Мне восемьдесят два, сыну пятьдесят", "ru", []),
    ],
)
def test_numbers_in_words(text: str, language: str, wanted: list[tuple[str, str]]):
    assert told(text, language) == wanted
