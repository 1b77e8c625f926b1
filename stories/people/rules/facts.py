"""What a decision about somebody looks at, and what it answers."""

import enum
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from stories.people.models import Audience, Naming, Stage, Use

ORDER = tuple(Audience)


class Gap(enum.StrEnum):
    """Why somebody permits less than was hoped for."""

    NO_AGREEMENT_BEFORE = "no_agreement_before"
    NO_AGREEMENT_AFTER = "no_agreement_after"
    NO_REPRESENTATIVE = "no_representative"
    NO_ASSENT = "no_assent"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    EXPIRED = "expired"
    CAME_OF_AGE = "came_of_age"
    BIRTH_UNKNOWN = "birth_unknown"
    NEVER_PUBLISH = "never_publish"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Agreed:
    """The facts of one agreement that a decision needs. No uses at all is a refusal."""

    signer_id: uuid.UUID
    stage: Stage
    uses: frozenset[Use]
    audience: Audience
    naming: Naming
    given_on: date
    ends_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Voice:
    """Somebody audible: their age, who represents them, and every agreement about them.

    Agreements whose last words fell on one day stand in the order in which these were spoken.
    """

    person_id: uuid.UUID
    birth_year: int | None
    birth_date: date | None = None
    representatives: frozenset[uuid.UUID] = frozenset()
    agreements: tuple[Agreed, ...] = ()
    never_publish: bool = False


@dataclass(frozen=True)
class Missing:
    """A gap and the person it is about."""

    person_id: uuid.UUID | None
    gap: Gap


@dataclass(frozen=True)
class Permission:
    """What may be done, for whom, until when, and how each person is named."""

    uses: frozenset[Use]
    audience: Audience
    naming: Mapping[uuid.UUID, Naming] = field(default_factory=dict)
    until: date | None = None
    missing: tuple[Missing, ...] = ()

    def allows(self, use: Use, audience: Audience = Audience.PRIVATE) -> bool:
        """Whether a use is permitted for an audience at least this wide."""
        return use in self.uses and ORDER.index(self.audience) >= ORDER.index(audience)


EVERYTHING = Permission(frozenset(Use), Audience.PUBLIC)
NOTHING = Permission(frozenset(), Audience.PRIVATE)
