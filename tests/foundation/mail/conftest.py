"""A house that sends its letters to a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from stories.app import create_app
from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work
from stories.foundation.mail import outbox, sending
from stories.foundation.mail.letter import Letter
from stories.foundation.mail.models import OutboxLetter
from tests.conftest import environment, running
from tests.factories import Factory
from tests.post import PostOffice, post_office

WORDS = Letter("Кездесу ертең", "Сәлеметсіз бе!\n\nКездесу ертең, сағат 15:00-де.\n")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as opened:
        yield opened


@pytest.fixture
def app(app: Flask, tmp_path: Path, office: PostOffice) -> Iterator[Flask]:
    yield from running(create_app(environment(tmp_path, **office.settings)))


@pytest.fixture
def postgres_app(postgres_app: Flask, tmp_path: Path, office: PostOffice) -> Iterator[Flask]:
    url = postgres_app.config["SQLALCHEMY_DATABASE_URI"]
    yield from running(
        create_app(environment(tmp_path, STORIES_DATABASE_URL=url, **office.settings))
    )


class Post:
    """The outbox of a house, from outside."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.make = Factory(app)
        self.reader = self.make.facilitator(locale="kk")

    def put(self, key: str = "greeting", **more: object) -> bool:
        with self.app.app_context(), unit_of_work():
            owner = self.make.organisation.id
            return outbox.put_down(
                key, "tests.greeting", owner, **{"user_id": self.reader.id, "letter": WORDS} | more
            )

    def go(self, after: object = None) -> None:
        with self.app.app_context():
            if after is None:
                sending.send_waiting()
            else:
                with held_at(now() + after):
                    sending.send_waiting()

    def row(self, key: str = "greeting") -> OutboxLetter:
        with self.app.app_context(), unit_of_work(write=False):
            found = db.session.query(OutboxLetter).filter_by(key=key).one()
            db.session.expunge(found)
            return found


@pytest.fixture
def post(any_app: Flask) -> Post:
    """On each database in turn."""
    return Post(any_app)
