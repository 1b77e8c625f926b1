"""Which links lead families to collections where somebody may be heard, without their labels."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.collections.queries import places_with
from stories.foundation.holdings import Holding
from stories.foundation.i18n import day
from stories.reading import queries
from stories.reading.models import ReadingLink

TABLES = ("reading_links",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each link; its label may name another family."""
    yield from map(_link, queries.links_to(row.collection_id for row in places_with(person_id)))


def _link(row: ReadingLink) -> Holding:
    until = row.revoked_at or row.expires_at
    said = ((_("Given on"), day(row.created_at)), (_("Open until"), day(until)))
    facts = {"given_at": row.created_at.isoformat(), "open_until": until.isoformat()}
    title = _("A family’s link to a collection")
    return Holding("reading", "reading_links", row.id, title, said, facts, shared=True)
