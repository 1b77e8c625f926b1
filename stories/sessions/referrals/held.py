"""What is kept here about somebody: to whom they were referred. Restricted (DOMAIN P5, S8)."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.accounts.queries import user_by_id
from stories.foundation.erasure import Erasing, Touch, gone
from stories.foundation.holdings import Holding, facts_of
from stories.foundation.i18n import day
from stories.sessions.referrals import queries
from stories.sessions.referrals.models import Referral, ReferralConsent
from stories.sessions.referrals.words import GIVERS, OUTCOMES, REASONS, STATES
from stories.sessions.specialists.words import KINDS

TABLES = ("referrals", "referral_consents")


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each referral, and for each word given for a child."""
    yield from map(_referral, queries.about(person_id))
    yield from map(_word, queries.spoken_by(person_id))


def _referral(row: Referral) -> Holding:
    said = [
        (_("To whom"), row.specialist.name if row.specialist else str(KINDS[row.kind])),
        (_("What help is wanted with"), str(REASONS[row.reason])),
        (_("What the specialist should know"), row.words),
        (_("Where it stands now"), str(STATES[row.state][0])),
        (_("What came of it"), str(OUTCOMES[row.outcome]) if row.outcome else ""),
        (_("Who agreed"), ", ".join(str(GIVERS[word.by]) for word in row.consents)),
        (_("Who may see it"), ", ".join(_seers(row))),
    ]
    facts = facts_of(row, "created_by", "specialist_user_id")
    facts |= {"agreed": [facts_of(word, "recorded_by") for word in row.consents]}
    title = _("Referral of %(day)s", day=day(row.created_at))
    kept = tuple(pair for pair in said if pair[1])
    return Holding("sessions", "referrals", row.id, title, kept, facts, restricted=True)


def _seers(row: Referral) -> Iterator[str]:
    """The referrer, the safeguarding leads, the specialist it was sent to."""
    users = [user_by_id(one) for one in (row.created_by, row.specialist_user_id) if one]
    yield from (user.name for user in users if user)
    yield str(_("safeguarding lead"))


def _word(row: ReferralConsent) -> Holding:
    said = ((_("Agreed on"), day(row.given_on)),)
    facts = {"given_on": row.given_on.isoformat(), "how": row.how.value}
    title = _("Agreed for a child to be sent to a specialist")
    return Holding(
        "sessions",
        "referral_consents",
        row.id,
        title,
        said,
        facts,
        shared=True,
        restricted=True,
    )


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Referrals go with the person, with every word and move of theirs."""
    if erasing.whole:
        for row in queries.about(erasing.person_id):
            yield gone(row, "about_the_person")
        for word in queries.spoken_by(erasing.person_id):
            yield gone(word, "about_the_person")
