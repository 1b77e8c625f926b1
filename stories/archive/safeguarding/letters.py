"""The letter to a safeguarding lead: that an incident waits, and nothing of it (DOMAIN P1, P5)."""

from flask_babel import gettext as _

from stories.archive.safeguarding import queries
from stories.foundation.i18n import day_clock
from stories.foundation.mail.letter import Letter
from stories.foundation.mail.models import Dropped
from stories.foundation.mail.rooms import Slip
from stories.sessions.feeds.telling import address_of


def write(slip: Slip) -> Letter | Dropped:
    """The letter as it has to be now; none once somebody has answered the incident."""
    row = queries.incident_by_id(slip.about_id) if slip.about_id else None
    if row is None or row.seen_at is not None or row.closed_at is not None:
        return Dropped.OVERTAKEN
    url = address_of("safeguarding.show", incident_id=row.id)
    lines = (
        _("Good day!"),
        "",
        _("An incident was written down for you alone at %(at)s.", at=day_clock(row.told_at)),
        _("Please look now: %(url)s", url=url),
        "",
        _("Nobody reads the answers to this letter."),
    )
    return Letter(str(_("Please look today: an incident waits for you")), "\n".join(lines) + "\n")
