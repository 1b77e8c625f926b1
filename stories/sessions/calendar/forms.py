"""What is typed, pressed or dropped to move a session."""

from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired, ValidationError

from stories.foundation import clock
from stories.sessions.calendar.rules import Slot, Step, stepped
from stories.sessions.forms import Whole
from stories.sessions.models import StorytellingSession
from stories.sessions.rules import LONGEST, SHORTEST
from stories.sessions.series.forms import AddForm
from stories.sessions.services.checks import FAR, LENGTH
from stories.sessions.times import local, within_reach


class MoveForm(AddForm):
    """When a session takes place instead, and how long; ``sequence`` is the one that was seen."""

    minutes = Whole(_l("Length in minutes"), [InputRequired(LENGTH)], told=LENGTH)
    sequence = HiddenField()
    view = HiddenField()

    def validate_day(self, field: Any) -> None:
        """Refuse a day that is out of reach."""
        if field.data is not None and not within_reach(field.data, clock.today()):
            raise ValidationError(FAR)

    def validate_minutes(self, field: Any) -> None:
        """Refuse a length beyond the usual bounds."""
        if field.data is not None and not SHORTEST <= field.data <= LONGEST:
            raise ValidationError(LENGTH)

    @classmethod
    def of(cls, row: StorytellingSession) -> "MoveForm":
        """The form as it first stands."""
        wall = local(row.starts_at, row.zone)
        form = cls(formdata=None, minutes=row.minutes, sequence=str(row.sequence))
        form.day.data, form.start.data = wall.date(), wall.time()
        return form

    def step(self, step: Step) -> None:
        """Put what a button asks for into the fields, to be looked at."""
        day, hour = self.day.data, self.start.data
        assert isinstance(day, date)  # noqa: S101 - asked after validation alone
        assert isinstance(hour, time)  # noqa: S101
        minutes = int(self.minutes.data or 0)
        wall, minutes = stepped(datetime.combine(day, hour), minutes, step)
        fields = ((self.day, wall.date()), (self.start, wall.time()), (self.minutes, minutes))
        for field, value in fields:
            field.data, field.raw_data = value, None

    def slot(self, zone: str) -> Slot | None:
        """What was asked for on the clock of a zone; None with a sentence beside its field."""
        moment = self.moment(zone)
        return Slot(moment, int(self.minutes.data or 0)) if moment else None

    def seen(self) -> int:
        """The sequence of the session the planner looked at; -1 for nonsense."""
        text = self.sequence.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else -1  # noqa: PLR2004
