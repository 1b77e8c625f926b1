"""A merge never widens what is permitted, whatever was said; undone it leaves no trace."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from stories.accounts.models import Organisation, User
from stories.foundation.access import OPERATOR
from stories.foundation.db import Base, db, unit_of_work
from stories.people import queries, services
from stories.people.models import (
    Agreement,
    Audience,
    Evidence,
    Generation,
    Naming,
    Person,
    Representation,
    Stage,
    Use,
)
from stories.people.rules import permitted
from stories.sessions.models import Attendance, Part, StorytellingSession
from tests.people.test_merge import FORGOTTEN
from tests.people.voices import at_most

TODAY = datetime.now(UTC).date()
DAYS = (TODAY, TODAY + timedelta(days=400), TODAY + timedelta(days=3000))
WHO = ("one", "other", "guardian", "second")
SPEAKERS = ("self", "guardian", "second")
SESSIONS = (0, 1, 2)


@dataclass(frozen=True)
class Word:
    """An answer in a drawn world: about, by, for which session."""

    about: str
    by: str
    session: int | None
    stage: Stage
    uses: list[Use]
    audience: Audience
    naming: Naming
    ago: int
    withdrawn: int | None
    ends: date | None


words = st.builds(
    Word,
    about=st.sampled_from(("one", "other")),
    by=st.sampled_from(("self", "self", "guardian", "second")),
    session=st.none() | st.sampled_from(SESSIONS),
    stage=st.sampled_from(Stage),
    uses=st.just(list(Use)) | st.lists(st.sampled_from(Use), unique=True),
    audience=st.sampled_from(Audience),
    naming=st.sampled_from(Naming),
    ago=st.integers(1, 900),
    withdrawn=st.none() | st.none() | st.integers(0, 900),
    ends=st.none() | st.dates(TODAY, TODAY + timedelta(days=900)),
)
worlds = st.fixed_dictionaries(
    {
        "birth": st.sampled_from(
            [(1950, None), (2012, None), (None, None), (2012, date(2012, 3, 1))]
        ),
        "never": st.tuples(st.booleans(), st.booleans()),
        "links": st.sets(st.sampled_from(list(product(("one", "other"), ("guardian", "second"))))),
        "seats": st.sets(st.sampled_from(list(product(SESSIONS, ("one", "other"))))),
        # Half of the answers are whole ones, so that there is something to widen.
        "whole": st.dictionaries(
            st.sampled_from(list(product(WHO[:2], SPEAKERS))), st.integers(1, 900)
        ),
        "words": st.lists(words, max_size=4),
        "pair": st.sampled_from([("one", "other"), ("other", "one"), ("guardian", "second")]),
    }
)


class World:
    """The drawn rows inside one unit that is never kept."""

    def __init__(self, drawn: dict[str, Any]) -> None:
        self.place = self.add(Organisation(name="Үміт", name_ru="Үміт", region="Абай"))
        self.user = self.add(
            User(name="Қызметкер", email=f"{uuid.uuid4()}@e.org", passphrase_hash="-")
        )
        grown = drawn["birth"][0] == 1950
        kind = Generation.ELDER if grown else Generation.YOUTH
        for name, never in zip(WHO[:2], drawn["never"], strict=True):
            setattr(self, name, self.person(kind, *drawn["birth"], never_publish=never))
        for name in WHO[2:]:
            setattr(self, name, self.person(Generation.REPRESENTATIVE, 1980, None))
        for child, speaker in sorted(drawn["links"]):
            ids = {"child_id": self.id(child), "representative_id": self.id(speaker)}
            self.add(Representation(**ids))
        self.sessions = [self.session() for _ in SESSIONS]
        for number, name in sorted(drawn["seats"]):
            seat = {"session_id": self.sessions[number].id, "person_id": self.id(name)}
            self.add(Attendance(part=Part.NARRATOR, came=True, **seat))
        whole = [
            word for (about, by), ago in drawn["whole"].items() for word in _whole(about, by, ago)
        ]
        for word in (*whole, *drawn["words"]):
            self.say(word)

    def add(self, row: Any) -> Any:
        db.session.add(row)
        db.session.flush()
        return row

    def id(self, name: str) -> uuid.UUID:
        return getattr(self, name).id

    def person(self, kind: Generation, year: Any, day: Any, **fields: Any) -> Any:
        return self.add(
            Person(
                organisation_id=self.place.id,
                generation=kind,
                name="Мәриям",
                folded_name="мариям",
                birth_year=year,
                birth_date=day,
                languages=[],
                **fields,
            )
        )

    def session(self) -> Any:
        return self.add(
            StorytellingSession(
                organisation_id=self.place.id,
                facilitator_id=self.user.id,
                starts_at=datetime.now(UTC),
                zone="Asia/Almaty",
                place="Қарағанды",
                theme="Нан",
                languages=[],
            )
        )

    def say(self, word: Word) -> None:
        given_at = datetime.now(UTC) - timedelta(days=word.ago)
        back = None if word.withdrawn is None else max(given_at, _ago(word.withdrawn))
        number = (
            word.session if word.session is not None else (0 if word.stage is Stage.AFTER else None)
        )
        self.add(
            Agreement(
                organisation_id=self.place.id,
                person_id=self.id(word.about),
                signer_id=self.id(word.about if word.by == "self" else word.by),
                session_id=None if number is None else self.sessions[number].id,
                stage=word.stage,
                uses=[use.value for use in word.uses],
                audience=word.audience,
                naming=word.naming,
                language="kk",
                form_version="1",
                evidence=Evidence.SIGNED,
                operator_name="Үміт",
                given_at=given_at,
                created_at=given_at,
                withdrawn_at=back,
                ends_on=word.ends,
            )
        )

    def permits(self, number: int, day: date) -> Any:
        session_id = self.sessions[number].id
        query = select(Attendance.person_id).where(Attendance.session_id == session_id)
        heard = list(db.session.scalars(query))
        return permitted(queries.voices_for(heard, session_id), day), heard


def _whole(about: str, by: str, ago: int) -> list[Word]:
    rest = (list(Use), Audience.PUBLIC, Naming.OWN_NAME, ago, None, None)
    after = [Word(about, by, number, Stage.AFTER, *rest) for number in SESSIONS]
    return [Word(about, by, None, Stage.BEFORE, *rest), *after]


def _ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def dump() -> dict[str, list[str]]:
    db.session.flush()
    return {
        name: sorted(map(str, db.session.execute(select(table)).all()))
        for name, table in Base.metadata.tables.items()
        if name not in FORGOTTEN
    }


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(worlds)
def test_a_merge_never_widens_and_undone_leaves_no_trace(app: Flask, drawn: dict[str, Any]):
    with app.app_context(), app.test_request_context(), unit_of_work() as unit:
        unit.fail()  # nothing of a drawn world is kept
        world = World(drawn)
        kept, gone = (getattr(world, name) for name in drawn["pair"])
        scopes = [(number, day) for number in SESSIONS for day in DAYS]
        gone_id, before, rows = gone.id, {at: world.permits(*at) for at in scopes}, dump()
        row = services.merge_persons(OPERATOR, kept, gone, {})
        for at in scopes:
            (now, heard), (then, had_heard) = world.permits(*at), before[at]
            assert {kept.id if who == gone_id else who for who in had_heard} == set(heard)
            assert at_most(now, then) or not heard, at
            assert _named(now, kept.id) <= min(_named(then, kept.id), _named(then, gone_id))
        services.undo_merge(OPERATOR, row)
        assert dump() == rows


def _named(permission: Any, who: uuid.UUID) -> int:
    return list(Naming).index(permission.naming.get(who, Naming.OWN_NAME))
