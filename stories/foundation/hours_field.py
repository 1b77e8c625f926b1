"""The field of a form for free hours in a week; ``_components/hours.html`` draws it."""

import enum
from collections.abc import Iterator
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.utils import unset_value

from stories.foundation.fields import stripped
from stories.foundation.hours import NEVER, WEEK, Hours, clock_of
from stories.foundation.hours_words import HoursWrong, Typed, read_week, weekday_name

ROWS_A_DAY = 2
BOTH = _l("Times are filled in below, and something else is chosen above. Which is right?")
NONE = _l("No time is filled in below. Which hours are free?")


class Known(enum.StrEnum):
    """What is known of somebody's hours."""

    UNKNOWN = "unknown"
    THESE = "these"
    NEVER = "never"


class Option(NamedTuple):
    """One of the three answers."""

    value: Known
    word: str
    checked: bool


class Row(NamedTuple):
    """A weekday of the field, with the pairs that stand in it."""

    weekday: int
    name: str
    pairs: list[Typed]


class HoursField(Field):
    """Free hours: ``data`` is ``Hours``, or None where they are not known.

    A form that sends nothing of the field leaves what is known as it is: a page from before the
    field was there empties nothing.
    """

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the three answers and the pairs of each day; what is wrong stays as it was typed."""
        super().process(None, data, extra_filters)
        self.chosen = _state(self.data)
        self.typed = {day: self._pairs_kept(day) for day in range(WEEK)}
        if not formdata or not any(name.startswith(f"{self.name}-") for name in formdata):
            return
        before, self.chosen = self.chosen, self._answer(formdata)
        self.typed = {day: self._pairs(formdata, day) for day in range(WEEK)}
        try:
            self.data = self._read(before)
        except HoursWrong as wrong:
            self.data = self.object_data
            self.process_errors = wrong.sentences

    def _read(self, before: Known) -> Hours | None:
        if self.chosen is Known.THESE:
            hours = read_week(self.typed)
            if not hours.windows:
                raise HoursWrong([str(NONE)])
            return hours
        # Whoever changed the answer means it; who left it alone and typed times may not.
        if self.chosen is before and any(any(pair) for day in self.typed.values() for pair in day):
            raise HoursWrong([str(BOTH)])
        return NEVER if self.chosen is Known.NEVER else None

    def _answer(self, formdata: Any) -> Known:
        sent = formdata.get(f"{self.name}-known", "")
        return Known(sent) if sent in set(Known) else Known.UNKNOWN

    def _pairs(self, formdata: Any, day: int) -> list[Typed]:
        first = [stripped(text) for text in formdata.getlist(f"{self.name}-{day}-from")]
        last = [stripped(text) for text in formdata.getlist(f"{self.name}-{day}-to")]
        length = max(len(first), len(last))
        first += [""] * (length - len(first))
        last += [""] * (length - len(last))
        return list(zip(first, last, strict=True))

    def _pairs_kept(self, day: int) -> list[Typed]:
        windows = self.data.on(day) if self.data else ()
        # An end at midnight is 00:00 where a clock is picked: there is no 24:00 on it.
        return [(clock_of(one.start), clock_of(one.end % (24 * 60))) for one in windows]

    @property
    def options(self) -> list[Option]:
        """The three answers, in order."""
        words = {
            Known.UNKNOWN: _("Not known"),
            Known.THESE: _("At these times"),
            Known.NEVER: _("No free hours in the week"),
        }
        return [Option(value, word, value is self.chosen) for value, word in words.items()]

    def rows(self) -> Iterator[Row]:
        """Monday to Sunday; each has room for two times, or for as many as there are."""
        for day in range(WEEK):
            pairs = [pair for pair in self.typed[day] if any(pair)]
            empty: list[Typed] = [("", "")] * max(ROWS_A_DAY - len(pairs), 0)
            yield Row(day, weekday_name(day), pairs + empty)


def _state(hours: Hours | None) -> Known:
    if hours is None:
        return Known.UNKNOWN
    return Known.THESE if hours.windows else Known.NEVER


def hours_sent(name: str, hours: Hours | None) -> list[tuple[str, str]]:
    """The same as a browser would send it: names and values of hidden fields."""
    pairs = [(f"{name}-known", _state(hours).value)]
    for day, first, last in hours.windows if hours else ():
        pairs += [(f"{name}-{day}-from", clock_of(first)), (f"{name}-{day}-to", clock_of(last))]
    return pairs
