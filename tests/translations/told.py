"""A recording somebody told, and their link to it, for tests."""

import math
import struct
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from stories.foundation.access import OPERATOR
from stories.foundation.db import db, unit_of_work
from stories.media.models import Recording
from stories.people.models import Person
from stories.sessions.models import SessionState
from stories.transcripts import queries as texts
from stories.transcripts import services as transcripts
from stories.transcripts.models import TranscriptState, TranscriptVersion
from stories.translations.narrator import services
from tests.client import InspectingClient
from tests.factories import Factory


@dataclass
class Told:
    """A recording, its text of three passages, and the narrator's link to it."""

    app: Flask
    make: Factory
    elder: Any
    session: Any
    recording: Any
    version: Any
    token: str
    pin: str

    @property
    def door(self) -> str:
        return f"/told/{self.token}"

    def passage(self, place: int = 0) -> str:
        return f"{self.door}/passage/{self.segments()[place].id}"

    def enter(self, client: InspectingClient) -> InspectingClient:
        client.send(self.door, {"pin": self.pin})
        return client

    def act(self, does: Callable[[], Any]) -> Any:
        with self.app.app_context(), self.app.test_request_context(), unit_of_work():
            return does()

    def kept(self, reads: Callable[[], Any]) -> Any:
        with self.app.app_context(), unit_of_work(write=False):
            found = reads()
            db.session.expunge_all()
        return found

    def segments(self) -> list[Any]:
        found: list[Any] = self.kept(lambda: texts.every_segment(self.version.id))
        return found

    def all(self, model: Any) -> list[Any]:
        found: list[Any] = self.kept(lambda: db.session.query(model).all())
        return found

    @property
    def state(self) -> TranscriptState:
        row: TranscriptVersion = self.kept(
            lambda: db.session.get_one(TranscriptVersion, self.version.id)
        )
        return row.state

    def rewrite(self, place: int, text: str = "Басқаша") -> None:
        def save() -> None:
            row = texts.every_segment(self.version.id)[place]
            transcripts.save_segment(OPERATOR, row, text, "kk", row.revision)

        self.act(save)


def give(app: Flask, recording: Any, person: Any, beside: Any = None) -> Any:
    """A link as it is told once."""
    with app.app_context(), app.test_request_context(), unit_of_work():
        return services.give_link(
            OPERATOR,
            db.session.get_one(Recording, recording.id),
            db.session.get_one(Person, person.id),
            db.session.get_one(Person, beside.id) if beside else None,
            30,
        )


def tell(app: Flask, make: Factory) -> Told:
    """An elder, a held session, a checked text, a link."""
    elder = make.person(name="Мәриям апа")
    session = make.session(narrators=[elder], state=SessionState.HELD)
    make.agree(elder, session)
    recording = make.recording(session)
    version = make.transcript(recording)
    with app.app_context(), unit_of_work():
        for row in texts.every_segment(version.id):
            row.end_ms = row.start_ms + 8_000  # pauses between: each is a passage
    made = give(app, recording, elder).secrets
    return Told(app, make, elder, session, recording, version, made.token, made.pin)


def tone(path: Path, seconds: float, rate: int = 16_000) -> Path:
    """A sound of a length, as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        one = [int(8000 * math.sin(2 * math.pi * 300 * at / rate)) for at in range(rate)]
        second = struct.pack(f"<{rate}h", *one)
        file.writeframes(second * int(seconds))
    return path
