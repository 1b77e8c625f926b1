"""What is kept in, and what the safeguarding lead alone reads, for the guards' houses."""

import uuid
from datetime import UTC, datetime
from typing import Any

from stories.archive.safeguarding.models import Incident, IncidentKind, IncidentNote
from tests.factories import Factory


def kept_in_rows(make: Factory, held: Any, told_by: uuid.UUID) -> dict[str, uuid.UUID]:
    """A recording never to be published, a restricted one, and an incident nobody has answered."""
    restricted = make.recording(held, sha256="5" * 64, restricted_at=datetime.now(UTC))
    kept = make.recording(held, sha256="6" * 64, never_publish=True)
    incident = make.keep(
        Incident(
            organisation_id=held.organisation_id,
            kind=IncidentKind.DANGER,
            session_id=held.id,
            told_by=told_by,
        )
    )
    make.keep(IncidentNote(incident_id=incident.id, text="Өңірде қауіпті адам бар"))
    return {
        "recording.restricted": restricted.id,
        "recording.kept": kept.id,
        "incident": incident.id,
    }
