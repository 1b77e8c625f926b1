"""Taking names out of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.erasure import Words


@given(st.text(), st.lists(st.text(min_size=3)))
def test_a_text_never_keeps_a_word_that_is_taken_out(text: str, words: list[str]):
    wanted = Words.of(words)
    once = wanted.without(text)
    assert wanted.without(once) == once or all(word not in once.split() for word in wanted.words)


KNOWN = Words.of(["Гульнара Ахметова", "Гульнара", "Ахметова", "Игорь", "Әсел", "8 701 555 44 33"])
GONE = [
    ("Мы были у Гульнары и с Гульнарой, Гульнару ждали, о Гульнаре", "Гульнар"),
    ("Ахметовой и Ахметову", "Ахметов"),
    ("Игоря, Игорю, с Игорем", "Игор"),
    ("Аселдің, ӘСЕЛГЕ", "сел"),
    ("+7 (701) 555-44-33 и 87015554433", "555"),
]


@pytest.mark.parametrize(("text", "left"), GONE)
def test_a_name_goes_in_every_case_and_spelling(text: str, left: str):
    """As people write it: declined, without Kazakh letters, a number parted in another way."""
    assert left.casefold() not in KNOWN.without(text).casefold()


@pytest.mark.parametrize("text", ["Гульнарбек", "Игорный дом", "Населённый пункт", "7015554433210"])
def test_another_word_stays(text: str):
    assert KNOWN.without(text) == text
