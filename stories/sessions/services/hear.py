"""What a no that was said in the people's room changes here: who is heard, what is confirmed."""

import uuid

from stories.foundation import audit
from stories.foundation.access import OPERATOR, Actor
from stories.foundation.db import db
from stories.sessions import queries
from stories.sessions.filling import doubt
from stories.sessions.marks import mark


def hear_again(agreement_id: uuid.UUID, actor: Actor = OPERATOR) -> bool:
    """Put in doubt that somebody was absent who says no about that very session (DOMAIN C5, C8).

    Whoever is not known to have stayed away is audible, so their no counts. Returns whether it
    was in the list.
    """
    absence = queries.absence_denied_by(agreement_id)
    if absence is None:
        return False
    absence.came = None
    db.session.flush()
    audit.record(actor, "sessions.absence_doubted", absence.session)
    return True


def confirmed_no_more(agreement_id: uuid.UUID, actor: Actor = OPERATOR) -> int:
    """Take the confirmation of coming sessions back that rested on an agreement (DOMAIN S3, C8).

    Returns of how many. Whoever was reminded of one is told by its new state, not by a name.
    """
    rows = queries.confirmed_with(agreement_id)
    lost = doubt(rows)
    for row in rows:
        if row.id in lost:
            mark(row, noticed=True)
            audit.record(actor, "sessions.confirmation_lost", row)
    db.session.flush()
    return len(lost)
