"""Forms of series: how often a session comes again, and one more of them."""

from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, ValidationError
from wtforms.validators import InputRequired, Optional

from stories.sessions.forms import (
    NO_DAY,
    NO_TIME,
    SKIPPED,
    TWICE_TIME,
    Day,
    Either,
    Hour,
    PlanForm,
    Several,
    Whole,
)
from stories.sessions.series.rules import MOST, MOST_INTERVAL, USUAL_TIMES, Frequency, Repeat
from stories.sessions.series.services.plan import NO_RULE
from stories.sessions.series.words import FREQUENCIES, weekday_at
from stories.sessions.times import OddTime, to_utc

NO_FREQUENCY = _l("Choose how often the session comes again.")
NO_INTERVAL = _l("Choose 1 to %(most)d.", most=MOST_INTERVAL)
NO_WEEKDAY = _l("Choose weekdays from the list.")


class SeriesForm(PlanForm):
    """A session that comes again: everything about one, and how often."""

    frequency = Either(
        _l("How often?"),
        [InputRequired(NO_FREQUENCY)],
        choices=[(one.value, word) for one, word in FREQUENCIES.items()],
        default=Frequency.WEEKLY.value,
        told=NO_FREQUENCY,
    )
    interval = Whole(
        _l("Every how many weeks or months?"),
        [InputRequired(NO_INTERVAL)],
        told=NO_INTERVAL,
        default=1,
    )
    weekdays = Several(
        _l("Weekdays"),
        [Optional()],
        told=NO_WEEKDAY,
        description=_l("Without a choice it is the weekday of the first day."),
    )
    times = Whole(
        _l("How many sessions?"), [InputRequired(NO_RULE)], told=NO_RULE, default=USUAL_TIMES
    )
    late = BooleanField(_l("Some of these days have passed; I enter them late."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.weekdays.choices = [(str(place), weekday_at(place)) for place in range(7)]

    def validate_interval(self, field: Any) -> None:
        """Refuse what is hardly a series."""
        if field.data is not None and not 1 <= field.data <= MOST_INTERVAL:
            raise ValidationError(NO_INTERVAL)

    def validate_times(self, field: Any) -> None:
        """Refuse a series without an end, or with ten thousand sessions."""
        if field.data is not None and not 1 <= field.data <= MOST:
            raise ValidationError(NO_RULE)

    def repeat(self) -> Repeat:
        """How often, once it is valid."""
        return Repeat(
            Frequency(self.frequency.data),
            int(self.interval.data or 1),
            frozenset(int(each) for each in self.weekdays.data or ()),
            int(self.times.data or 0),
        )


class AddForm(FlaskForm):
    """When one more session of a series takes place."""

    day = Day(_l("Day"), [InputRequired(NO_DAY)], told=NO_DAY)
    start = Hour(
        _l("Beginning"), [InputRequired(NO_TIME)], format=["%H:%M", "%H:%M:%S"], told=NO_TIME
    )

    def moment(self, zone: str) -> datetime | None:
        """The moment on the clock of a zone; None with a sentence where there is no such time."""
        day, hour = self.day.data, self.start.data
        assert isinstance(day, date)  # noqa: S101 - asked after validation alone
        assert isinstance(hour, time)  # noqa: S101
        found = to_utc(day, hour, zone)
        if isinstance(found, OddTime):
            told = SKIPPED if found is OddTime.SKIPPED else TWICE_TIME
            self.start.errors = [*self.start.errors, told]
            return None
        return found
