"""Moving a referral, step by step; each step asks again who may, who agreed, and where it stood."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now, today
from stories.foundation.db import db
from stories.foundation.errors import Gone
from stories.people.models import Person
from stories.people.rules.ages import NEWCOMER, is_child
from stories.people.rules.facts import Voice
from stories.sessions.referrals import queries
from stories.sessions.referrals.errors import (
    MovedMeanwhile,
    NobodyAgreed,
    NobodyChosen,
    NoFollowUp,
    NoReason,
    NoRepresentative,
    NotTheirs,
)
from stories.sessions.referrals.models import (
    ConsentBy,
    ConsentHow,
    Referral,
    ReferralConsent,
    ReferralMove,
    ReferralOutcome,
    ReferralReason,
    ReferralState,
    Urgency,
)
from stories.sessions.referrals.policy import ANSWER, EMERGENCY, LEAD, REFER
from stories.sessions.referrals.rules import (
    ANSWERS,
    ENDED,
    NEEDS_WORD,
    WITH_SPECIALIST,
    agreed,
    follow_up_fits,
    may_move,
)
from stories.sessions.specialists.models import Specialist, SpecialistKind

S = ReferralState


@dataclass(frozen=True)
class Need:
    """What somebody needs; ``words`` are for those concerned alone."""

    kind: SpecialistKind
    urgency: Urgency
    reason: ReferralReason
    words: str = ""


@dataclass(frozen=True)
class Word:
    """One consent as it was given."""

    by: ConsentBy
    given_on: date
    how: ConsentHow
    representative_id: uuid.UUID | None = None
    reason: str = ""


def draft_referral(
    actor: Actor, person: Person, need: Need, session_id: uuid.UUID | None = None
) -> Referral:
    """Begin a referral; nothing goes anywhere before somebody agreed."""
    require(actor, REFER, person)
    if person.erased_at is not None:
        raise Gone
    if session_id is not None and not queries.is_in(session_id, person.id):
        raise NotTheirs
    row = Referral(
        id=uuid.uuid4(),
        organisation_id=person.organisation_id,
        person_id=person.id,
        session_id=session_id,
        created_by=actor.id,
        **vars(need),
    )
    db.session.add(row)
    db.session.flush()
    db.session.add(ReferralMove(referral_id=row.id, state=S.DRAFTED, author_id=actor.id))
    db.session.flush()
    audit.record(actor, "sessions.referral_drafted", row)
    return row


def agree_to_referral(
    actor: Actor, row: Referral, words: Sequence[Word], follow_up_on: date | None, was: S
) -> Referral:
    """Write down who agreed, and when it is asked again (DOMAIN C4, C6, C7)."""
    require(actor, LEAD, row)
    _begin(row, was, S.AGREED)
    if not follow_up_fits(follow_up_on, today()):
        raise NoFollowUp
    for word in words:
        _keep(actor, row, word)
    row.follow_up_on = follow_up_on
    return _step(actor, row, S.AGREED)


def _keep(actor: Actor, row: Referral, word: Word) -> None:
    if word.by is ConsentBy.EMERGENCY:
        require(actor, EMERGENCY, row)
        if not word.reason.strip():
            raise NoReason
    if word.by is ConsentBy.REPRESENTATIVE and word.representative_id not in {
        one.id for one in queries.representatives_of(row.person_id)
    }:
        raise NoRepresentative
    row.consents.append(ReferralConsent(recorded_by=actor.id, **vars(word)))


def send_referral(actor: Actor, row: Referral, specialist: Specialist | None, was: S) -> Referral:
    """Send it to a specialist; their account, if they have one here, sees it from now on.

    One of the kind they agreed to: a word for a psychologist sends nobody to a theologian.
    """
    require(actor, LEAD, row)
    _begin(row, was, S.SENT)
    if specialist is None or specialist.retired_at is not None or not _reaches(row, specialist):
        raise NobodyChosen
    row.specialist_id = specialist.id
    own = specialist.organisation_id == row.organisation_id
    row.specialist_user_id = specialist.user_id if own else None
    return _step(actor, row, S.SENT)


def _reaches(row: Referral, specialist: Specialist) -> bool:
    ours = specialist.organisation_id == row.organisation_id
    return specialist.kind is row.kind and (ours or specialist.shared)


def answer_referral(actor: Actor, row: Referral, to: S, was: S) -> Referral:
    """Accepted, declined, or the two have met: by the specialist, or as they told it."""
    require(actor, ANSWER, row)
    _begin(row, was, to)
    if to not in ANSWERS:
        raise MovedMeanwhile
    if to is S.DECLINED:
        row.specialist_user_id, row.meets_at, row.meets_where = None, None, ""
    return _step(actor, row, to)


def choose_another(actor: Actor, row: Referral, was: S) -> Referral:
    """After a no, look for another specialist; who agreed has agreed."""
    require(actor, LEAD, row)
    _begin(row, was, S.AGREED)
    row.specialist_id = None
    return _step(actor, row, S.AGREED)


def close_referral(actor: Actor, row: Referral, outcome: ReferralOutcome, was: S) -> Referral:
    """End it with what came of it."""
    require(actor, LEAD, row)
    _begin(row, was, S.CLOSED)
    row.outcome = outcome
    return _step(actor, row, S.CLOSED)


def withdraw_referral(actor: Actor, row: Referral) -> Referral:
    """Consent was taken back: it ends at once, from wherever it stood, and never comes back."""
    require(actor, LEAD, row)
    queries.lock(row)
    if row.state is S.WITHDRAWN:
        return row
    if not may_move(row.state, S.WITHDRAWN):
        raise MovedMeanwhile
    row.must_tell = row.state in WITH_SPECIALIST
    row.specialist_user_id, row.meets_at = None, None
    for word in row.consents:
        word.taken_back_at = word.taken_back_at or now()
    return _step(actor, row, S.WITHDRAWN)


def note_told(actor: Actor, row: Referral) -> Referral:
    """The specialist knows that it has ended."""
    require(actor, LEAD, row)
    row.must_tell = False
    audit.record(actor, "sessions.referral_told", row)
    return row


def ask_again_on(actor: Actor, row: Referral, day: date | None) -> Referral:
    """Choose another day to ask how it goes."""
    require(actor, LEAD, row)
    queries.lock(row)
    if row.state in ENDED or row.state is S.DRAFTED:
        raise MovedMeanwhile
    if not follow_up_fits(day, today()):
        raise NoFollowUp
    row.follow_up_on = day
    audit.record(actor, "sessions.referral_follow_up", row)
    return row


def appoint(actor: Actor, row: Referral, meets_at: datetime | None, where: str) -> Referral:
    """Write down when (UTC) and where they meet, for the family's slip."""
    require(actor, ANSWER, row)
    queries.lock(row)
    if row.state not in WITH_SPECIALIST:
        raise MovedMeanwhile
    row.meets_at, row.meets_where = meets_at, where
    audit.record(actor, "sessions.referral_appointed", row)
    return row


def _begin(row: Referral, was: S, to: S) -> None:
    """Of two who move it at once the second is told; nobody moves what they have not seen."""
    queries.lock(row)
    if row.state is not was or not may_move(row.state, to):
        raise MovedMeanwhile


def _step(actor: Actor, row: Referral, to: S) -> Referral:
    if to in NEEDS_WORD and not has_word(row):
        raise NobodyAgreed
    row.state = to
    row.moves.append(ReferralMove(state=to, author_id=actor.id))
    db.session.flush()
    audit.record(actor, "sessions.referral_moved", row, detail={"state": to.value})
    return row


def has_word(row: Referral) -> bool:
    """Whether whoever has to agree has, and has not taken it back."""
    standing = {word.by for word in row.consents if word.taken_back_at is None}
    return agreed(standing, child=of_a_child(row.person))


def of_a_child(person: Person) -> bool:
    """Whether somebody is under 18 today, or may be."""
    return is_child(Voice(NEWCOMER, person.birth_year, person.birth_date), today())
