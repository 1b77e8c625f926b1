"""A filled demo with everybody in front of it, for the walk after a withdrawal."""

import shutil
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from benchmarks.walk import Served, Signs, Walk
from stories.accounts.models import Grant, User
from stories.app import create_app
from stories.collections.models import Collection
from stories.demo import fill
from stories.foundation import work
from stories.foundation.access import OPERATOR, STAFF, Role
from stories.foundation.blobs import blobs
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.moderation.models import Story
from stories.moderation.queries import lines_of
from stories.people.models import Agreement, Person, Stage
from stories.people.services import give_own_link
from stories.reading.queries import link_by_token
from stories.sessions.models import Attendance
from tests.conftest import environment
from tests.guards.visitors import Visitor
from tests.guards.world import inside

LONG_ENOUGH = 20  # a shorter sentence may stand anywhere
TITLE = "Атамның домбырасы"


@dataclass
class Filled:
    """The demo, its one story that is followed, and who looks for it."""

    app: Flask
    home: Path
    story: Any = None
    session_id: uuid.UUID | None = None
    signs: Signs = field(default_factory=lambda: Signs({}))
    guests: dict[str, Visitor] = field(default_factory=dict)
    staff: dict[str, uuid.UUID] = field(default_factory=dict)
    starts: list[str] = field(default_factory=list)
    people: dict[str, uuid.UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    before: list[Served] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def walk(self) -> Walk:
        return Walk(self.app, {name: guest.ask for name, guest in self.guests.items()}, self.signs)

    def click(self, who: str, path: str, **form: Any) -> TestResponse:
        """Send a form as somebody; it has to be taken in."""
        answer = self.guests[who].ask("POST", path, data=form)
        assert answer.status_code == 303, f"{path}: {answer.status}"
        return answer

    def keep(self) -> None:
        self._copy(self.home / "stories.db", self.home / "as-it-was.db")
        with self.app.app_context():
            self.files = {key: blobs().read(key) for key in blobs().keys("")}

    def set_back(self) -> None:
        self._copy(self.home / "as-it-was.db", self.home / "stories.db")
        with self.app.app_context():
            for key in self.files.keys() - set(blobs().keys("")):
                blobs().put_bytes(key, self.files[key])

    def _copy(self, source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)


def filled_demo(home: Path, template: Path, finish: Callable[[Flask], Any]) -> Filled:
    """Fill a house, make a book of the collection, and let everybody in."""
    shutil.copy(template, home / "stories.db")
    app = create_app(environment(home))
    finish(app)
    with app.app_context():
        kept = fill.fill(home, lambda _words: None).read()
    house = Filled(app, home)
    with inside(app):
        staff = _look_around(house)
    _let_in(house, staff, str(kept["token"]))
    make_a_book(house)
    house.keep()
    return house


def _look_around(house: Filled) -> dict[Role, User]:
    """Note what is followed; gives back one of each role."""
    house.story = story = db.session.query(Story).filter_by(title_kk=TITLE).one()
    house.signs = signs_of(story)
    house.session_id = story.recording.session_id
    _name_people(house, story.recording.session_id)
    staff = {role: _one(story.organisation_id, role) for role in STAFF}
    db.session.flush()
    db.session.expunge_all()
    return staff


def _let_in(house: Filled, staff: dict[Role, User], token: str) -> None:
    house.guests = {role.value: Visitor(house.app, user) for role, user in staff.items()}
    house.staff = {role.value: user.id for role, user in staff.items()}
    with inside(house.app):
        links = {"family": ("reading", link_by_token(token).id)}
        house.tokens["family"] = token
        for name, person_id in house.people.items():
            given = give_own_link(OPERATOR, db.session.get_one(Person, person_id), 30)
            links[name] = "mine", given.link.id
            house.tokens[name] = given.token
    for name, (kind, link_id) in links.items():
        house.guests[name] = _behind(house.app, kind, link_id)
    house.guests["nobody"] = Visitor(house.app)
    house.starts = ["/", f"/stories/{house.story.id}", f"/r/{token}"]
    house.starts += [f"/mine/{house.tokens[name]}" for name in house.people]


def _name_people(house: Filled, session_id: uuid.UUID) -> None:
    for row in db.session.query(Attendance).filter_by(session_id=session_id):
        house.people[row.part.value] = row.person_id
        for link in row.person.representations:
            house.people["representative"] = link.representative_id


def _one(organisation_id: uuid.UUID, role: Role) -> User:
    query = db.session.query(User).join(Grant, Grant.user_id == User.id)
    return query.filter(Grant.organisation_id == organisation_id, Grant.role == role).first()


def _behind(app: Flask, kind: str, link_id: uuid.UUID) -> Visitor:
    visitor = Visitor(app)
    with visitor.client.session_transaction() as mine:
        mine[kind] = {str(link_id): now().timestamp()}
    return visitor


def signs_of(story: Story) -> Signs:
    """By what a story is known: its id and titles, every sentence, every sound."""
    lines = [text for line in lines_of([story])[story.id] for text in (line.kk, line.ru)]
    words = [text for text in lines if len(text) >= LONG_ENOUGH]
    recording = story.recording
    keys = (
        *(story.copy_opus, story.copy_aac),
        *(recording.playback_opus, recording.playback_aac, recording.master_key),
    )
    store = blobs()
    return Signs(
        texts={
            "id": (str(story.id),),
            "title": (story.title_kk, story.title_ru),
            "words": (*words, story.summary_kk, story.summary_ru),
        },
        sounds=tuple(b"".join(store.stream(key, 0, store.size(key))) for key in keys if key),
        asked_for=(story.title_kk.split()[0], story.title_ru.split()[0]),
    )


def make_a_book(house: Filled) -> None:
    with inside(house.app):
        collection = db.session.query(Collection).first().id
    house.click("curator", f"/collections/{collection}/books")
    do_what_waits(house)


def do_what_waits(house: Filled) -> None:
    with house.app.app_context():
        for work_id in work.waiting():
            work.perform(work_id)


def agreement_of(house: Filled, person: str, signer: str, stage: Stage = Stage.AFTER) -> uuid.UUID:
    """The agreement about somebody's part in the story, given by somebody."""
    with inside(house.app):
        query = db.session.query(Agreement).filter_by(
            person_id=house.people[person], signer_id=house.people[signer], stage=stage
        )
        return next(row.id for row in query if row.session_id in {house.session_id, None})
