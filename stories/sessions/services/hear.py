"""What a no that was said in the people's room changes here: who may be heard in a session."""

import uuid

from stories.foundation import audit
from stories.foundation.access import OPERATOR, Actor
from stories.foundation.db import db
from stories.sessions import queries


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
