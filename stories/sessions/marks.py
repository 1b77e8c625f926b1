"""What a guest would notice of a change, counted for calendars elsewhere (RFC 5545, SEQUENCE)."""

from collections.abc import Hashable

from stories.foundation.clock import now
from stories.sessions.models import StorytellingSession

Seen = tuple[Hashable, ...]
NOTICED = ("starts_at", "minutes", "zone", "place", "room", "remote", "theme", "facilitator_id")


def seen_of(row: StorytellingSession) -> Seen:
    """A session as its guests see it: when, where, with whom, what about."""
    people = frozenset((item.person_id, item.part) for item in row.attendances)
    return (*(getattr(row, name) for name in NOTICED), people)


def mark(row: StorytellingSession, *, noticed: bool) -> None:
    """Note that a session was changed; ``noticed`` when its guests have to be told."""
    row.changed_at = now()
    if noticed:
        row.sequence = (row.sequence or 0) + 1
