"""A stretch of a file read straight from its connection, while it still comes in."""

import io
import select
import socket
import time
from threading import BoundedSemaphore
from typing import Any, Self

from werkzeug.exceptions import ClientDisconnected

MOST = 24  # stretches that come in at a time without being laid down in between
STEP = 1.0  # seconds between two looks at whether the connection shall make way
SILENCE = 60.0  # seconds without a byte after which nobody is believed to be there
QUIET = 2.0  # seconds without a byte after which somebody else may come instead
LINGER = 10.0  # seconds in which the rest of a refused body is let run into nothing
PIECE = 1 << 18

_room = BoundedSemaphore(MOST)
_running: set["Tap"] = set()


class Tap(io.RawIOBase):
    """As many bytes as a request promised, the first of which may have come with its head.

    Ends with ClientDisconnected when the connection does, falls silent, or was told to make way:
    whatever came before that may be kept.
    """

    completed, error = True, None  # for waitress, which has nothing more to receive

    def __init__(self, length: int) -> None:
        self.left, self.head = length, b""
        self.moved = time.monotonic()
        self.over = False
        self._socket: socket.socket | None = None

    @classmethod
    def opened(cls, length: int) -> Self | None:
        """One more, as long as there is room; whoever opens it closes it."""
        if not _room.acquire(blocking=False):
            return None
        tap = cls(length)
        _running.add(tap)
        return tap

    def close(self) -> None:
        """Make room for another."""
        self.over = True
        super().close()
        if self in _running:
            _running.discard(self)
            _room.release()

    def receive(self, data: bytes) -> int:
        """Take what came with the head; returns how much of it is this stretch's."""
        self.head = data[: self.left]
        return len(self.head)

    def connect(self, connection: socket.socket) -> None:
        """Read the rest from here."""
        self._socket, self.moved = connection, time.monotonic()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        room = memoryview(buffer)[: self.left]
        if not room:
            return 0
        count = self._from_head(room) if self.head else self._from_connection(room)
        self.left -= count
        self.moved = time.monotonic()
        return count

    def _from_head(self, room: memoryview) -> int:
        piece, self.head = self.head[: len(room)], self.head[len(room) :]
        room[: len(piece)] = piece
        return len(piece)

    def _from_connection(self, room: memoryview) -> int:
        while not self.over and self._socket is not None:
            try:
                count = self._socket.recv_into(room)
            except BlockingIOError:
                self._wait(self._socket)
                continue
            except OSError:
                break
            if count:
                return count
            break
        self.over = True
        raise ClientDisconnected

    def _wait(self, connection: socket.socket) -> None:
        come = select.poll()
        come.register(connection, select.POLLIN)
        if not come.poll(STEP * 1000) and time.monotonic() - self.moved > SILENCE:
            self.over = True

    def make_way(self) -> bool:
        """End if nothing came for a while; whether it has ended, or is about to."""
        if time.monotonic() - self.moved > QUIET:
            self.stop()
        return self.over

    def stop(self) -> None:
        """End within a moment; what has come so far is kept."""
        self.over = True

    def drain(self) -> None:
        """Let the rest run into nothing, so that whoever sends it hears why it was refused."""
        end, room = time.monotonic() + LINGER, bytearray(PIECE)
        try:
            while time.monotonic() < end and self.readinto(room):
                pass
        except ClientDisconnected:
            pass

    # What waitress asks of a body it has received.

    def getfile(self) -> Self:
        return self

    def getbuf(self) -> Self:
        return self


def stop_all() -> None:
    """The house closes: nobody is waited for."""
    for tap in list(_running):
        tap.stop()
