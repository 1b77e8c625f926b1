"""What the archive keeps about somebody: lines of the log, and legal requests about them.

The log says that something was done, never their name (DOMAIN X3).
"""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.archive import queries
from stories.archive.incidents.queries import requests_about
from stories.archive.incidents.words import ASKERS, STATES
from stories.archive.words import ACTIONS
from stories.foundation.holdings import Holding, facts_of
from stories.foundation.i18n import day

TABLES = ("audit_events", "legal_requests")
# Even that somebody looked would tell that there may be something (DOMAIN P5).
APART = frozenset({"people.restricted_viewed"})


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """What was done with their particulars, and what the law was asked for about them."""
    yield from _acts(person_id)
    yield from _requests(person_id)


def _requests(person_id: uuid.UUID) -> Iterator[Holding]:
    # Whether somebody may know of a request about them is for the safeguarding lead to judge.
    for row in requests_about(person_id):
        title = _("Legal request of %(day)s", day=day(row.received_on))
        said = (
            (_("Who asks"), str(ASKERS[row.asker])),
            (_("How it stands"), str(STATES[row.state])),
        )
        yield Holding(
            "archive", "legal_requests", row.id, title, said, facts_of(row), restricted=True
        )


def _acts(person_id: uuid.UUID) -> Iterator[Holding]:
    """How often each kind of act on their own row stands in the log."""
    counted = dict(queries.acts_on(person_id))
    apart = {action: counted.pop(action) for action in APART if action in counted}
    title = _("What was done with the person’s particulars, and how often")
    for facts, restricted in ((counted, False), (apart, True)):
        said = tuple((str(ACTIONS.get(action, action)), str(n)) for action, n in facts.items())
        if said:
            yield Holding(
                "archive", "audit_events", person_id, title, said, facts, restricted=restricted
            )
