"""A specialist and referrals to them, for the guards' houses."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from stories.foundation.access import Role
from stories.sessions.referrals.models import (
    ConsentBy,
    ConsentHow,
    Referral,
    ReferralConsent,
    ReferralReason,
    ReferralState,
    Urgency,
)
from stories.sessions.specialists.models import Specialist, SpecialistKind
from tests.factories import DAY, Factory

STATES = {
    "referral": ReferralState.SENT,
    "referral.drafted": ReferralState.DRAFTED,
    "referral.agreed": ReferralState.AGREED,
    "referral.declined": ReferralState.DECLINED,
    "referral.withdrawn": ReferralState.WITHDRAWN,
}


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


def referral_rows(
    make: Factory, rows: Mapping[str, Any], staff: Mapping[Role, Any]
) -> dict[str, uuid.UUID]:
    """A facilitator's referrals; what was sent went to an account of a moderator."""
    return {name: _referral(make, rows, staff, state) for name, state in STATES.items()}


def _referral(
    make: Factory, rows: Mapping[str, Any], staff: Mapping[Role, Any], state: ReferralState
) -> uuid.UUID:
    today = datetime.now(UTC).date()
    sent = state is ReferralState.SENT
    row = make.keep(
        Referral(
            organisation_id=make.organisation.id,
            person_id=rows["person.elder"],
            kind=SpecialistKind.SOCIAL_WORKER,
            specialist_id=rows["specialist"] if sent else None,
            specialist_user_id=staff[Role.MODERATOR].id if sent else None,
            urgency=Urgency.WEEK,
            reason=ReferralReason.DAILY_LIFE,
            state=state,
            follow_up_on=today + 7 * DAY,
            must_tell=state is ReferralState.WITHDRAWN,
            meets_where="Гүл көшесі, 3" if sent else "",
            created_by=staff[Role.FACILITATOR].id,
        )
    )
    if state is not ReferralState.DRAFTED:
        word = {"by": ConsentBy.PERSON, "how": ConsentHow.SPOKEN, "given_on": today}
        make.keep(ReferralConsent(referral_id=row.id, **word))
    referral_id: uuid.UUID = row.id
    return referral_id
