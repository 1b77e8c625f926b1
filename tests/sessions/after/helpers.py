"""A held session and those around it."""

from datetime import UTC, datetime
from typing import Any

from stories.foundation.access import Role
from stories.foundation.db import db
from stories.sessions.models import SessionState, StorytellingSession
from tests.factories import DAY, Factory
from tests.sessions.helpers import acting


class Held:
    """A facilitator, a colleague, those who read, an elder and a child, and a day they met."""

    def __init__(self, make: Factory, days: int = 1, **fields: Any) -> None:
        self.app, self.make = make.app, make
        self.facilitator, self.colleague = make.facilitator(name="Сәуле"), make.facilitator()
        self.curator, self.lead = make.user(Role.CURATOR), make.user(Role.SAFEGUARDING, name="Дина")
        self.admin = make.user(Role.ADMIN)
        self.elder = make.person(name="Күләш апа")
        self.child = make.child(name="Ержан Сапаров", pseudonym="Қарлығаш")
        self.session = self.another(days, **fields)

    def another(self, days: int = 1, **fields: Any) -> Any:
        given = {
            "narrators": [self.elder],
            "listeners": [self.child],
            "facilitator_id": self.facilitator.id,
            "starts_at": datetime.now(UTC) - days * DAY,
            "state": SessionState.HELD,
            "theme": "Бесік жыры",
        }
        return self.make.session(**given | fields)

    def do(self, service: Any, *args: Any, user: Any = None, session: Any = None) -> Any:
        """A service on the session; gives the id of what it made."""
        with acting(self.app, user or self.facilitator) as actor:
            row = db.session.get_one(StorytellingSession, (session or self.session).id)
            return service(actor, row, *args).id
