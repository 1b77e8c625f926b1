"""What follows when somebody takes their word back: their link closes, their voice goes (C8)."""

import uuid

from stories.foundation import audit
from stories.foundation.access import OPERATOR
from stories.foundation.clock import now
from stories.translations.narrator import queries
from stories.translations.narrator.services.dealing import drop_note


def agreement_taken_back(_sender: object, *, subject_id: uuid.UUID) -> None:
    """Their wishes stay: what they do not want published stays so, whatever they agree to later."""
    links, wishes = queries.concerned_by(subject_id)
    for link in links:
        if link.revoked_at is None:
            link.revoked_at = now()
            audit.record(OPERATOR, "narrator.link_revoked", link, detail={"why": "withdrawn"})
    for wish in wishes:
        if wish.note_key:
            drop_note(wish)
            audit.record(OPERATOR, "narrator.note_dropped", wish, detail={"why": "withdrawn"})
