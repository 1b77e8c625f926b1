"""Several organisations with elders, children and those who speak for them, and their stories."""

import uuid
from itertools import cycle

from flask import Flask
from sqlalchemy import text

from benchmarks import world
from benchmarks.world import Rows
from stories.accounts.models import Grant, Organisation
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.people.models import Generation, Representation
from stories.sessions.models import Part

ORGANISATIONS = 5
AT_ONCE = 500
WITHDRAWN_EVERY = 10  # so many stories have somebody in them who took their word back
ALONE_EVERY = 3  # in the others a child listens


def build(app: Flask, stories: int, sentences: int) -> str:
    """Fill an empty database; gives back the address of somebody who curates everywhere."""
    with app.app_context():
        places, staff = _places()
        rows, owners = Rows(places[0]), cycle(places)
        for first in range(0, stories, AT_ONCE):
            for number in range(first, min(first + AT_ONCE, stories)):
                rows.organisation_id = next(owners)
                _story(rows, staff, number, sentences)
            with unit_of_work():
                rows.write()
        with unit_of_work():
            # What a database does by itself once it has a quiet minute.
            db.session.execute(text("ANALYZE"))
    return "bench0@example.org"


def _places() -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    places = [uuid.uuid4() for _ in range(ORGANISATIONS)]
    with unit_of_work():
        rows = Rows(places[0])
        rows.tables[Organisation] = [
            {"id": key, "name": f"Bench {key}", "name_ru": "Bench", "region": ""} for key in places
        ]
        staff = [world.add_user(rows, number) for number in range(3)]
        for place in places[1:]:
            rows.organisation_id = place
            rows.add(Grant, user_id=staff[0], role=Role.CURATOR)
        rows.write()
    return places, staff


def _story(rows: Rows, staff: list[uuid.UUID], number: int, sentences: int) -> None:
    session = world.add_session(rows, staff[0], number)
    elder = world.add_person(rows, f"Баяндаушы {number}", Generation.ELDER, 1950)
    world.seat(rows, session, elder, Part.NARRATOR)
    withdrawn = number % WITHDRAWN_EVERY == 0
    world.agree(rows, elder, elder, session, withdrawn=withdrawn)
    if number % ALONE_EVERY:
        _with_a_child(rows, session, number)
    text = world.add_text(rows, session, staff[0], sentences)
    world.add_released(rows, staff, text, number, sentences)


def _with_a_child(rows: Rows, session: uuid.UUID, number: int) -> None:
    child = world.add_person(rows, f"Бала {number}", Generation.YOUTH, 2016)
    grown = world.add_person(rows, f"Өкіл {number}", Generation.REPRESENTATIVE, 1985)
    rows.add(Representation, owned=False, child_id=child, representative_id=grown)
    world.seat(rows, session, child, Part.LISTENER)
    for signer in (child, grown):
        world.agree(rows, child, signer, session)
