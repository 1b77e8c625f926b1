"""Flags on the safeguarding lead's day; the sentences name nobody."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import today
from stories.foundation.i18n import day, day_clock
from stories.sessions.distress import queries
from stories.sessions.distress.models import DistressFlag
from stories.sessions.distress.policy import ANSWER

DOOR = "sessions.index"


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Those nobody has answered, and those to ask about today or since."""
    if not actor.can(ANSWER):
        return
    for row in queries.flags(actor):
        if row.seen_at is None:
            told = _(
                "Somebody in a session needs you. Told at %(at)s, and not answered yet.",
                at=day_clock(row.raised_at),
            )
            yield _thing(row, "stop", told)
        elif row.follow_up_on is not None and row.follow_up_on <= today():
            told = _("Ask again how they are: it is due since %(day)s.", day=day(row.follow_up_on))
            yield _thing(row, "stop" if row.follow_up_on < today() else "wait", told)


def _thing(row: DistressFlag, kind: str, sentence: str) -> Waiting:
    url = url_for("sessions.flag", flag_id=row.id)
    return Waiting(kind, _("Not well"), sentence, url, _("Look"), DOOR)
