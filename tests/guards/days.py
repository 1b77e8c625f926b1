"""What was noted on a session's day, for the guards' houses."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from stories.foundation.access import Role
from stories.sessions.day.models import Moment, Mood, SessionKeyword, UnusedStretch
from stories.sessions.distress.models import DistressFlag, DistressNote
from tests.factories import Factory


def day_rows(
    make: Factory, rows: Mapping[str, Any], staff: Mapping[Role, Any]
) -> dict[str, uuid.UUID]:
    """A flag nobody has answered, a mood, a keyword and a pause."""
    at = datetime.now(UTC)
    here = {"organisation_id": make.organisation.id, "session_id": rows["session.open"]}
    who = rows["person.elder"]
    flag = make.keep(
        DistressFlag(**here, person_id=who, raised_by=staff[Role.FACILITATOR].id, raised_at=at)
    )
    make.keep(DistressNote(flag_id=flag.id, text="Көзіне жас алды"))
    make.keep(Mood(**here, person_id=who, moment=Moment.BEFORE, picture=3, noted_at=at))
    make.keep(SessionKeyword(**here, text="Киіз үй", at=at))
    make.keep(UnusedStretch(**here, from_at=at, until_at=at))
    return {"flag": flag.id}
