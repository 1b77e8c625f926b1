"""The words people read about series: how often, how far a change reaches, days off."""

from collections.abc import Iterable
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from stories.foundation.i18n import weekday
from stories.sessions.series.days_off import Break, DayOff, day_off
from stories.sessions.series.rules import DAYS, SHAPE, Frequency, Scope

FREQUENCIES = {
    Frequency.WEEKLY: _l("Every week, on these weekdays"),
    Frequency.MONTHLY: _l("Every month, on the same weekday"),
}
SCOPES = {
    Scope.THIS: _l("Only this session"),
    Scope.FOLLOWING: _l("This one and all that follow"),
    Scope.ALL: _l("All of the series that are still to come"),
}
OWN = {
    "when": _l("another time"),
    "minutes": _l("another length"),
    "where": _l("another place"),
    "people": _l("other people"),
    "facilitator": _l("another facilitator"),
    "theme": _l("another theme"),
    "languages": _l("other languages"),
    "interpreter": _l("another interpreter"),
    "prompts": _l("other questions"),
    "note": _l("another note"),
}
PUBLIC = {
    "New Year's Day": _l("New Year"),
    "Orthodox Christmas": _l("Orthodox Christmas"),
    "International Women's Day": _l("International Women’s Day"),
    "Nowruz Holiday": _l("Nauryz"),
    "Kazakhstan's People Solidarity Holiday": _l("Unity of the People of Kazakhstan Day"),
    "Defender of the Fatherland Day": _l("Defender of the Fatherland Day"),
    "Victory Day": _l("Victory Day"),
    "Eid al-Adha": _l("Kurban Ait"),
    "Capital Day": _l("Capital Day"),
    "Constitution Day": _l("Constitution Day"),
    "Republic Day": _l("Republic Day"),
    "Independence Day": _l("Independence Day"),
}
SCHOOL = {
    Break.AUTUMN: _l("Autumn school holidays"),
    Break.WINTER: _l("Winter school holidays"),
    Break.SPRING: _l("Spring school holidays"),
    Break.SUMMER: _l("Summer school holidays"),
}
OPEN_ALONE = _l("An open session is changed alone.")
MONDAY = date(2024, 1, 1)


def own_told(own: Iterable[str]) -> str:
    """«another time, another place»: what was changed about one session alone."""
    return ", ".join(str(OWN[group]) for group in own if group in OWN)


def day_off_told(off: DayOff) -> str:
    """«Nauryz», «Winter school holidays»: a public holiday comes before a school's."""
    if off.public:
        name = str(PUBLIC.get(off.public) or _("Public holiday"))
        return _("%(holiday)s, the day may change", holiday=name) if off.estimated else name
    return str(SCHOOL[off.school]) if off.school else ""


def off_told(day: date) -> str:
    """Why a day is a day off; empty on an ordinary one."""
    off = day_off(day)
    return day_off_told(off) if off else ""


def rule_told(rule: str) -> str:
    """«Every 2 weeks: Monday, Thursday», «Every month: Thursday, week 2»."""
    shape = SHAPE.fullmatch(rule)
    if shape is None:
        return ""
    interval, days = int(shape[2]), shape[3].split(",")
    if shape[1] == "WEEKLY":
        often = ngettext("Every week", "Every %(num)d weeks", interval)
    else:
        often = ngettext("Every month", "Every %(num)d months", interval)
    return f"{often}: {', '.join(map(_weekday_told, days))}"


def weekday_at(place: int) -> str:
    """A weekday's name, counted from Monday, 0."""
    return weekday(MONDAY + timedelta(days=place))


def _weekday_told(day: str) -> str:
    name, week = weekday_at(DAYS.index(day[-2:])), day[:-2]
    if week == "-1":
        return str(_("%(weekday)s, the last week", weekday=name))
    return str(_("%(weekday)s, week %(number)s", weekday=name, number=week)) if week else name
