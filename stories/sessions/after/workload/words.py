"""The words of workload."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stories.sessions.after.workload.rules import Span, Stretch
from stories.sessions.views import month_year

SPANS = {Span.MONTH: _l("Month"), Span.QUARTER: _l("Quarter"), Span.YEAR: _l("Year")}
KINDS = {
    "held": _l("Sessions held"),
    "coming": _l("Still to come"),
    "cancelled": _l("Sessions cancelled"),
}


def stretch_told(stretch: Stretch) -> str:
    """«2026 ж. қараша», «4-тоқсан, 2026», «2026»."""
    year = stretch.first.year
    if stretch.span is Span.MONTH:
        return month_year(stretch.first)
    if stretch.span is Span.YEAR:
        return str(year)
    return str(_("Quarter %(number)d, %(year)d", number=stretch.quarter, year=year))
