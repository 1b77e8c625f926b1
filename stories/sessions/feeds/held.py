"""What is kept here about somebody: that they have an address for their calendar."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.foundation.erasure import Erasing, Touch, gone
from stories.foundation.holdings import Holding
from stories.foundation.i18n import day
from stories.sessions.feeds import queries
from stories.sessions.feeds.models import CalendarFeed

TABLES = ("calendar_feeds",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each address there ever was."""
    yield from map(_feed, queries.feeds_of(person_id=person_id))


def _feed(row: CalendarFeed) -> Holding:
    said = [(_("Given on"), day(row.created_at))]
    said += [(_("Closed on"), day(row.revoked_at))] if row.revoked_at else []
    facts = {
        "created_at": row.created_at.isoformat(),
        "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
        "language": row.language,
        "alarm_minutes": row.alarm_minutes,
    }
    title = _("An address for their own calendar")
    return Holding("links", "calendar_feeds", row.id, title, tuple(said), facts)


def touches(erasing: Erasing) -> Iterator[Touch]:
    """The address goes with the person."""
    if erasing.whole:
        for row in queries.feeds_of(person_id=erasing.person_id):
            yield gone(row, "about_the_person")
