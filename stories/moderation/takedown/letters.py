"""The letter to those who decide: that a request waits, and nothing of what it says (P1, P3)."""

from flask_babel import gettext as _

from stories.foundation.i18n import day_clock
from stories.foundation.mail.letter import Letter
from stories.foundation.mail.models import Dropped
from stories.foundation.mail.rooms import Slip
from stories.moderation.takedown import queries
from stories.sessions.feeds.telling import address_of


def write(slip: Slip) -> Letter | Dropped:
    """The letter as it has to be now; none once the request is decided."""
    row = queries.by_id(slip.about_id) if slip.about_id else None
    if row is None or not row.open:
        return Dropped.OVERTAKEN
    url = address_of("moderation.takedown", takedown_id=row.id)
    at = day_clock(row.appealed_at or row.created_at)
    urgent = _("Whoever asked says that a child may be involved.") if row.child else ""
    lines = (
        _("Good day!"),
        "",
        _("Somebody asked at %(at)s that something be taken down. Two people decide.", at=at),
        *((urgent,) if urgent else ()),
        _("Please look: %(url)s", url=url),
        "",
        _("Nobody reads the answers to this letter."),
    )
    return Letter(str(_("A request to take something down waits")), "\n".join(lines) + "\n")
