"""The words of the calendar."""

from flask_babel import lazy_gettext as _l

from stories.sessions.calendar.rules import View

VIEWS = {
    View.MONTH: _l("Month"),
    View.WEEK: _l("Week"),
    View.AGENDA: _l("List"),
    View.DAY: _l("Day"),
}
