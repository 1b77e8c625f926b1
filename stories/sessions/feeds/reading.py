"""What stands behind an address."""

import uuid

from flask_babel import force_locale
from flask_babel import gettext as _

from stories.foundation.errors import NotFound
from stories.sessions.feeds import queries
from stories.sessions.feeds.ics import Occasion, calendar
from stories.sessions.feeds.seen import for_person, for_user


def read_feed(token: str) -> str:
    """The calendar behind an address; raises NotFound once it is closed or was never there."""
    row = queries.feed_by_token(token)
    if row is None:
        raise NotFound
    with force_locale(row.language):
        found = _occasions(row.user_id, row.person_id)
        name = str(_("Stories between generations"))
        return calendar(found, name=name, language=row.language, alarm_minutes=row.alarm_minutes)


def _occasions(user_id: uuid.UUID | None, person_id: uuid.UUID | None) -> list[Occasion]:
    found = for_user(user_id) if user_id else for_person(person_id) if person_id else None
    if found is None:
        raise NotFound
    return found
