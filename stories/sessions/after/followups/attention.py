"""What is to be done today or was to be done earlier, for whoever does it."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import Actor, Role
from stories.foundation.attention import Waiting
from stories.foundation.clock import today
from stories.foundation.i18n import day
from stories.sessions.after.debrief.queries import text_for
from stories.sessions.after.followups import queries
from stories.sessions.after.followups.models import FollowUp
from stories.sessions.after.followups.policy import FOLLOW

DOOR = "sessions.index"


def waiting(actor: Actor) -> Iterator[Waiting]:
    """One's own that are due; and to those who answer for the programme what was forgotten."""
    if actor.id is None or not actor.can(FOLLOW):
        return
    for row in queries.open_ones(actor, mine=True):
        if row.due_on <= today():
            yield _thing(actor, row)
    count = queries.count_forgotten(actor)
    if count and actor.organisations(Role.CURATOR, Role.ADMIN):
        sentence = ngettext(
            "%(num)d follow-up is late by more than a week.",
            "%(num)d follow-ups are late by more than a week.",
            count,
        )
        url = url_for("sessions.follow_ups", whose="all")
        yield Waiting("stop", _("Follow-up"), sentence, url, _("Look"), DOOR)


def _thing(actor: Actor, row: FollowUp) -> Waiting:
    text = text_for(actor, row.session, row.text)
    late = row.due_on < today()
    sentence = _("%(what)s It was to be done by %(day)s.", what=text, day=day(row.due_on))
    url = url_for("sessions.follow_up", follow_up_id=row.id)
    kind = "stop" if late else "wait"
    return Waiting(kind, _("Follow-up"), sentence if late else text, url, _("Look"), DOOR)
