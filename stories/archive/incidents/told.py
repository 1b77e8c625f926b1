"""A breach's clock in words."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from stories.archive.incidents import rules
from stories.archive.incidents.models import Breach
from stories.foundation.clock import now

IN_TIME = _l("Told in time.")
TOO_LATE = _l("Told after the working day was over.")
OVER = _l("The working day for telling is over.")
LAST_HOUR = _l("Less than an hour left to tell.")


def clock_told(row: Breach) -> str:
    """A breach's clock in a sentence: it runs until somebody was told."""
    if row.told_at is not None:
        return str(IN_TIME if row.told_at < rules.due(row.noticed_at) else TOO_LATE)
    hours = rules.hours_left(row.noticed_at, now())
    if hours > 0:
        return str(ngettext("%(num)d hour left to tell.", "%(num)d hours left to tell.", hours))
    return str(OVER if hours < 0 else LAST_HOUR)
