"""What a session says outside the house: when and where, nothing that tells who or why (P1, P3)."""

from flask import current_app
from flask_babel import gettext as _

from stories.people.telling import tells_too_much
from stories.sessions.feeds.ics import Occasion
from stories.sessions.models import StorytellingSession


def place_outside(row: StorytellingSession) -> str:
    """Where people meet; empty where the words would tell a family's past (DOMAIN P3)."""
    if row.remote:
        return str(_("On a call"))
    told = ", ".join(part for part in (row.place, row.room) if part)
    return "" if tells_too_much(told) else told


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
