"""Requests to take down as they stand in the furnished house."""

import uuid

from stories.foundation.clock import now
from stories.moderation.takedown.models import Takedown, TakedownOutcome, TakedownState
from tests.factories import Factory


def takedown_rows(
    make: Factory, organisation_id: uuid.UUID, story_id: uuid.UUID
) -> dict[str, uuid.UUID]:
    """One that names no story, and one that is decided and left a way to be answered."""
    unnamed = Takedown(organisation_id=organisation_id, reason="Көшеміз айтылған", child=True)
    decided = Takedown(
        organisation_id=organisation_id,
        story_id=story_id,
        reason="Атым айтылған",
        contact="+7 700 000 00 00",
        state=TakedownState.DECIDED,
        outcome=TakedownOutcome.RESTORED,
        decided_at=now(),
    )
    return {
        "takedown.unnamed": make.keep(unnamed).id,
        "takedown.decided": make.keep(decided).id,
    }
