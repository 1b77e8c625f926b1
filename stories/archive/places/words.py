"""The words of the page of figures by place."""

from flask_babel import lazy_gettext as _l

from stories.archive.places.rules import Period

PERIODS = {
    Period.MONTH: _l("This month"),
    Period.QUARTER: _l("This quarter"),
    Period.YEAR: _l("This year"),
    Period.ALL: _l("All time"),
}
