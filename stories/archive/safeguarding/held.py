"""What is kept here about somebody: incidents about them. Restricted (DOMAIN P5)."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.archive.safeguarding import queries
from stories.archive.safeguarding.models import Incident
from stories.archive.safeguarding.words import KINDS
from stories.foundation.erasure import Erasing, Touch, gone
from stories.foundation.holdings import Holding, facts_of
from stories.foundation.i18n import day, day_clock

TABLES = ("incidents",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each incident, with the words of its notes."""
    yield from map(_incident, queries.about(person_id))


def _incident(row: Incident) -> Holding:
    said = [
        (_("Told at"), day_clock(row.told_at)),
        (_("What it is about"), KINDS[row.kind]),
        (_("Look again on"), day(row.follow_up_on) if row.follow_up_on else ""),
        *((_("What was written"), note.text) for note in row.notes),
        (_("Who may see it"), _("safeguarding lead")),
    ]
    facts = facts_of(row, "told_by", "seen_by", "closed_by")
    facts |= {"notes": [facts_of(note, "author_id") for note in row.notes]}
    kept = tuple((name, words) for name, words in said if words)
    title = _("Incident of %(day)s", day=day(row.told_at))
    return Holding("archive", "incidents", row.id, title, kept, facts, restricted=True)


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Incidents about somebody go with them, with every note."""
    if erasing.whole:
        for row in queries.about(erasing.person_id):
            yield gone(row, "about_the_person")
