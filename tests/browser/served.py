"""A house for sending and recording, without a worker, stopped and started as a test likes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Page, expect

from stories.app import create_app
from stories.foundation.blobs import blobs
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.media.models import Recording
from stories.media.tus.models import Upload
from stories.sessions.models import SessionState
from tests.browser.conftest import House, free_port, house_settings, wait_for
from tests.factories import PASSPHRASE, Factory


class Served:
    """The served house, whoever signs in there, and a session that has been opened."""

    def __init__(self, home: Path) -> None:
        port = free_port()
        settings = house_settings(home, port)
        settings |= {"STORIES_ALLOW_FAKE_ENGINE": "1", "STORIES_WHISPER_MODEL": "fake"}
        self.house = House(f"http://127.0.0.1:{port}", settings, home)
        self.house.command("db", "upgrade")
        self.app: Flask = create_app(settings)
        self.make = Factory(self.app)
        self.make.count = int(now().timestamp() * 1000)  # so that nobody is there twice
        self.facilitator = self.make.facilitator(name="Сәуле")
        self.session = self.open_session()
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return self.house.url

    def open_session(self) -> Any:
        elder = self.make.person()
        session = self.make.session(
            narrators=[elder], state=SessionState.OPEN, facilitator_id=self.facilitator.id
        )
        self.make.agree(elder, session)
        return session

    def start(self) -> None:
        command = [sys.executable, "-m", "stories", "serve", "--no-worker"]
        with (self.house.home / "serve.log").open("a") as log:
            self.server = subprocess.Popen(command, env=self.house.settings, stdout=log, stderr=log)
        wait_for(self.url)

    def stop(self, *, kill: bool = False) -> None:
        assert self.server is not None
        (self.server.kill if kill else self.server.terminate)()
        self.server.wait(timeout=30)

    def kept(self) -> list[Recording]:
        """Every recording of the house, the oldest first."""
        with self.app.app_context(), unit_of_work(write=False):
            rows = db.session.query(Recording).order_by(Recording.created_at).all()
            db.session.expunge_all()
            return rows

    def uploads(self, name: str) -> list[Upload]:
        """Every attempt at sending a file of that name, the oldest first."""
        with self.app.app_context(), unit_of_work(write=False):
            found = db.session.query(Upload).filter_by(original_name=name)
            rows = found.order_by(Upload.created_at).all()
            db.session.expunge_all()
            return rows

    def master(self, row: Recording) -> bytes:
        with self.app.app_context():
            return blobs().read(row.master_key)


@contextmanager
def serve(home: Path) -> Iterator[Served]:
    served = Served(home)
    served.start()
    try:
        yield served
    finally:
        served.stop()


def sign_in(page: Page, user: Any) -> Page:
    page.goto("/sign-in")
    page.get_by_label("E-mail", exact=True).fill(user.email)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("form[action='/sign-out']").first).to_be_attached()
    return page
