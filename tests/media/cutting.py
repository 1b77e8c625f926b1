"""A line on 127.0.0.1 that breaks off where its dice say, and says some things twice."""

import random
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress

PIECE = 16 << 10
FATES = ("cut", "cut", "cut", "reset", "deaf", "twice", "vanish")
HURT = 0.6  # the share of connections something happens to, until nothing more shall
RESET = struct.pack("ii", 1, 0)


class Cutter:
    """Passes connections on to a port; ``most`` of them meet with something."""

    def __init__(self, target: int, seed: int, size: int, most: int = 5) -> None:
        self.target, self.size, self.most = target, size, most
        self.dice = random.Random(seed)  # noqa: S311 - the same each time
        self.lock = threading.Lock()
        self.met: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def close(self) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)  # wakes whoever waits there
        self.listener.join()
        self.listening.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _address = self.listening.accept()
                threading.Thread(target=self._take, args=(line,), daemon=True).start()

    def _fate(self) -> tuple[str, int]:
        with self.lock:
            if len(self.met) >= self.most or self.dice.random() > HURT:
                return "pass", -1
            self.met.append(self.dice.choice(FATES))
            return self.met[-1], self.dice.randrange(self.size)

    def _take(self, line: socket.socket) -> None:
        fate, after = self._fate()
        said = b""
        with line, suppress(OSError), socket.create_connection(("127.0.0.1", self.target)) as on:
            said = _Talk(line, on, fate, after).run()
        if fate == "twice":
            _say_again(self.target, said)


class _Talk:
    """One connection, both ways."""

    def __init__(self, line: socket.socket, on: socket.socket, fate: str, after: int) -> None:
        self.line, self.on, self.fate, self.after = line, on, fate, after
        self.said = bytearray()

    def run(self) -> bytes:
        """Until both are silent; gives what was told to the server."""
        back = threading.Thread(target=self._pump, args=(self.on, self.line, self._heard))
        back.start()
        self._pump(self.line, self.on, self._told)
        back.join()
        return bytes(self.said)

    def _pump(
        self, one: socket.socket, other: socket.socket, pass_on: Callable[[bytes], bytes]
    ) -> None:
        with suppress(OSError):
            while piece := one.recv(PIECE):
                other.sendall(pass_on(piece))
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _told(self, piece: bytes) -> bytes:
        self.said += piece
        if self.fate in {"cut", "reset", "vanish"} and len(self.said) > self.after:
            self.on.sendall(piece[: self.after - len(self.said)])
            self._break()
        return piece

    def _heard(self, piece: bytes) -> bytes:
        if self.fate == "deaf":  # all was taken, and nobody hears so
            raise OSError
        return piece

    def _break(self) -> None:
        if self.fate == "vanish":  # the other end does not notice for a while
            self.line.shutdown(socket.SHUT_RDWR)
            time.sleep(2.5)
        if self.fate == "reset":
            self.on.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.on.close()
        raise OSError


def _say_again(target: int, said: bytes) -> None:
    """The very same words, late."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", target), 10) as line:
        line.sendall(said)
        line.shutdown(socket.SHUT_WR)
        while line.recv(PIECE):
            pass
