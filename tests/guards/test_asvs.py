"""docs/security.md answers every requirement of ASVS 5.0 level 2, and names tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
# section → its last requirement of level 1 or 2; those of level 3 stand behind them
LAST = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 11, "6.3": 3, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 3, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip
WHOLE = ("V10", "V17")  # chapters that are not applicable as a whole
STATES = {"met", "not applicable", "not yet"}
ROW = re.compile(r"^\| (\d[\d., –]*) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
NAMED = re.compile(r"`([a-z_]+/(?:[a-z_]+/)*test_[a-z_]+)(?:::([a-z_0-9]+))?`")


def rows() -> list[tuple[str, str, str]]:
    """The numbers, the state and what holds it, of each line."""
    return [(numbers, state, held) for numbers, _asks, state, held in ROW.findall(PAGE)]


def spelt_out(numbers: str) -> list[str]:
    """«6.1.2, 6.2.1–6.2.3» as single numbers."""
    found: list[str] = []
    for part in numbers.split(", "):
        first, _, last = part.partition("–")
        section, _, start = first.rpartition(".")
        end = (last or first).rpartition(".")[2]
        found += [f"{section}.{place}" for place in range(int(start), int(end) + 1)]
    return found


def test_every_requirement_of_levels_1_and_2_is_answered_once():
    answered = sorted(number for numbers, _state, _held in rows() for number in spelt_out(numbers))
    wanted = [f"{part}.{place}" for part, last in LAST.items() for place in range(1, last + 1)]
    assert answered == sorted(wanted)
    for chapter in WHOLE:
        assert re.search(rf"### {chapter} .*\n\nNot applicable as a whole", PAGE), chapter


def test_every_state_is_one_of_three():
    assert {state for _numbers, state, _held in rows()} == STATES


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(PAGE))))
def test_every_named_test_exists(file: str, name: str):
    path = ROOT / "tests" / f"{file}.py"
    assert path.is_file()
    assert not name or re.search(rf"^def test_{name}\(", path.read_text("utf-8"), re.MULTILINE)
