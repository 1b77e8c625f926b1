"""waitress lays every body down before a view sees it; a stretch of a file comes straight in.

So a connection that breaks off keeps what it brought, and nothing is written twice. Such a stretch
has a thread of its own kind: slow telephones keep nobody waiting for a page. When there are too
many, the next ones are laid down first like any other body.
"""

import threading
import time
from collections.abc import Mapping
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ThreadedTaskDispatcher, WSGITask

from stories.foundation import tap
from stories.foundation.incoming import RAW
from stories.foundation.tap import Tap


class Parser(HTTPRequestParser):
    """Calls a request complete as soon as its head is, when its body is a stretch of a file."""

    body_rcv: Any

    def received(self, data: bytes) -> int:
        if self.completed or self.body_rcv is not None:
            return self._begun(data) if self._pours() else self._laid_down(data)
        count = self._laid_down(data)
        if self._pours() and not self.expect_continue:
            count += self._begun(data[count:])
        return count

    def _laid_down(self, data: bytes) -> int:
        return int(super().received(data)) if data else 0

    def _pours(self) -> bool:
        fits = self.headers_finished and not self.completed and not self.chunked
        kind = self.headers.get("CONTENT_TYPE", "").split(";")[0].strip().lower()
        return fits and kind == RAW and 0 < self.content_length == self.body_rcv.remain

    def _begun(self, data: bytes) -> int:
        found = Tap.opened(self.content_length)
        if found is None:
            return self._laid_down(data)
        self.body_rcv, self.completed = found, True
        return found.receive(data)


class Task(WSGITask):
    """Answers; a stretch that nobody read to its end takes the connection with it."""

    @property
    def tap(self) -> Tap | None:
        body = self.request.body_rcv
        return body if isinstance(body, Tap) else None

    def get_environment(self) -> dict[str, Any]:
        if self.tap:
            self.tap.connect(self.channel.socket)
        found: dict[str, Any] = super().get_environment()
        return found

    def build_response_header(self) -> bytes:
        if self.tap and self.tap.left:
            self.set_close_on_finish()
        said: bytes = super().build_response_header()
        return said

    def finish(self) -> None:
        super().finish()
        if self.tap and self.tap.left:
            self.tap.drain()


class Channel(HTTPChannel):
    """One connection."""

    parser_class, task_class = Parser, Task

    def service(self) -> None:
        body = self.requests[0].body_rcv
        try:
            super().service()
        finally:
            if isinstance(body, Tap):
                body.close()


class Threads(ThreadedTaskDispatcher):
    """Threads for pages; each stretch of a file has one of its own."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.pouring: set[threading.Thread] = set()
        self.set_thread_count(count)

    def add_task(self, task: Channel) -> None:
        if task.requests and isinstance(task.requests[0].body_rcv, Tap):
            thread = threading.Thread(target=self._pour, args=(task,), daemon=True)
            self.pouring.add(thread)
            thread.start()
        else:
            super().add_task(task)

    def _pour(self, task: Channel) -> None:
        try:
            task.service()
        finally:
            self.pouring.discard(threading.current_thread())

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        tap.stop_all()
        end = time.monotonic() + timeout
        for thread in list(self.pouring):
            thread.join(max(end - time.monotonic(), 0))
        done: bool = super().shutdown(cancel_pending, timeout)
        return done


def use_channels(listening: Mapping[int, Any]) -> None:
    """Let every listening socket of a server take its connections in this way."""
    for one in listening.values():
        if hasattr(one, "channel_class"):
            one.channel_class = Channel
