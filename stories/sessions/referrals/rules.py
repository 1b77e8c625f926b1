"""Which moves a referral may make, and whose word it needs. Pure."""

from collections.abc import Collection
from datetime import date, timedelta

from stories.sessions.referrals.models import ConsentBy, ReferralState

S = ReferralState
MOVES: dict[ReferralState, frozenset[ReferralState]] = {
    S.DRAFTED: frozenset({S.AGREED, S.WITHDRAWN}),
    S.AGREED: frozenset({S.SENT, S.WITHDRAWN}),
    S.SENT: frozenset({S.ACCEPTED, S.DECLINED, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.MET, S.CLOSED, S.WITHDRAWN}),
    # Another specialist may be asked: whoever agreed did so to be sent to one of this kind.
    S.DECLINED: frozenset({S.AGREED, S.CLOSED, S.WITHDRAWN}),
    S.MET: frozenset({S.CLOSED, S.WITHDRAWN}),
    S.CLOSED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
NEEDS_WORD = frozenset({S.AGREED, S.SENT})
ENDED = frozenset({S.CLOSED, S.WITHDRAWN})
WITH_SPECIALIST = frozenset({S.SENT, S.ACCEPTED, S.MET})  # while these, the specialist waits
SEEN_BY_SPECIALIST = WITH_SPECIALIST | {S.CLOSED}
ANSWERS = frozenset({S.ACCEPTED, S.DECLINED, S.MET})
FARTHEST = timedelta(days=365)


def may_move(state: ReferralState, to: ReferralState) -> bool:
    """Whether the table of moves has such a step."""
    return to in MOVES[state]


def agreed(words: Collection[ConsentBy], *, child: bool) -> bool:
    """Whether these words, none taken back, let somebody be sent (DOMAIN C4, C7).

    A child needs the representative's and their own; whose birth is not known is a child.
    """
    if ConsentBy.EMERGENCY in words:
        return True
    needed = {ConsentBy.REPRESENTATIVE, ConsentBy.CHILD} if child else {ConsentBy.PERSON}
    return needed <= set(words)


def follow_up_fits(day: date | None, on: date) -> bool:
    """Whether a day to ask again is today or later, and within a year."""
    return day is not None and on <= day <= on + FARTHEST


def overdue(state: ReferralState, day: date | None, on: date) -> bool:
    """Whether somebody was to ask again before today and the referral still stands."""
    return state not in ENDED and day is not None and day < on
