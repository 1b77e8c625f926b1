"""What a decision about somebody looks at, and what it answers."""

import enum
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from stories.people.models import Audience, Naming, Stage, Use

ORDER = tuple(Audience)
IN_THE_ROOM = frozenset({Use.RECORD, Use.TRANSCRIBE, Use.TRANSLATE})
OUTSIDE = frozenset({Use.SHARE, Use.PUBLISH, Use.EXPORT})


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
    CLOSED = "closed"
    CLOSURE_OVER = "closure_over"
    NOBODY = "nobody"
    KEPT_BACK = "kept_back"
    RESTRICTED = "restricted"


CLOSURES = frozenset({Gap.CLOSED, Gap.CLOSURE_OVER})
DECIDED = frozenset({Gap.NEVER_PUBLISH, Gap.KEPT_BACK})  # «do not publish even if anonymised»


@dataclass(frozen=True)
class Agreed:
    """The facts of one agreement that a decision needs. No uses at all is a refusal.

    ``every_session`` says that it stands for all sessions and not for the one asked about.
    ``orphaned`` says that it stood, for a child, when its speaker was erased: it ended with that
    day, and is nobody's no.
    """

    signer_id: uuid.UUID
    stage: Stage
    uses: frozenset[Use]
    audience: Audience
    naming: Naming
    given_on: date
    ends_on: date | None = None
    withdrawn_on: date | None = None
    third_parties: bool = False
    cross_border: bool = False
    every_session: bool = False
    orphaned: bool = False
    id: uuid.UUID | None = None

    @property
    def spoken_on(self) -> date:
        """The day of its last word: giving and taking back are both words."""
        return max(self.given_on, self.withdrawn_on or self.given_on)

    @property
    def says_no(self) -> bool:
        return self.withdrawn_on is not None or not self.uses


@dataclass(frozen=True)
class Voice:
    """Somebody audible: their age, who represents them, and every agreement about them.

    Agreements whose last words fell on one day stand in the order in which these were spoken.
    ``closed_until`` closes everything of theirs until somebody has looked at it again.
    ``earlier`` are the entries that became one when somebody was entered twice: nothing is
    permitted that one of them did not permit.
    """

    person_id: uuid.UUID
    birth_year: int | None
    birth_date: date | None = None
    representatives: frozenset[uuid.UUID] = frozenset()
    agreements: tuple[Agreed, ...] = ()
    never_publish: bool = False
    closed_until: date | None = None
    earlier: tuple["Voice", ...] = ()


@dataclass(frozen=True)
class Missing:
    """A gap, the person it is about, and whose word it is: of whom, in which agreement."""

    person_id: uuid.UUID | None
    gap: Gap
    signer_id: uuid.UUID | None = None
    agreed: Agreed | None = None


@dataclass(frozen=True)
class Permission:
    """What may be done, for whom, until when, and how each person is named.

    ``third_parties`` and ``cross_border`` say where an export may go (DOMAIN C6).
    """

    uses: frozenset[Use]
    audience: Audience
    naming: Mapping[uuid.UUID, Naming] = field(default_factory=dict)
    until: date | None = None
    missing: tuple[Missing, ...] = ()
    third_parties: bool = False
    cross_border: bool = False

    def allows(self, use: Use, audience: Audience = Audience.PRIVATE) -> bool:
        """Whether a use is permitted for an audience at least this wide."""
        return use in self.uses and ORDER.index(self.audience) >= ORDER.index(audience)

    def may_leave(self, *, abroad: bool = False) -> bool:
        """Whether a copy may go to another organisation, in this country or in another one."""
        if Use.EXPORT not in self.uses or not self.third_parties:
            return False
        return self.cross_border or not abroad


EVERYTHING = Permission(frozenset(Use), Audience.PUBLIC, third_parties=True, cross_border=True)
NOTHING = Permission(frozenset(), Audience.PRIVATE)
INSIDE = Permission(IN_THE_ROOM, Audience.PRIVATE)
