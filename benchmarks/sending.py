"""Somebody who sends a file by tus 1.0, as fast as a server takes it."""

import base64
import hashlib
import http.client
import mmap
import os
import random
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.pages import Visitor

MIB = 1 << 20
KIND = "application/offset+octet-stream"
HEADER = (
    b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0data"
)


def recording(path: Path, size: int, number: int) -> str:
    """Write a file that begins as a sound does, other bytes for each number; gives its SHA-256."""
    dice, digest = random.Random(number), hashlib.sha256()
    with path.open("wb") as file:
        left = size
        piece = HEADER + dice.randbytes(MIB - len(HEADER))
        while left:
            piece = piece[:left]
            file.write(piece)
            digest.update(piece)
            left -= len(piece)
            piece = dice.randbytes(min(MIB, left))
    return digest.hexdigest()


def token_of(visitor: Visitor) -> str:
    """The token of a page's forms, as its script sends it along."""
    found = re.search(rb'name="csrf-token" content="([^"]+)"', visitor.ask("/")[1])
    if found is None:
        raise SystemExit("The first page tells no token.")
    return found[1].decode()


def memory_mib(server: int) -> float:
    """The most memory a process and its children have held, together, in MiB."""
    kilobytes = 0
    for place in _family(server):
        lines = (place / "status").read_text("ascii").splitlines()
        kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return round(kilobytes / 1024, 1)


def forget_peak(server: int) -> None:
    """From now on the most memory is counted afresh (proc(5), clear_refs)."""
    for place in _family(server):
        (place / "clear_refs").write_text("5", "ascii")


def work_seconds(server: int) -> float:
    """How long the processors have worked for a process and its children."""
    ticks = 0
    for place in _family(server):
        ticks += sum(
            map(int, (place / "stat").read_text("ascii").rpartition(")")[2].split()[11:13])
        )
    return ticks / os.sysconf("SC_CLK_TCK")


def _family(server: int) -> Iterator[Path]:
    waiting = [server]
    while waiting:
        place = Path(f"/proc/{waiting.pop()}")
        for task in (place / "task").iterdir():
            with suppress(FileNotFoundError):  # a thread that has just ended
                waiting += map(int, (task / "children").read_text("ascii").split())
        yield place


class Sender:
    """A kept-alive connection to a server of tus for each file, with what it wants to be told."""

    def __init__(self, port: int, path: str, told: dict[str, str], server: int) -> None:
        self.port, self.path, self.server = port, path, server
        self.told = {"Tus-Resumable": "1.0.0", **told}
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=600)

    def send(self, path: Path, stretch: int) -> float:
        """Send a file in stretches of so many bytes; gives the seconds until it is whole there."""
        self.line.close()  # one that was quiet for a while may have been closed over there
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as data:
            begun = time.perf_counter()
            name = base64.b64encode(path.name.encode()).decode()
            told = {"Upload-Length": str(len(data)), "Upload-Metadata": f"filename {name}"}
            address = urlsplit(self._ask("POST", self.path, told, None, 201)["Location"]).path
            with memoryview(data) as view:
                for offset in range(0, len(data), stretch):
                    with view[offset : offset + stretch] as part:
                        self._patch(address, offset, part)
            return time.perf_counter() - begun

    def _patch(self, address: str, offset: int, part: memoryview) -> None:
        told = {"Upload-Offset": str(offset), "Content-Type": KIND}
        now = self._ask("PATCH", address, told, part, 204)["Upload-Offset"]
        if int(now) != offset + len(part):
            raise SystemExit(f"{self.path} has {now} bytes after {offset} + {len(part)}.")

    def _ask(
        self, method: str, path: str, told: dict[str, str], body: Any, status: int
    ) -> http.client.HTTPMessage:
        length = {"Content-Length": str(len(body) if body is not None else 0)}
        self.line.request(method, path, body, {**self.told, **told, **length})
        answer = self.line.getresponse()
        said = answer.read()
        if answer.status != status:
            raise SystemExit(f"{method} {path} answered {answer.status}: {said[:300]!r}")
        return answer.headers
