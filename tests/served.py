"""The house behind waitress, as ``stories serve`` starts it, in the test's own process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from waitress.server import TcpWSGIServer

from stories.foundation import server


@contextmanager
def served(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Serve on a free port until the block ends."""
    made: list[TcpWSGIServer] = []
    ready = threading.Event()

    def create(*args, **kwargs):
        made.append(create_server(*args, **kwargs | {"port": 0}))
        ready.set()
        return made[0]

    create_server = server.create_server
    monkeypatch.setattr(server, "create_server", create)
    monkeypatch.setattr(server, "refuse_taken_port", lambda _host, _port: None)
    settings = app.extensions["settings"]
    runs = threading.Thread(target=server.run_server, args=(app, settings), daemon=True)
    runs.start()
    assert ready.wait(10)
    try:
        yield made[0].effective_port
    finally:
        # Inside its own loop, which ends when nothing is left to listen to.
        made[0].trigger.pull_trigger(lambda: made[0].asyncore.close_all(made[0]._map))
        runs.join(10)
        assert not runs.is_alive()
        made[0].task_dispatcher.shutdown()
