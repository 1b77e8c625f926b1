"""What an address asks of the calendar; what makes no sense is left out, with a sentence."""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext as _

from stories.accounts.centres.queries import centres_of
from stories.foundation import clock
from stories.foundation.access import Actor
from stories.people.models import Person
from stories.sessions.calendar import queries
from stories.sessions.calendar.queries import Place, Wanted
from stories.sessions.calendar.rules import Page, View, page_of, read_day, read_view
from stories.sessions.policy import VIEW
from stories.sessions.times import read_month

Choice = TypeVar("Choice")
CALL = "call"
KEY_LENGTH = 16
NARROWED = ("facilitator", "place", "person", "centre")


@dataclass
class Asked:
    """The page, what it is narrowed to, and what may be chosen instead."""

    page: Page
    today: date
    wanted: Wanted
    person: Person | None
    facilitators: list[tuple[str, str]]
    places: list[tuple[str, Place]]
    centres: list[tuple[str, str]]
    told: list[str] = field(default_factory=list)

    @property
    def narrowed(self) -> bool:
        return self.wanted != Wanted()

    def address(self, **other: Any) -> dict[str, Any]:
        """The parameters of this page's address, some of them changed, without the empty ones."""
        wanted = self.wanted
        given = {
            "view": None if self.page.view is View.MONTH else self.page.view.value,
            "day": self.page.day.isoformat(),
            "facilitator": wanted.facilitator,
            "place": key_of(wanted.place) if wanted.place else None,
            "person": wanted.person,
            "centre": wanted.centre,
        }
        return {name: value for name, value in (given | other).items() if value is not None}


def key_of(place: Place) -> str:
    """What stands for a place in an address, which names none (DOMAIN P3)."""
    if place.remote:
        return CALL
    return hashlib.sha256(place.text.encode()).hexdigest()[:KEY_LENGTH]


def asked(actor: Actor) -> Asked:
    """Read the address of this request."""
    today, told = clock.today(), list[str]()
    page = page_of(*_when(today, told))
    facilitators = [(str(key), name) for key, name in queries.facilitators(actor)]
    places = [(key_of(place), place) for place in queries.places(actor)]
    leader = _one_of("facilitator", {key: uuid.UUID(key) for key, _name in facilitators})
    place = _one_of("place", dict(places))
    person = _person(actor)
    centres = [(str(one.id), one.name) for one in centres_of(actor, VIEW)]
    centre = _one_of("centre", {key: uuid.UUID(key) for key, _name in centres})
    wanted = Wanted(leader, place, person.id if person else None, centre)
    given = [bool(request.args.get(name)) for name in NARROWED]
    found = [one is not None for one in (leader, place, person, centre)]
    if given != found:
        told.append(_("What you were looking for is not here; the rest is shown."))
    return Asked(page, today, wanted, person, facilitators, places, centres, told)


def _when(today: date, told: list[str]) -> tuple[View, date]:
    view = read_view(request.args.get("view", ""))
    if view is None:
        told.append(_("There is no such view of the calendar; this is the month."))
        view = View.MONTH
    month, day = request.args.get("month", ""), request.args.get("day", "")
    if month and not day:  # as addresses of the calendar were before
        first = read_month(month, today)
        if first is None:
            told.append(_("There is no such month in this calendar; this is the present one."))
        return View.MONTH, first or today
    if not day:
        return view, today
    found = read_day(day, today)
    if found is None:
        told.append(_("There is no such day in this calendar; this is today."))
    return view, found or today


def _one_of(name: str, choices: dict[str, Choice]) -> Choice | None:
    return choices.get(request.args.get(name, ""))


def _person(actor: Actor) -> Person | None:
    try:
        return queries.person(actor, uuid.UUID(request.args.get("person", "")))
    except ValueError:
        return None
