"""The letter to a safeguarding lead: that a flag waits, and nobody's name (DOMAIN P1, P5)."""

from flask_babel import gettext as _

from stories.foundation.i18n import day_clock
from stories.foundation.mail.letter import Letter
from stories.foundation.mail.models import Dropped
from stories.foundation.mail.rooms import Slip
from stories.sessions.distress import queries
from stories.sessions.feeds.telling import address_of


def write(slip: Slip) -> Letter | Dropped:
    """The letter as it has to be now; none once somebody has answered the flag."""
    row = queries.flag_by_id(slip.about_id) if slip.about_id else None
    if row is None or row.seen_at is not None or row.closed_at is not None:
        return Dropped.OVERTAKEN
    url = address_of("sessions.flag", flag_id=row.id)
    lines = (
        _("Good day!"),
        "",
        _("Somebody in a meeting needs you. It was told at %(at)s.", at=day_clock(row.raised_at)),
        _("Please look now: %(url)s", url=url),
        "",
        _("Nobody reads the answers to this letter."),
    )
    return Letter(str(_("Please look today: somebody needs you")), "\n".join(lines) + "\n")
