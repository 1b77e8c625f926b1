"""What everyone audible in a recording permits. Pure: no clock, no database (DOMAIN C1–C6).

``permitted`` is a meet: it can only narrow when somebody is added, an agreement is withdrawn
or a day passes. Whoever is missing permits nothing.
"""

import enum
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce

from stories.people.models import Audience, Naming, Stage, Use

ADULT = 18
FRESH_YEARS = 5  # a child's story needs fresh permission (DOMAIN C10)
ORDER = tuple(Audience)
NAMINGS = tuple(Naming)
IN_THE_ROOM = frozenset({Use.RECORD, Use.TRANSCRIBE, Use.TRANSLATE})
OUTSIDE = frozenset({Use.SHARE, Use.PUBLISH, Use.EXPORT})


class Gap(enum.StrEnum):
    """Why somebody permits less than was hoped for."""

    NO_AGREEMENT_BEFORE = "no_agreement_before"
    NO_AGREEMENT_AFTER = "no_agreement_after"
    NO_REPRESENTATIVE = "no_representative"
    NO_ASSENT = "no_assent"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CAME_OF_AGE = "came_of_age"
    BIRTH_UNKNOWN = "birth_unknown"
    NEVER_PUBLISH = "never_publish"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Agreed:
    """The facts of one agreement that a decision needs."""

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
    """Somebody audible: their age, who represents them, and every agreement about them."""

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


def came_of_age_on(voice: Voice) -> date | None:
    """The day the person turns 18, at the latest the birth year allows; None if unknown."""
    if voice.birth_date:
        day = voice.birth_date
        # A birthday on 29 February is kept on 1 March.
        leap = (day.month, day.day) == (2, 29)
        return date(day.year + ADULT, 3, 1) if leap else day.replace(year=day.year + ADULT)
    return date(voice.birth_year + ADULT + 1, 1, 1) if voice.birth_year else None


def is_child(voice: Voice, on: date) -> bool:
    """Under 18 on that day; an unknown birth counts as a child (DOMAIN C4)."""
    adult_on = came_of_age_on(voice)
    return adult_on is None or on < adult_on


def permitted(voices: Iterable[Voice], on: date) -> Permission:
    """The meet over everyone audible on a day; nobody audible permits nothing (DOMAIN C5)."""
    answers = [_voice_permits(voice, on) for voice in voices]
    if not answers:
        return Permission(frozenset(), Audience.PRIVATE, missing=(Missing(None, Gap.NOBODY),))
    return reduce(_meet, answers)


def _meet(one: Permission, other: Permission) -> Permission:
    return Permission(
        uses=one.uses & other.uses,
        audience=min(one.audience, other.audience, key=ORDER.index),
        naming=_meet_names(one.naming, other.naming),
        until=_sooner(one.until, other.until),
        missing=one.missing + other.missing,
    )


def _meet_names(
    one: Mapping[uuid.UUID, Naming], other: Mapping[uuid.UUID, Naming]
) -> dict[uuid.UUID, Naming]:
    both = {**one, **other}
    for person in one.keys() & other.keys():
        both[person] = min(one[person], other[person], key=NAMINGS.index)
    return both


def _sooner(one: date | None, other: date | None) -> date | None:
    ends = [day for day in (one, other) if day]
    return min(ends) if ends else None


def _voice_permits(voice: Voice, on: date) -> Permission:
    answer = _child_permits(voice, on) if is_child(voice, on) else _adult_permits(voice, on)
    if not voice.never_publish:
        return answer
    # «Do not publish even if anonymised» is a decision, and it wins (DOMAIN P2).
    return Permission(
        answer.uses - OUTSIDE,
        Audience.PRIVATE,
        answer.naming,
        answer.until,
        (*answer.missing, Missing(voice.person_id, Gap.NEVER_PUBLISH)),
    )


def _adult_permits(voice: Voice, on: date) -> Permission:
    adult_since = came_of_age_on(voice)
    own = [item for item in voice.agreements if item.signer_id == voice.person_id]
    grown = [item for item in own if adult_since and item.given_on >= adult_since]
    if not grown and voice.agreements:
        # What was agreed in childhood has to be asked again (DOMAIN C10).
        return _nothing(voice, Gap.CAME_OF_AGE)
    return _signer_permits(voice, grown, on, Gap.NO_AGREEMENT_BEFORE)


