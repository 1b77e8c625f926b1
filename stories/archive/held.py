"""What the log keeps about somebody: that something was done, never their name (DOMAIN X3)."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.archive import queries
from stories.archive.words import ACTIONS
from stories.foundation.holdings import Holding

TABLES = ("audit_events",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """How often each kind of act on their own row stands in the log."""
    counted = queries.acts_on(person_id)
    if not counted:
        return
    said = tuple((str(ACTIONS.get(action, action)), str(count)) for action, count in counted)
    title = _("What was done with the person’s particulars, and how often")
    facts = dict(counted)
    yield Holding("archive", "audit_events", person_id, title, said, facts)
