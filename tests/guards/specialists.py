"""A specialist of the directory, for the guards' houses."""

import uuid

from stories.sessions.specialists.models import Specialist, SpecialistKind
from tests.factories import Factory


def specialist_rows(make: Factory, mark: str) -> dict[str, uuid.UUID]:
    """Somebody to whom a family can be sent."""
    row = Specialist(
        organisation_id=make.organisation.id,
        name=f"{mark} Айнұр",
        kind=SpecialistKind.SOCIAL_WORKER,
        languages=["kk"],
        place=f"{mark} көшесі, 5",
    )
    return {"specialist": make.keep(row).id}
