"""Centres, for the guards' houses."""

import uuid
from datetime import UTC, datetime

from stories.accounts.models import Centre
from stories.foundation.search import fold
from tests.factories import Factory


def centre_rows(make: Factory, mark: str) -> dict[str, uuid.UUID]:
    """Two centres of the house's organisation, one of them retired."""
    owner, now = make.organisation.id, datetime.now(UTC)
    found = {}
    for key, word, retired in (("centre", "ауласы", None), ("centre.retired", "бағы", now)):
        name = f"{mark} {word}"
        facts = {"folded": fold(name), "region": "karaganda", "retired_at": retired}
        found[key] = make.keep(Centre(organisation_id=owner, name=name, **facts)).id
    return found
