"""The day after a session its facilitator is asked to look back, for two weeks."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.i18n import short_day
from stories.sessions.after.debrief import queries
from stories.sessions.after.debrief.policy import WRITE


def waiting(actor: Actor) -> Iterator[Waiting]:
    """One line for each held session without a checklist."""
    if not actor.can(WRITE):
        return
    for row in queries.not_looked_back(actor):
        sentence = _(
            "How was “%(theme)s” of %(day)s? A few taps, and a word to yourself.",
            theme=row.theme,
            day=short_day(row.starts_at, row.zone),
        )
        url = url_for("sessions.write_afterwards", session_id=row.id)
        yield Waiting("wait", _("Afterwards"), sentence, url, _("Look back"), "sessions.index")
