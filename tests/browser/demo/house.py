"""A house filled by ``stories demo`` and served, and the demo's own things for every address."""

import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from stories.accounts import services as accounts
from stories.accounts.models import Grant, Organisation, User
from stories.app import create_app
from stories.collections.models import Collection
from stories.demo.content import load_content
from stories.foundation.access import OPERATOR, Actor, Role
from stories.foundation.db import db, unit_of_work
from stories.media.models import Recording
from stories.moderation.models import Story, StoryState
from stories.moderation.takedown.models import Takedown
from stories.people.models import Generation, Person, Stage
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.series.models import Series
from stories.transcripts.models import Segment
from tests.browser.conftest import House, free_port, house_settings, wait_for
from tests.browser.demo.more import more_people, narrator, records
from tests.factories import Factory
from tests.guards.addresses import FITTING, PARAMETERS
from tests.guards.kept_in import kept_in_rows
from tests.guards.reviews import redaction_rows, remark_rows
from tests.guards.takedowns import takedown_rows
from tests.guards.writing import writing_rows

HOME = load_content().organisations[0].name.kk


@dataclass
class Demo:
    """The served demo: what it tells at the start, accounts by role, rows by the guards' names."""

    house: House
    app: Flask
    secrets: dict[str, str]
    staff: dict[Role, str]
    rows: dict[str, uuid.UUID | str]

    def url(self, endpoint: str) -> str:
        """The path of an endpoint for the demo's things."""
        rule = next(self.app.url_map.iter_rules(endpoint))
        values = {name: self._value(endpoint, name) for name in rule.arguments}
        return str(self.app.url_map.bind("localhost").build(endpoint, values))

    def _value(self, endpoint: str, name: str) -> object:
        key = FITTING.get(endpoint, {}).get(name) or PARAMETERS.get(name, name)
        own = f"{endpoint.partition('.')[0]}.{name}"
        if own in self.secrets:
            return self.secrets[own]
        assert key in self.rows, f"{endpoint} needs {key}: find one in tests.browser.demo.house.py"
        return self.rows[key]


@contextmanager
def served_demo(home: Path) -> Iterator[Demo]:
    """Fill a house with the demo, add what the demo has not, and serve it."""
    port = free_port()
    house = House(f"http://127.0.0.1:{port}", house_settings(home, port), home)
    if not (Path(house.settings["STORIES_MODELS_DIR"]) / "base" / "model.bin").exists():
        pytest.skip("the Whisper base model is not installed (stories models install base)")
    house.command("db", "upgrade")
    house.command("demo")
    demo = look_around(house)
    command = [sys.executable, "-m", "stories", "serve", "--no-worker"]
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(command, env=house.settings, stdout=log, stderr=log)
        try:
            wait_for(house.url)
            yield demo
        finally:
            server.terminate()
            server.wait(timeout=30)


def look_around(house: House) -> Demo:
    """The demo's accounts and things; states it has not are added to it."""
    app = create_app(house.settings)
    secrets: dict[str, str] = json.loads((house.home / "demo.json").read_text(encoding="utf-8"))
    with app.app_context(), unit_of_work(write=False):
        place = _one(Organisation, name=HOME)
        staff = {
            role: db.session.get_one(User, _one(Grant, organisation_id=place.id, role=role).user_id)
            for role in Role
            if role is not Role.FAMILY
        }
        emails = {role: user.email for role, user in staff.items()}
        proposer = staff[Role.FACILITATOR].id
        rows = _found(place.id) | {"member": staff[Role.MODERATOR].id, "token": secrets["token"]}
    make = Factory(app)
    make.count = 5000  # so that addresses differ from the demo's
    with app.app_context(), unit_of_work(write=False):
        make._organisation = _one(Organisation, name=HOME)
        db.session.expunge_all()
    rows |= _added(make, rows, proposer)
    rows |= reviewed(make, rows, staff[Role.MODERATOR].id)
    lead = staff[Role.SAFEGUARDING]
    more = more_people(make, rows, staff) | records(
        make, rows, Actor(lead.id, lead.name, _lead(make))
    )
    more |= narrator(make)
    ways = ("mine.token", "mine.pin", "narrator.token", "narrator.pin")
    secrets |= {name: str(more.pop(name)) for name in ways}
    return Demo(house, app, secrets, emails, rows | more)


