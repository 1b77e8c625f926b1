"""Who looks back on a session, and who reads it (DOMAIN S9); in doubt it stays closed."""

from typing import Any

from sqlalchemy import ColumnElement

from stories.foundation.access import Actor, Alternative, Predicate, Role, permit

WRITE, READ = "sessions.write_debrief", "sessions.read_debrief"
OWN_STATE = "sessions.read_own_state"
KEEP = "sessions.keep_checklist"


def _leads(actor: Actor, row: Any) -> bool:
    return actor.id is not None and bool(row.facilitator_id == actor.id)


def _leads_clause(actor: Actor, model: Any) -> ColumnElement[bool]:
    clause: ColumnElement[bool] = model.facilitator_id == actor.id
    return clause


LEADS = Predicate("leads the session", _leads, _leads_clause)


def fill() -> None:
    """Enter the permissions into the table; all but ``KEEP`` are asked of a session."""
    own = Alternative(Role.FACILITATOR, (LEADS,))
    permit(WRITE, own)
    permit(READ, own, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)
    # How a facilitator is themselves is for them and for whoever answers for everybody's safety.
    permit(OWN_STATE, own, Role.SAFEGUARDING)
    permit(KEEP, Role.CURATOR, Role.ADMIN)
