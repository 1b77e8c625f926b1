"""The words of the calendar."""

from flask_babel import lazy_gettext as _l

from stories.sessions.calendar.rules import Step, View

VIEWS = {
    View.MONTH: _l("Month"),
    View.WEEK: _l("Week"),
    View.AGENDA: _l("List"),
    View.DAY: _l("Day"),
}
STEP_WORDS = {
    Step.EARLIER_DAY: _l("A day earlier"),
    Step.LATER_DAY: _l("A day later"),
    Step.EARLIER: _l("15 minutes earlier"),
    Step.LATER: _l("15 minutes later"),
    Step.SHORTER: _l("15 minutes shorter"),
    Step.LONGER: _l("15 minutes longer"),
}
