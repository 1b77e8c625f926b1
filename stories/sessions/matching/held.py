"""What is kept here about somebody: with whom they are pinned or forbidden in a season."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from stories.foundation.erasure import Erasing, Touch, gone
from stories.foundation.holdings import Holding
from stories.foundation.i18n import day
from stories.sessions.matching import queries
from stories.sessions.matching.models import Choice, Season, SeasonPair
from stories.sessions.matching.words import CHOICES

TABLES = ("season_pairs",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each, without a word about the other of the two."""
    rows = queries.pairs_about(person_id)
    named = queries.seasons_by_ids({row.season_id for row in rows})
    for row in rows:
        yield _pair(row, named[row.season_id])


def _pair(row: SeasonPair, season: Season) -> Holding:
    said = (
        (_("Season"), season.name),
        (_("Planners said"), str(CHOICES[row.choice])),
        (_("Since"), day(row.created_at)),
    )
    facts = {
        "season": season.name,
        "choice": row.choice.value,
        "created_at": row.created_at.isoformat(),
    }
    title = _("A pair thought of in a season")
    return Holding("sessions", "season_pairs", row.id, title, said, facts, shared=True)


def touches(erasing: Erasing) -> Iterator[Touch]:
    """What was said about pairs with the person goes with them."""
    if erasing.whole:
        for row in queries.pairs_about(erasing.person_id):
            yield gone(row, "about_the_person")


def one_choice(stays: Mapping[str, Any], goes: Mapping[str, Any]) -> dict[str, Any]:
    """A no about either of two entries stays a no."""
    both = {stays["choice"], goes["choice"]}
    return {"choice": Choice.FORBID} if Choice.FORBID in both else {}
