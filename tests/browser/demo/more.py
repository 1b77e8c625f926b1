"""People and records the demo has no example of, added to it for the pages that want one."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from stories.archive.incidents import services as incidents
from stories.archive.incidents.models import Asker
from stories.foundation.access import OPERATOR, Actor, Role
from stories.foundation.db import db
from stories.foundation.erasure import Wish
from stories.people import services as people
from stories.people.models import Erasure, ImportDraft, Person
from stories.sessions.models import SessionState
from tests.factories import Factory
from tests.guards.after import after_rows
from tests.guards.centres import centre_rows
from tests.guards.days import day_rows
from tests.guards.guides import manual_rows, own_question
from tests.guards.narrators import narrated, narrator_rows
from tests.guards.seasons import season_rows
from tests.guards.specialists import referral_rows, specialist_rows
from tests.guards.world import Place, inside

Rows = dict[str, uuid.UUID | str]


def more_people(make: Factory, rows: Rows, staff: Mapping[Role, Any]) -> Rows:
    """Somebody's own link, two who may be one, a list on its way in, somebody erased."""
    first, second = (make.person(name="Күлән апа", region=region) for region in ("Қостанай", ""))
    with inside(make.app):
        given = people.give_own_link(OPERATOR, db.session.get_one(Person, rows["person.own"]), 30)
        token, pin = given.token, given.pin
    seasonal = season_rows(make, "Дала", rows["person.elder"], rows["person"])
    seasonal |= specialist_rows(make, "Тірек")
    with inside(make.app):
        elder, child = (db.session.get_one(Person, rows[key]) for key in ("person.elder", "person"))
        db.session.expunge_all()
    seasonal |= after_rows(make, "Шаңырақ", staff, elder, child)
    return (
        seasonal
        | referral_rows(make, rows | seasonal, staff)
        | day_rows(make, rows, staff)
        | manual_rows(make, "Тыңдау")
        | centre_rows(make, "Гүлдер")
        | {
            "mine.token": token,
            "mine.pin": pin,
            "person.first": first.id,
            "person.second": second.id,
            "draft": make.keep(_draft(make)).id,
            "prompt": make.keep(own_question(make, "Дудар-ай")).id,
            "erasure": make.keep(_erasure(make, first.id)).id,
            "wish": Wish.DELETE.value,
        }
    )


def narrator(make: Factory) -> Rows:
    """Somebody who is asked about what they told, and wishes a part of it left out."""
    elder = make.person(name="Рымкеш апа")
    session = make.session(narrators=[elder], state=SessionState.HELD)
    make.agree(elder, session)
    place = Place("Рымкеш", rows={"person.elder": elder.id})
    version = narrated(make, session)
    with inside(make.app):
        narrator_rows(place, version)
    del place.rows["person.elder"]
    return place.rows | place.secrets


def _draft(make: Factory) -> ImportDraft:
    return ImportDraft(
        organisation_id=make.organisation.id,
        expires_at=datetime.now(UTC) + timedelta(hours=1),
        rows=[
            [2, {"generation": "Elder", "name": "Бибігүл апа", "birth_year": "1951"}],
            [3, {"generation": "Youth", "name": "Ерасыл", "birth_year": "20012"}],
        ],
        unknown=["Ескертпе"],
        identity=[],
    )


def _erasure(make: Factory, person_id: uuid.UUID) -> Erasure:
    return Erasure(
        organisation_id=make.organisation.id,
        person_id=person_id,
        wish=Wish.DELETE,
        digest="0" * 64,
        files=[],
        shared=[],
    )


def records(make: Factory, rows: Rows, actor: Actor) -> Rows:
    """A breach and a legal request, as a safeguarding lead enters them."""
    seen = incidents.BreachFacts(datetime.now(UTC), "Дәптер автобуста қалды.", ["log"], 3)
    with inside(make.app):
        asked = incidents.RequestFacts(
            Asker.COURT,
            "Қалалық сот",
            "94-V заңының бабы",
            date(2026, 1, 5),
            None,
            db.session.get(Person, rows["person"]),
        )
        return {
            "breach": incidents.record_breach(actor, make.organisation.id, seen).id,
            "request": incidents.record_request(actor, make.organisation.id, asked).id,
        }
