"""A season of matching, for the guards' houses."""

import uuid
from datetime import UTC, datetime
from typing import Any

from stories.sessions.matching.models import Choice, Season, SeasonPair
from tests.factories import DAY, Factory


def season_rows(make: Factory, mark: str, elder_id: Any, youth_id: Any) -> dict[str, uuid.UUID]:
    """A season, and two people who are not together in it."""
    owner, first = make.organisation.id, datetime.now(UTC).date()
    days = {"first_day": first, "last_day": first + 90 * DAY}
    season = make.keep(Season(organisation_id=owner, name=f"{mark} көктемі", **days))
    pair = SeasonPair(
        organisation_id=owner,
        season_id=season.id,
        elder_id=elder_id,
        youth_id=youth_id,
        choice=Choice.FORBID,
    )
    return {"season": season.id, "season_pair": make.keep(pair).id}
