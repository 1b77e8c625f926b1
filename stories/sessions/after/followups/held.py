"""What is kept here about somebody: what was to be done for them, and what came of it."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.foundation.erasure import Erasing, Touch, gone, without_words
from stories.foundation.holdings import Holding, facts_of
from stories.foundation.i18n import day
from stories.sessions import queries as sessions
from stories.sessions.after.followups import queries
from stories.sessions.after.followups.models import FollowUp
from stories.sessions.after.followups.words import OUTCOMES

TABLES = ("follow_ups",)
TEXTS = ("text", "outcome_words")


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each."""
    yield from map(_holding, queries.about(person_id))


def _holding(row: FollowUp) -> Holding:
    said = (
        (_("What is to be done?"), row.text),
        (_("By which day?"), day(row.due_on)),
        (_("What came of it?"), str(OUTCOMES[row.outcome]) if row.outcome else ""),
        (_("In a few words"), row.outcome_words),
    )
    facts = facts_of(row, "created_by", "owner_id", "done_by")
    title = _("Follow-up of %(day)s", day=day(row.created_at))
    kept = tuple(pair for pair in said if pair[1])
    return Holding("sessions", "follow_ups", row.id, title, kept, facts)


def touches(erasing: Erasing) -> Iterator[Touch]:
    """What is about somebody goes with them; their names go out of the others."""
    if erasing.whole:
        for row in queries.about(erasing.person_id):
            yield gone(row, "about_the_person")
    found = (row.session_id for row in sessions.attendances_of(erasing.person_id))
    for row in queries.of_sessions(found):
        if erasing.session_id in {None, row.session_id}:
            yield from without_words(row, erasing.words, *TEXTS)
