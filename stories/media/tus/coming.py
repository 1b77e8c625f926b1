"""Who sends which upload just now, and how somebody who came back takes over from a dead line.

A telephone that lost its network says no good-bye: the old connection would hold the file until it
is given up. So one that fell silent makes way for a new one, and what it brought stays.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import IO, Any
from uuid import UUID

from stories.media.tus import spool
from stories.media.tus.problems import Busy

PATIENCE = 5.0  # seconds for what came by a line that makes way to be made safe
LOOK = 0.02
_coming: dict[UUID, Any] = {}


@contextmanager
def alone(upload_id: UUID, source: IO[bytes]) -> Iterator[IO[bytes]]:
    """An upload's file, held for what a stream brings; raises Busy while somebody else sends."""
    with ExitStack() as holding:
        file = _hold(holding, upload_id)
        _coming[upload_id] = source
        try:
            yield file
        finally:
            _coming.pop(upload_id, None)


def _hold(holding: ExitStack, upload_id: UUID) -> IO[bytes]:
    end = time.monotonic() + PATIENCE
    makes_way = False
    while True:
        makes_way = makes_way or _makes_way(upload_id)
        try:
            return holding.enter_context(spool.held(upload_id, write=True))
        except Busy:
            if not makes_way or time.monotonic() > end:
                raise
        time.sleep(LOOK)


def _makes_way(upload_id: UUID) -> bool:
    """Whether whoever sends an upload is over, or silent for so long that it is now told to end."""
    ask = getattr(_coming.get(upload_id), "make_way", None)
    return ask is not None and bool(ask())


def settle(upload_id: UUID) -> None:
    """Let what came by a line that is over, or silent, be made safe before anybody counts it."""
    if _makes_way(upload_id):
        with suppress(Busy), ExitStack() as holding:
            _hold(holding, upload_id)
