"""Incidents on the safeguarding lead's day; the sentences name nobody."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from stories.archive.safeguarding import queries
from stories.archive.safeguarding.models import Incident
from stories.archive.safeguarding.policy import ANSWER
from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import today
from stories.foundation.i18n import day, day_clock

DOOR = "safeguarding.index"


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Those nobody has answered, and those to look at again today or since."""
    if not actor.can(ANSWER):
        return
    for row in queries.incidents(actor):
        if row.seen_at is None:
            told = _("An incident was told at %(at)s, and not answered yet.", at=_at(row))
            yield _thing(row, "stop", told)
        elif row.follow_up_on is not None and row.follow_up_on <= today():
            told = _("Look at an incident again: due since %(day)s.", day=day(row.follow_up_on))
            yield _thing(row, "stop" if row.follow_up_on < today() else "wait", told)


def _at(row: Incident) -> str:
    return str(day_clock(row.told_at))


def _thing(row: Incident, kind: str, sentence: str) -> Waiting:
    url = url_for("safeguarding.show", incident_id=row.id)
    return Waiting(kind, _("Incident"), sentence, url, _("Look"), DOOR)