def _lead(make: Factory) -> frozenset[tuple[uuid.UUID, Role]]:
    return frozenset({(make.organisation.id, Role.SAFEGUARDING)})


def _one(model: Any, **values: Any) -> Any:
    return db.session.query(model).filter_by(**values).first()


def _found(owner: uuid.UUID) -> dict[str, uuid.UUID | str]:
    released = _one(Story, organisation_id=owner, state=StoryState.RELEASED)
    sessions = {
        name: _one(StorytellingSession, organisation_id=owner, state=state).id
        for name, state in (
            ("session", SessionState.PLANNED),
            ("session.held", SessionState.HELD),
        )
    }
    return sessions | {
        "person": _one(Person, organisation_id=owner, generation=Generation.YOUTH).id,
        "person.elder": _one(Person, organisation_id=owner, generation=Generation.ELDER).id,
        "recording": released.recording_id,
        "segment": _one(Segment, version_id=released.version_id).id,
        "story.released": released.id,
        "collection": _one(Collection, organisation_id=owner).id,
    }


def reviewed(
    make: Factory, rows: dict[str, uuid.UUID | str], reviewer: uuid.UUID
) -> dict[str, uuid.UUID]:
    """What a reviewer left beside the story that waits."""
    with make.app.app_context(), unit_of_work(write=False):
        waiting = db.session.get_one(Story, rows["story"])
        db.session.expunge_all()
    return remark_rows(make, waiting, reviewer) | redaction_rows(make, waiting, reviewer)


def _added(
    make: Factory, rows: dict[str, uuid.UUID | str], proposer: uuid.UUID
) -> dict[str, uuid.UUID | str]:
    """What the demo has no example of: an open session, a story in review, a takedown …"""
    with make.app.app_context(), unit_of_work(write=False):
        elder = db.session.get_one(Person, rows["person.elder"])
        told = db.session.get_one(Story, rows["story.released"])
        db.session.expunge_all()
    stretch = ("recording_id", "version_id", "spans", "copy_opus", "copy_aac")
    texts = {name: getattr(told, name) for name in stretch}
    with make.app.app_context(), unit_of_work(write=False):
        recording = db.session.get_one(Recording, told.recording_id)
        held = db.session.get_one(StorytellingSession, recording.session_id)
        db.session.expunge_all()
    asked, waiting = (make.story(version=told, proposed_by=proposer, **texts) for _ in range(2))
    reason = "Атым мен ауылым аталғанын қаламаймын."
    takedown = Takedown(organisation_id=told.organisation_id, story_id=asked.id, reason=reason)
    at = datetime.now(UTC)
    opened = make.session(
        narrators=[elder], facilitator_id=proposer, starts_at=at, state=SessionState.OPEN
    )
    series = make.keep(
        Series(
            organisation_id=told.organisation_id,
            rule="FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;COUNT=1",
            starts="2027-01-07T15:00",
            zone="Asia/Almaty",
        )
    )
    make.session(
        narrators=[elder],
        facilitator_id=proposer,
        starts_at=at + timedelta(days=40),
        series_id=series.id,
        occurrence="2027-01-07T15:00",
    )
    other = make.person(name="Сәбит ата")
    gone = make.agreement(other, Stage.BEFORE, withdrawn_at=at)
    agreed = make.agreement(other, Stage.BEFORE)
    spare = make.recording(held, sha256="4" * 64)  # no story stands on its text
    make.transcript(spare, checked=False)
    return {
        **writing_rows(make, recording, held),
        **kept_in_rows(make, held, proposer),
        "recording.spare": spare.id,
        "story": waiting.id,
        "takedown": make.keep(takedown).id,
        **takedown_rows(make, told.organisation_id, asked.id),
        "session.open": opened.id,
        "series": series.id,
        "agreement": agreed.id,
        "agreement.own": agreed.id,
        "person.own": other.id,
        "agreement.withdrawn": gone.id,
        "paper": make.paper(other).id,
        "code": _invite(make),
    }


def _invite(make: Factory) -> str:
    with make.app.app_context(), make.app.test_request_context(), unit_of_work():
        place = db.session.get_one(Organisation, make.organisation.id)
        return accounts.invite(OPERATOR, "saule@example.org", Role.CURATOR, place)
