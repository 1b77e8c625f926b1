"""What follows a held session, for the guards' houses."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from stories.foundation.access import Role
from stories.sessions.after.debrief.models import Checklist, ChecklistQuestion, Debrief
from stories.sessions.after.followups.models import FollowUp, Outcome
from stories.sessions.models import SessionState
from tests.factories import DAY, Factory
from tests.guards.addresses import PRIVATE_WORDS


def after_rows(
    make: Factory, mark: str, staff: Mapping[Role, Any], elder: Any, child: Any
) -> dict[str, uuid.UUID]:
    """A session somebody looked back on, with their organisation's own questions.

    What they wrote names the child, as people do although they are asked not to.
    """
    leader = staff[Role.FACILITATOR].id
    session = make.session(
        narrators=[elder],
        listeners=[child],
        facilitator_id=leader,
        place=f"{mark} үйі",
        theme=f"{mark} шай",
        starts_at=datetime.now(UTC) - 5 * DAY,
        state=SessionState.HELD,
    )
    mine = {"organisation_id": make.organisation.id}
    asked = make.keep(Checklist(version=1, **mine))
    for place in range(3):
        text = f"{mark} сұрағы {place + 1}"
        words = {"text_kk": text, "text_ru": text, "key": f"own{place}"}
        make.keep(ChecklistQuestion(checklist_id=asked.id, position=place, **words))
    name = PRIVATE_WORDS["name"]
    make.keep(
        Debrief(
            session_id=session.id,
            checklist_id=asked.id,
            version=1,
            answers={f"own{place}": "yes" for place in range(3)},
            went_well=f"{mark} мен {name}ның сөзі жарасты.",
            own_state=f"{mark} шаршадым.",
            written_by=leader,
            **mine,
        )
    )
    return {"session.looked": session.id} | _follow_ups(make, mark, session, child)


def _follow_ups(make: Factory, mark: str, session: Any, child: Any) -> dict[str, uuid.UUID]:
    """One that is late and one that is done, about the child and naming it."""
    at = datetime.now(UTC)
    given = {
        "organisation_id": make.organisation.id,
        "session_id": session.id,
        "person_id": child.id,
        "text": f"{PRIVATE_WORDS['name']}ға {mark} кітабын беру",
        "owner_id": session.facilitator_id,
        "created_by": session.facilitator_id,
        "due_on": at.date() - 10 * DAY,
    }
    done = {"outcome": Outcome.DONE, "done_at": at, "done_by": session.facilitator_id}
    return {
        "follow_up": make.keep(FollowUp(**given)).id,
        "follow_up.done": make.keep(FollowUp(**given | done)).id,
    }