def _child_permits(voice: Voice, on: date) -> Permission:
    own = [item for item in voice.agreements if item.signer_id == voice.person_id]
    theirs = [item for item in voice.agreements if item.signer_id in voice.representatives]
    assent = _signer_permits(voice, own, on, Gap.NO_ASSENT)
    guardians = {item.signer_id for item in theirs}
    if not guardians:
        represented = _nothing(voice, Gap.NO_REPRESENTATIVE)
    else:
        # Every representative who has spoken counts: either refusal blocks (DOMAIN C4).
        represented = reduce(
            _meet,
            (
                _signer_permits(
                    voice, [a for a in theirs if a.signer_id == one], on, Gap.NO_REPRESENTATIVE
                )
                for one in sorted(guardians)
            ),
        )
    both = _meet(assent, represented)
    named = {who: min(how, Naming.PSEUDONYM, key=NAMINGS.index) for who, how in both.naming.items()}
    until = _sooner(both.until, came_of_age_on(voice))
    return Permission(both.uses, both.audience, named, until, both.missing)


def _signer_permits(voice: Voice, given: list[Agreed], on: date, if_missing: Gap) -> Permission:
    before = _latest(given, Stage.BEFORE, on)
    if before is None:
        return _nothing(voice, if_missing)
    first = _agreement_permits(voice, before, on)
    after = _latest(given, Stage.AFTER, on)
    if after is None:
        gap = Missing(voice.person_id, Gap.NO_AGREEMENT_AFTER)
        return Permission(
            first.uses & IN_THE_ROOM,
            Audience.PRIVATE,
            first.naming,
            first.until,
            (*first.missing, gap),
        )
    return _join_stages(voice, first, _agreement_permits(voice, after, on))


def _join_stages(voice: Voice, before: Permission, after: Permission) -> Permission:
    # The first agreement opens the room; only the second opens the door to the outside,
    # and it may also take back what the first allowed (DOMAIN C1).
    if Use.RECORD not in before.uses or after.missing:
        return Permission(
            before.uses & IN_THE_ROOM & (after.uses if after.missing else frozenset(Use)),
            Audience.PRIVATE,
            before.naming,
            _sooner(before.until, after.until),
            before.missing + after.missing,
        )
    return Permission(
        (before.uses & IN_THE_ROOM) | (after.uses & OUTSIDE),
        after.audience,
        {voice.person_id: after.naming.get(voice.person_id, Naming.ANONYMOUS)},
        _sooner(before.until, after.until),
        before.missing + after.missing,
    )


def _latest(given: list[Agreed], stage: Stage, on: date) -> Agreed | None:
    # The last word counts. A withdrawn last word never falls back to an earlier, wider one.
    # Agreements of one day come in the order in which they were given.
    known = [item for item in given if item.stage is stage and item.given_on <= on]
    known.sort(key=lambda item: item.given_on)
    return known[-1] if known else None


def _agreement_permits(voice: Voice, agreed: Agreed, on: date) -> Permission:
    if agreed.withdrawn_on and agreed.withdrawn_on <= on:
        return _nothing(voice, Gap.WITHDRAWN)
    ends = _ends(voice, agreed)
    if ends and on >= ends:
        return _nothing(voice, Gap.EXPIRED)
    naming = {voice.person_id: agreed.naming}
    return Permission(agreed.uses, agreed.audience, naming, ends)


def _ends(voice: Voice, agreed: Agreed) -> date | None:
    if not is_child(voice, agreed.given_on):
        return agreed.ends_on
    fresh_until = agreed.given_on.replace(
        year=agreed.given_on.year + FRESH_YEARS,
        day=min(agreed.given_on.day, 28) if agreed.given_on.month == 2 else agreed.given_on.day,  # noqa: PLR2004
    )
    return _sooner(agreed.ends_on, fresh_until)


def _nothing(voice: Voice, gap: Gap) -> Permission:
    return Permission(
        frozenset(),
        Audience.PRIVATE,
        {voice.person_id: Naming.ANONYMOUS},
        missing=(Missing(voice.person_id, gap),),
    )
