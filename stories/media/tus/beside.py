"""What came in is digested beside its coming: one piece on a second core while the next is read."""

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

ROOMS = 2  # one is read into while the other is eaten


class Beside:
    """Feeds pieces to digests in their order, on a thread of its own; a context manager.

    A piece is lent by ``room`` and given to ``eat``; its room is lent again only once it is eaten.
    """

    def __init__(self, digests: list[Any], most: int) -> None:
        self.digests = digests
        self._rooms = [memoryview(bytearray(most)) for _ in range(ROOMS)]
        self._eaten: list[Future[None] | None] = [None] * ROOMS
        self._turn = 0
        self._mouth = ThreadPoolExecutor(max_workers=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._mouth.shutdown()

    def room(self) -> memoryview:
        """Room for the next piece, as long as ``most``."""
        self._wait(self._turn)
        return self._rooms[self._turn]

    def eat(self, piece: memoryview) -> None:
        """Digest a piece of the room lent last; it must not change until the room is lent again."""
        self._eaten[self._turn] = self._mouth.submit(self._update, piece)
        self._turn = (self._turn + 1) % ROOMS

    def settle(self) -> None:
        """Wait until every digest has eaten all it was given."""
        for place in range(ROOMS):
            self._wait(place)

    def _update(self, piece: memoryview) -> None:
        for digest in self.digests:
            digest.update(piece)

    def _wait(self, place: int) -> None:
        eaten, self._eaten[place] = self._eaten[place], None
        if eaten is not None:
            eaten.result()
