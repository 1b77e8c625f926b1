"""What a session says outside the house: when and where, nothing that tells who or why (P1, P3)."""

from functools import lru_cache

from flask import current_app
from flask_babel import gettext as _

from stories.foundation.erasure import Words
from stories.foundation.telling import tells_too_much
from stories.people.erasing import words_of
from stories.sessions.feeds.ics import Occasion
from stories.sessions.models import StorytellingSession


def place_outside(row: StorytellingSession) -> str:
    """Where people meet; empty where the words tell a family's past, or name a guest (P1, P3)."""
    if row.remote:
        return str(_("On a call"))
    told = ", ".join(part for part in (row.place, row.room) if part)
    names = any(_names(words_of(person), told) for person in row.people)
    return "" if names or tells_too_much(told) else told


@lru_cache(maxsize=4096)
def _names(words: Words, text: str) -> bool:
    """Whether a text holds somebody's name: «Мәриям апаның үйі»."""
    return words.without(text) != text


def occasion(row: StorytellingSession, description: str = "", url: str = "") -> Occasion:
    """A session for a calendar elsewhere, in the language that is spoken just now."""
    return Occasion(
        id=row.id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        state=row.state,
        sequence=row.sequence,
        changed_at=row.changed_at,
        summary=str(_("Meeting")),
        description=description,
        location=place_outside(row),
        url=url,
    )


def address_of(endpoint: str, **values: object) -> str:
    """The whole address of a page of the house, outside a request too."""
    base = str(current_app.extensions["settings"]["BASE_URL"]).rstrip("/")
    return base + current_app.url_map.bind("localhost").build(endpoint, values)
