"""What of the sessions waits for somebody: today's that are not open, and those left open."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import now
from stories.foundation.i18n import clock, short_day
from stories.sessions import queries
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.rules import EARLY
from stories.sessions.times import day_of


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Today's sessions not yet opened, earlier ones never opened, open ones past their end."""
    at = now()
    for row in queries.left_lying(actor, at + EARLY + timedelta(hours=12)):
        sentence = _sentence(row)
        if sentence:
            yield _thing(row, sentence)


def _sentence(row: StorytellingSession) -> str | None:
    at = now()
    told = {
        "theme": row.theme,
        "time": clock(row.starts_at, row.zone),
        "day": short_day(row.starts_at, row.zone),
    }
    if row.state is SessionState.OPEN:
        ended = row.ends_at <= at
        return _("“%(theme)s” is over and still open: note who came.", **told) if ended else None
    if row.ends_at <= at:
        return str(_("“%(theme)s” of %(day)s was never opened: hold it or cancel it.", **told))
    if day_of(row.starts_at, row.zone) == day_of(at, row.zone):
        return str(_("“%(theme)s” begins today at %(time)s and is not open yet.", **told))
    return None


def _thing(row: StorytellingSession, sentence: str) -> Waiting:
    return Waiting(
        kind="info" if row.ends_at > now() else "wait",
        tag=_("Session"),
        sentence=sentence,
        url=url_for("sessions.show", session_id=row.id),
        action=_("Look"),
        endpoint="sessions.index",
    )
