"""Many at the same moment: threads that start together, each with its own connection."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


def at_once(count: int, work: Callable[[int], Answer]) -> list[Answer]:
    """What ``work(number)`` answers in ``count`` threads that begin together."""
    gate = threading.Barrier(count)

    def one(number: int) -> Answer:
        gate.wait(timeout=20)
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
