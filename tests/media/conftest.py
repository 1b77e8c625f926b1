"""What the tests of recordings share: an open session everyone agreed to, uploads, a worker."""

import io
import uuid
from typing import Any

import pytest

from stories.foundation import work
from stories.foundation.access import Role
from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work
from stories.media.models import Recording
from stories.sessions.models import SessionState


@pytest.fixture
def facilitator(make):
    return make.facilitator()


@pytest.fixture
def session(make, facilitator):
    elder, youth = make.person(), make.person()
    held = make.session(
        narrators=[elder],
        listeners=[youth],
        state=SessionState.OPEN,
        facilitator_id=facilitator.id,
        languages=["kk", "ru"],
    )
    make.agree(elder, held)
    make.agree(youth, held)
    return held


@pytest.fixture
def staff(make):
    """A member of staff of each role, by role."""
    return {role: make.user(role) for role in Role if role is not Role.FAMILY}


class Desk:
    """What a facilitator and a worker do, in few words."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def send(
        self, client: Any, session: Any, data: bytes, name: str = "a.opus", **more: Any
    ) -> Any:
        path = f"/sessions/{session.id}/recordings/new"
        fields = {"file": (io.BytesIO(data), name)} | more.pop("fields", {})
        return client.send(path, fields, content_type="multipart/form-data", **more)

    def upload(self, client: Any, session: Any, data: bytes, name: str = "a.opus") -> Any:
        answer = self.send(client, session, data, name)
        return self.recording(uuid.UUID(answer.location.rsplit("/", 1)[-1]))

    def recording(self, recording_id: uuid.UUID) -> Any:
        with self.app.app_context(), unit_of_work(write=False):
            row = db.session.get_one(Recording, recording_id)
            db.session.expunge(row)
            return row

    def recordings(self) -> int:
        with self.app.app_context(), unit_of_work(write=False):
            return db.session.query(Recording).count()

    def work(self, kind: str, subject_id: uuid.UUID) -> Any:
        with self.app.app_context(), unit_of_work(write=False):
            row = work.find(kind, subject_id)
            if row is not None:
                db.session.expunge(row)
            return row

    def perform(self, kind: str, subject_id: uuid.UUID) -> bool:
        """Do it now, or when the pause after a failure is over."""
        row = self.work(kind, subject_id)
        with self.app.app_context(), held_at(max(now(), row.not_before or now())):
            return work.perform(row.id)

    def perform_all(self) -> None:
        """Do everything that waits, and what follows from it."""
        with self.app.app_context():
            for _round in range(10):
                with unit_of_work(write=False):
                    waiting = work.waiting()
                if not waiting:
                    return
                for work_id in waiting:
                    work.perform(work_id)


@pytest.fixture
def desk(app):
    return Desk(app)
