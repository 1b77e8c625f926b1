"""Referrals that wait for those concerned; the sentences name nobody and no reason."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from stories.foundation.access import Actor
from stories.foundation.attention import Waiting
from stories.foundation.clock import today
from stories.foundation.i18n import day
from stories.sessions.referrals import queries
from stories.sessions.referrals.models import Referral, ReferralState
from stories.sessions.referrals.policy import LEAD, SEE
from stories.sessions.referrals.rules import overdue

DOOR = "sessions.specialists"


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Those to ask about, those an answer is wanted of, and whom to tell of an end."""
    if not actor.can(SEE):
        return
    for row in queries.to_tell(actor, LEAD):
        sentence = _("A referral was taken back: tell the specialist that it has ended.")
        yield _thing(row, "stop", sentence)
    for row in queries.referrals(actor):
        if row.follow_up_on and overdue(row.state, row.follow_up_on, today()):
            told = _("Ask how it goes: it was to be on %(day)s.", day=day(row.follow_up_on))
            yield _thing(row, "stop", told)
        elif row.follow_up_on == today():
            yield _thing(row, "wait", _("Ask today how it goes."))
        elif row.state is ReferralState.SENT and row.specialist_user_id == actor.id:
            yield _thing(row, "wait", _("Somebody is sent to you. Do you have time for them?"))


def _thing(row: Referral, kind: str, sentence: str) -> Waiting:
    url = url_for("sessions.referral", referral_id=row.id)
    return Waiting(kind, _("Referral"), sentence, url, _("Look"), DOOR)
