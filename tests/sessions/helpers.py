"""A small world for the sessions room: an elder and a young person who both agreed."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import g

from stories.accounts.identity import as_actor
from stories.accounts.models import User
from stories.foundation.access import Actor
from stories.foundation.db import db, unit_of_work
from stories.people.models import Generation
from stories.sessions.models import StorytellingSession
from stories.sessions.services import Plan

ALMATY = ZoneInfo("Asia/Almaty")


def soon(hours: float = 2) -> datetime:
    """A whole minute some hours from now."""
    return (datetime.now(UTC) + timedelta(hours=hours)).replace(second=0, microsecond=0)


def actor_of(user: Any) -> Actor:
    row = db.session.get(User, user.id)
    assert row is not None
    return as_actor(row)


@contextmanager
def acting(app: Any, user: Any, *, keep: bool = True):
    """A unit of work in which a user acts; gives the actor."""
    with app.app_context(), app.test_request_context(), unit_of_work() as unit:
        g.actor = actor_of(user)  # sentences call people as this actor may know them
        yield g.actor
        if not keep:
            unit.fail()


def kept(app: Any, session_id: Any) -> StorytellingSession:
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get(StorytellingSession, session_id)
        assert row is not None
        assert all(item.person.name for item in row.attendances)
        db.session.expunge_all()
        return row


class World:
    """A facilitator, an elder and a youth of one organisation."""

    def __init__(self, make: Any, *, agreed: bool = True) -> None:
        self.make = make
        self.leader = make.facilitator(name="Сәуле")
        self.elder = make.person(name="Мәриям апа")
        self.youth = make.person(Generation.YOUTH, name="Ерасыл")
        if agreed:
            make.agree(self.elder)
            make.agree(self.youth)

    def plan(self, **more: Any) -> Plan:
        given: dict[str, Any] = {
            "starts_at": soon(),
            "zone": "Asia/Almaty",
            "facilitator_id": self.leader.id,
            "narrators": (self.elder.id,),
            "listeners": (self.youth.id,),
            "theme": "Нан туралы әңгіме",
            "place": "Қарағанды орталығы",
            "room": "2-бөлме",
            "languages": ("kk", "ru"),
        }
        return Plan(**given | more)

    def session(self, **fields: Any) -> Any:
        given = {
            "narrators": [self.elder],
            "listeners": [self.youth],
            "facilitator_id": self.leader.id,
            "starts_at": soon(),
            "theme": "Нан туралы әңгіме",
        }
        return self.make.session(**given | fields)

    def form(self, **more: Any) -> dict[str, Any]:
        """What a browser sends for a plan tomorrow at 15:00."""
        tomorrow = datetime.now(ALMATY).date() + timedelta(days=1)
        return {
            "elders": [str(self.elder.id)],
            "youth": [str(self.youth.id)],
            "day": tomorrow.isoformat(),
            "start": "15:00",
            "minutes": "40",
            "zone": "Asia/Almaty",
            "place": "Қарағанды орталығы",
            "room": "2-бөлме",
            "languages": ["kk"],
            "theme": "Нан туралы әңгіме",
            "facilitator": str(self.leader.id),
            "interpreter": "",
            "note": "",
        } | more
