"""A worker process is killed: nothing is sent twice, what was not handed over is not lost."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from stories.foundation.mail import outbox
from stories.foundation.mail.letter import message_id
from stories.foundation.mail.models import Dropped
from tests.conftest import environment

WORKER = """
from stories.app import create_app
from stories.foundation.mail.sending import send_waiting
app = create_app()
print("here", flush=True)
with app.app_context():
    send_waiting()
"""
LATER = outbox.STALE + timedelta(minutes=1)


@pytest.fixture
def worker(any_app, tmp_path: Path, office, post):
    """Start a worker's round in a process of its own; returns when it is gone, with its end."""

    def start() -> int:
        url = any_app.config["SQLALCHEMY_DATABASE_URI"]
        settings = environment(tmp_path, STORIES_DATABASE_URL=url, **office.settings)
        with subprocess.Popen(
            [sys.executable, "-c", WORKER], env={**os.environ, **settings}, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            office.process = process
            process.stdout.readline()
            return process.wait(timeout=60)

    return start


def kill(office) -> None:
    office.process.send_signal(signal.SIGKILL)
    office.process.wait(timeout=20)


@pytest.mark.slow
def test_killed_after_the_server_took_it_it_is_not_sent_again(post, office, worker):
    office.at_data = lambda _to: kill(office)
    post.put()
    assert worker() == -signal.SIGKILL
    assert len(office.taken) == 1
    row = post.row()
    assert row.handed_at is not None
    assert row.sent_at is None
    office.at_data = lambda _to: None
    post.go()
    assert post.row().dropped_because is None, "its holder may still be at it"
    post.go(after=LATER)
    assert len(office.taken) == 1
    assert post.row().dropped_because is Dropped.UNANSWERED
    assert post.row().text == ""


@pytest.mark.slow
def test_killed_before_it_was_handed_over_it_is_sent_once_by_the_next(post, office, worker):
    office.at_rcpt = lambda _to: kill(office)
    post.put()
    assert worker() == -signal.SIGKILL
    assert office.taken == []
    assert post.row().handed_at is None
    office.at_rcpt = lambda _to: None
    post.go()
    assert office.taken == [], "it is held until its holder has been silent long enough"
    post.go(after=LATER)
    post.go(after=2 * LATER)
    (taken,) = office.taken
    assert taken["Message-ID"] == message_id("greeting", "example.org")
    assert post.row().attempts == 2
