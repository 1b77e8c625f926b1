"""What is kept about somebody here: links to what they told, and what they wished."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.foundation.holdings import Holding
from stories.foundation.i18n import day
from stories.translations.narrator import queries
from stories.translations.narrator.models import NarratorLink, NarratorWish
from stories.translations.narrator.words import WISHED

TABLES = ("narrator_links", "narrator_wishes")


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each link and each wish; what they said in their own words is theirs."""
    for link in queries.links_about(person_id):
        yield _link(link)
    for wish in queries.wishes_of(person_id):
        yield _wish(wish)


def _link(row: NarratorLink) -> Holding:
    until = row.revoked_at or row.expires_at
    said = ((_("Given on"), day(row.created_at)), (_("Open until"), day(until)))
    facts = {"given_at": row.created_at.isoformat(), "open_until": until.isoformat()}
    title = _("Link to what was told, to agree to it")
    return Holding("translations", "narrator_links", row.id, title, said, facts)


def _wish(row: NarratorWish) -> Holding:
    said = [(_("Wish"), str(WISHED[row.kind])), (_("Said on"), day(row.created_at))]
    if row.words:
        said.append((_("In their words"), row.words))
    if row.dealt_at:
        said.append((_("Dealt with on"), day(row.dealt_at)))
    facts = {
        "kind": row.kind.value,
        "words": row.words,
        "said_at": row.created_at.isoformat(),
        "dealt_at": row.dealt_at.isoformat() if row.dealt_at else None,
    }
    files = (row.note_key,) if row.note_key else ()
    title = _("A wish about what was told")
    return Holding("translations", "narrator_wishes", row.id, title, tuple(said), facts, files)
