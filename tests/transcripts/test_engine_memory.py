"""What a run holds on to does not grow with the recording."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from stories.transcripts.engine.hearing import alike

# Large arrays come and go between small ones that stay: holes, for a library that keeps them.
COMING_AND_GOING = """
import sys
import numpy as np
from stories.transcripts.engine.memory import give_back_at_once
def held():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096
if sys.argv[1] == "back":
    give_back_at_once()
np.ones(30 << 17)
before, small = held(), []
for _ in range(20):
    large = [np.ones(4 << 17) for _ in range(4)]
    small.append([np.ones(1 << 13) for _ in range(2)])
    large.append(np.ones(3 << 17))
    small.append(np.ones(1 << 13))
    del large
print((held() - before) >> 20)
"""
LENGTHS = st.lists(st.integers(1, 15).map(lambda steps: steps * 200), max_size=60)


def kept(way: str) -> int:
    command = [sys.executable, "-c", COMING_AND_GOING, way]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_what_is_let_go_goes_back_to_the_system():
    assert kept("back") < 12 < kept("as it comes")


@given(LENGTHS)
def test_what_is_taken_together_is_alike_and_never_too_much(lengths):
    found = list(alike(lengths))
    assert sorted(place for places in found for place in places) == list(range(len(lengths)))
    for places in found:
        (frames,) = {lengths[place] for place in places}
        positions = frames // 2
        assert len(places) == 1 or len(places) * positions <= 4800
        assert len(places) == 1 or len(places) * positions**2 <= 6_000_000
        assert len(places) <= 16
