"""How many pages may be kept up to date by a stream at a time: threads are few."""

import threading
import uuid
from collections import Counter

PER_PERSON = 1


class Streams:
    """Counts the open streams of this process, and of each person."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: Counter[uuid.UUID | None] = Counter()

    def enter(self, actor_id: uuid.UUID | None, most: int) -> bool:
        """Whether there is room for one more; whoever enters leaves again."""
        with self._lock:
            if self._open.total() >= most or self._open[actor_id] >= PER_PERSON:
                return False
            self._open[actor_id] += 1
            return True

    def leave(self, actor_id: uuid.UUID | None) -> None:
        """Give the place back."""
        with self._lock:
            self._open[actor_id] -= 1
            self._open += Counter()  # drops those at nought

    @property
    def open(self) -> int:
        """How many there are."""
        return self._open.total()


def places(threads: int) -> int:
    """A quarter of the threads that answer requests, and one at least."""
    return max(1, threads // 4)
