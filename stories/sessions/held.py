"""What this room keeps about somebody: the sessions they take part in, and their part alone."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.foundation.holdings import Holding
from stories.foundation.i18n import day
from stories.sessions import queries
from stories.sessions.models import Attendance, Part
from stories.sessions.words import STATES

TABLES = ("attendances",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each session, without a word about the others in it."""
    yield from map(_attendance, queries.attendances_of(person_id))


def _attendance(row: Attendance) -> Holding:
    session = row.session
    came = {True: _("yes"), False: _("no"), None: _("not noted")}[row.came]
    narrates = row.part is Part.NARRATOR
    said = (
        (_("Place"), session.place),
        (_("Part in the session"), _("narrator") if narrates else _("listener")),
        (_("Came"), came),
        (_("State"), str(STATES[session.state][0])),
    )
    facts = {
        "starts_at": session.starts_at.isoformat(),
        "place": session.place,
        "theme": session.theme,
        "part": row.part.value,
        "came": row.came,
        "state": session.state.value,
    }
    title = f"{day(session.starts_at, session.zone)}, {session.theme}"
    return Holding("sessions", "attendances", session.id, title, said, facts, shared=True)
