"""The words of referrals."""

from flask_babel import lazy_gettext as _l

from stories.sessions.referrals.models import (
    ConsentBy,
    ConsentHow,
    ReferralOutcome,
    ReferralReason,
    ReferralState,
    Urgency,
)

STATES = {
    ReferralState.DRAFTED: (_l("Drafted"), "wait"),
    ReferralState.AGREED: (_l("Agreed"), "wait"),
    ReferralState.SENT: (_l("Sent"), "info"),
    ReferralState.ACCEPTED: (_l("Accepted"), "ok"),
    ReferralState.DECLINED: (_l("Declined"), "wait"),
    ReferralState.MET: (_l("They have met"), "ok"),
    ReferralState.CLOSED: (_l("Ended"), "info"),
    ReferralState.WITHDRAWN: (_l("Taken back"), "stop"),
}
URGENCIES = {
    Urgency.TODAY: _l("Today"),
    Urgency.WEEK: _l("This week"),
    Urgency.SOON: _l("When there is time"),
}
REASONS = {
    ReferralReason.TALK: _l("Somebody to talk to"),
    ReferralReason.CHILD: _l("How a child is doing"),
    ReferralReason.PAPERS: _l("Papers and rights"),
    ReferralReason.FAITH: _l("Questions of faith"),
    ReferralReason.DAILY_LIFE: _l("Daily life and support"),
    ReferralReason.WORK: _l("Learning and work"),
    ReferralReason.SAFETY: _l("Somebody’s safety"),
    ReferralReason.OTHER: _l("Another need"),
}
OUTCOMES = {
    ReferralOutcome.HELPED: _l("It helped"),
    ReferralOutcome.GOES_ON: _l("They go on meeting"),
    ReferralOutcome.SENT_ELSEWHERE: _l("Somebody else helps now"),
    ReferralOutcome.DID_NOT_COME: _l("They did not come"),
    ReferralOutcome.NOT_NEEDED: _l("It is no longer needed"),
}
GIVERS = {
    ConsentBy.PERSON: _l("The person"),
    ConsentBy.REPRESENTATIVE: _l("The legal representative"),
    ConsentBy.CHILD: _l("The child"),
    ConsentBy.EMERGENCY: _l("Nobody could be asked: an emergency"),
}
WAYS = {
    ConsentHow.SPOKEN: _l("Spoken, face to face"),
    ConsentHow.WRITTEN: _l("In writing"),
    ConsentHow.BY_TELEPHONE: _l("On the telephone"),
    ConsentHow.NOT_ASKED: _l("Not asked"),
}
ASKED = {how: word for how, word in WAYS.items() if how is not ConsentHow.NOT_ASKED}
