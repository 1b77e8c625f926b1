"""A shelf with one released story, and a family's link to it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from stories.collections.models import Collection
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.reading import services
from stories.reading.models import ReadingLink
from tests.client import InspectingClient
from tests.factories import Factory

SOUND = bytes(range(256)) * 8


@dataclass
class Shelf:
    """A collection with a released story, and a link to it."""

    app: Flask
    make: Factory
    story: Any
    collection: Any
    elder: Any
    token: str
    pin: str
    link_id: Any

    @property
    def door(self) -> str:
        return f"/r/{self.token}"

    @property
    def page(self) -> str:
        return f"{self.door}/story/{self.story.id}"

    def enter(self, client: InspectingClient, pin: str = "") -> InspectingClient:
        client.send(self.door, {"pin": pin or self.pin})
        return client

    def change(self, model: Any, row_id: Any, **values: Any) -> None:
        with self.app.app_context(), unit_of_work():
            row = db.session.get_one(model, row_id)
            for name, value in values.items():
                setattr(row, name, value)

    def expire(self) -> None:
        self.change(ReadingLink, self.link_id, expires_at=now() - timedelta(seconds=1))

    def revoke(self) -> None:
        self.change(ReadingLink, self.link_id, revoked_at=now())


@pytest.fixture
def shelf(app: Flask, make: Factory) -> Shelf:
    elder = make.person()
    session = make.session(narrators=[elder])
    make.agree(elder, session)
    story = make.story(version=make.transcript(make.recording(session)), approved=True)
    collection = make.collection(story)
    with app.app_context(), unit_of_work():
        for key in (story.copy_opus, story.copy_aac):
            blobs().put_bytes(key, SOUND)
        row = db.session.get_one(Collection, collection.id)
        made = services.give_link(OPERATOR, row, "Бірінші отбасы", 90)
        return Shelf(app, make, story, collection, elder, made.token, made.pin, made.link.id)
