"""The code on a printed form: read however it is typed, and every slip found."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stories.people.rules import MOST, make_code, read_code, spaced
from stories.people.rules.codes import ALPHABET, LENGTH

numbers = st.integers(0, MOST - 1)


@given(numbers)
def test_a_code_is_read_as_it_was_made(number):
    code = make_code(number)
    assert len(code) == LENGTH
    assert read_code(code) == read_code(spaced(code).lower()) == code


@given(numbers, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found(number, place, sign):
    code = make_code(number)
    assume(code[place] != sign)
    assert read_code(code[:place] + sign + code[place + 1 :]) is None


@given(numbers, st.integers(0, LENGTH - 3))
def test_two_signs_that_changed_places_are_found(number, place):
    code = make_code(number)
    one, two = code[place], code[place + 1]
    assume(one != two)
    assume(place + 2 <= LENGTH - 2)
    assert read_code(code[:place] + two + one + code[place + 2 :]) is None


def test_letters_of_the_wrong_keyboard_are_understood():
    code = next(code for n in range(5000) if "A" in (code := make_code(n)) and "M" in code)
    typed = code.replace("A", "А").replace("M", "м").replace("0", "О").replace("1", "l")
    assert read_code(f"  {typed[:3]} – {typed[3:]}. ") == code


@pytest.mark.parametrize(
    "typed", ["", "нан", "0" * 9, "0" * 11, "٠" * 10, "UUUUUUUUUU", "x" * 5000]
)
def test_anything_else_is_no_code(typed):
    assert read_code(typed) is None


@pytest.mark.parametrize("number", [-1, MOST])
def test_a_number_out_of_reach_has_no_code(number):
    with pytest.raises(ValueError, match="40 bits"):
        make_code(number)
