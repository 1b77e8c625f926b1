"""A breach and a legal request in the guards' houses."""

from datetime import UTC, date, datetime
from typing import Any

from stories.archive.incidents import services as incidents
from stories.archive.incidents.models import Asker
from stories.foundation.access import Actor, Role
from stories.foundation.db import db
from stories.people.models import Person
from tests.factories import Factory


def enter_incidents(make: Factory, place: Any, inside: Any) -> None:
    """A breach and a legal request, as somebody who keeps such records enters them."""
    lead = place.staff[Role.SAFEGUARDING]
    grants = frozenset({(make.organisation.id, Role.SAFEGUARDING)})
    actor = Actor(lead.id, lead.name, grants)
    seen = incidents.BreachFacts(datetime.now(UTC), f"{place.mark} кітапшасы жоғалды", ["log"], 3)
    with inside(make.app):
        asked = incidents.RequestFacts(
            Asker.COURT,
            f"{place.mark} соты",
            f"{place.mark} бабы",
            date(2026, 1, 5),
            None,
            db.session.get(Person, place.rows["person"]),
        )
        place.rows |= {
            "breach": incidents.record_breach(actor, make.organisation.id, seen).id,
            "request": incidents.record_request(actor, make.organisation.id, asked).id,
        }
