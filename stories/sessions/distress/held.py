"""What is kept here about somebody: that they were not well. Restricted (DOMAIN P5, S8)."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.foundation.erasure import Erasing, Touch, gone
from stories.foundation.holdings import Holding, facts_of
from stories.foundation.i18n import day, day_clock
from stories.sessions.distress import queries
from stories.sessions.distress.models import DistressFlag

TABLES = ("distress_flags",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each flag, with the words of its notes."""
    yield from map(_flag, queries.about(person_id))


def _flag(row: DistressFlag) -> Holding:
    said = [
        (_("Told at"), day_clock(row.raised_at)),
        (_("Ask again on"), day(row.follow_up_on) if row.follow_up_on else ""),
        *((_("What was written"), note.text) for note in row.notes),
        (_("Who may see it"), _("safeguarding lead")),
    ]
    facts = facts_of(row, "raised_by", "seen_by", "closed_by")
    facts |= {"notes": [facts_of(note, "author_id") for note in row.notes]}
    kept = tuple((name, words) for name, words in said if words)
    title = _("They were not well, %(day)s", day=day(row.raised_at))
    return Holding("sessions", "distress_flags", row.id, title, kept, facts, restricted=True)


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Flags about somebody go with them, with every note."""
    if erasing.whole:
        for row in queries.about(erasing.person_id):
            yield gone(row, "about_the_person")
