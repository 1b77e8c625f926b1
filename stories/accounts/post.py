"""Where staff are reached by letters, for the post."""

import uuid

from stories.accounts import queries
from stories.foundation.i18n import LANGUAGES
from stories.foundation.mail.models import Dropped
from stories.foundation.mail.rooms import Receiver


def reached(user_id: uuid.UUID) -> Receiver | Dropped:
    """A member's address and language, or why they get nothing."""
    row = queries.user_by_id(user_id)
    if row is None or not row.active:
        return Dropped.NO_ADDRESS
    return Receiver(row.email, row.locale if row.locale in LANGUAGES else "kk")
