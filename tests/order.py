"""Which worker takes which tests of a run, and when: what takes long is begun first.

A long file begun last would keep one worker busy while the others stand idle.
"""

from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

DEMO = "tests/browser/demo/"


class ByHouse(LoadFileScheduling):  # type: ignore[misc]
    """A file stays with one worker, and so does all that is seen of the filled demo.

    Two filled houses, each written down by Whisper, would fight for the cores.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return DEMO if file.startswith(DEMO) else file


def scheduler(config: pytest.Config, log: Any) -> ByHouse | None:
    """The scheduler for ``--dist loadfile``; others are left to xdist."""
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # the order below holds
    return ByHouse(config, log)


def long_first(items: list[pytest.Item]) -> None:
    """Files with a slow test come first, then those with the most tests."""
    many = Counter(item.path for item in items)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in slow, -many[item.path], item.path))
