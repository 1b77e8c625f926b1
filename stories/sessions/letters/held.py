"""What is kept here about somebody: that they want no letters."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from stories.foundation.erasure import Erasing, Touch, gone
from stories.foundation.holdings import Holding
from stories.foundation.i18n import day
from stories.sessions.letters import queries

TABLES = ("letter_refusals",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line, if they said so."""
    row = queries.refusal_of(person_id)
    if row is not None:
        said = ((_("Since"), day(row.created_at)),)
        facts = {"since": row.created_at.isoformat()}
        title = _("They want no letters by e-mail")
        yield Holding("letters", "letter_refusals", row.id, title, said, facts)


def touches(erasing: Erasing) -> Iterator[Touch]:
    """It goes with the person."""
    row = queries.refusal_of(erasing.person_id) if erasing.whole else None
    if row is not None:
        yield gone(row, "about_the_person")


def one_refusal(_stays: Mapping[str, Any], _goes: Mapping[str, Any]) -> dict[str, Any]:
    """Whoever said no in one of two entries has said no."""
    return {}
