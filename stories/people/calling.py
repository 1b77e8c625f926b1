"""How a person is called, and which of their fields are shown: asked wherever staff meet a name."""

import uuid
from datetime import date
from typing import Protocol

from flask_babel import gettext as _

from stories.foundation.access import Actor, allowed, current_actor
from stories.foundation.clock import today
from stories.people.models import Generation
from stories.people.policy import FIELDS
from stories.people.rules import needs_pseudonym

MOST_INITIALS = 2


class Named(Protocol):
    """A person as far as calling them goes: a whole row, or these columns of one."""

    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def pseudonym(self) -> str | None: ...
    @property
    def generation(self) -> Generation: ...
    @property
    def birth_year(self) -> int | None: ...
    @property
    def birth_date(self) -> date | None: ...


def shows(actor: Actor, field: str, person: Named) -> bool:
    """Whether the actor may meet a field of a person; a field without a class is nobody's."""
    return field in FIELDS and allowed(actor, FIELDS[field], person)


def called(actor: Actor, person: Named) -> str:
    """A person's name for those who may know it, else the pseudonym, «a child» or initials.

    A child's own name reaches facilitators, the safeguarding lead and the administrator alone.
    """
    if shows(actor, "name", person):
        return person.name
    return called_apart(person)


def called_apart(person: Named) -> str:
    """A person where no name may lie, as on a device that keeps a page: pseudonym or initials."""
    if person.pseudonym:
        return person.pseudonym
    if needs_pseudonym(person.generation, person.birth_year, person.birth_date, today()):
        return str(_("A child"))
    return initials(person.name)


def called_here(person: Named) -> str:
    """How a person is called for whoever asked for this page."""
    return called(current_actor(), person)


def shows_here(field: str, person: Named) -> bool:
    """Whether whoever asked for this page may meet a field."""
    return shows(current_actor(), field, person)


def initials(name: str) -> str:
    """«М. А.» for «Мәриям Ахметова»: enough to tell two apart, too little to know them."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return " ".join(f"{letter}." for letter in letters[:MOST_INITIALS]) or "…"
