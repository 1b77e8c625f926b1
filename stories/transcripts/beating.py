"""What is asked again and again while the machine writes: is it still ours, and still agreed to."""

import time
from collections.abc import Callable

from stories.foundation.work import Task

LOOK_SECONDS = 1.0  # somebody paused or cancelled: the child ends at once
BEAT_SECONDS = 5.0
AGREED_SECONDS = 20.0


class Beat:
    """Called by the engine while it works; raises Stopped, or whatever ``agreed`` raises."""

    def __init__(self, task: Task, agreed: Callable[[], None]) -> None:
        self._duties: list[tuple[float, Callable[[], None]]] = [
            (LOOK_SECONDS, task.look),
            (BEAT_SECONDS, task.beat),
            (AGREED_SECONDS, agreed),
        ]
        self._done = [time.monotonic()] * len(self._duties)

    def __call__(self) -> None:
        for place, (pause, duty) in enumerate(self._duties):
            if time.monotonic() - self._done[place] >= pause:
                self._done[place] = time.monotonic()
                duty()
