"""What is entered about a breach or a legal request."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField, TimeField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from stories.accounts.models import Organisation
from stories.archive.incidents.models import Asker, RequestState
from stories.archive.incidents.services import BreachFacts, RequestFacts
from stories.archive.incidents.words import ASKERS, STATES
from stories.archive.register.classes import WORDS
from stories.foundation.clock import HOME_ZONE, now, today
from stories.foundation.fields import (
    CHOOSE,
    NEEDED,
    TOO_LONG,
    Choice,
    Pick,
    PlainDate,
    Ticks,
    choices,
    stripped,
)
from stories.people.models import Person

MOST_TEXT, MOST_LINE, MOST_PEOPLE = 4000, 160, 1_000_000
FIRST_YEAR = 2000
LATER = _l("This is in the future. Enter when it was.")
LONG_AGO = _l("This is too long ago. Please look at the year.")
BACKWARDS = _l("The answer cannot be due before the request came.")
NO_NUMBER = _l("Please write a whole number, or leave it empty.")
NO_TIME = _l("Please write a time such as 15:00.")
SENSITIVE = _l("What happened to the data; nothing of what anybody told.")


class PlainTime(TimeField):
    """A time of day; what is none is said so in the page's language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(str(NO_TIME)) from None


class PlainNumber(IntegerField):
    """A whole number, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not "".join(valuelist).strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(str(NO_NUMBER)) from None


def _text(label: Any, *, needed: bool = True, hint: Any = "", most: int = MOST_TEXT) -> Any:
    rules: list[Any] = [DataRequired(NEEDED)] if needed else [Optional()]
    return TextAreaField(
        label,
        [*rules, Length(max=most, message=TOO_LONG)],
        filters=[_clean],
        description=hint,
        render_kw={"rows": 4, "maxlength": most},
    )


def _clean(value: str | None) -> str:
    seen = (sign for sign in value or "" if sign == "\n" or sign.isprintable())
    return "".join(seen).strip()


def _line(label: Any, *, needed: bool = False, hint: Any = "") -> Any:
    rules: list[Any] = [DataRequired(NEEDED)] if needed else []
    return StringField(
        label,
        [*rules, Length(max=MOST_LINE, message=TOO_LONG)],
        filters=[stripped],
        description=hint,
        render_kw={"autocomplete": "off"},
    )


class _Past(FlaskForm):
    """A form that says when something was: never in the future."""

    day: Any = PlainDate(_l("Day"), [InputRequired(NEEDED)])
    clock: Any = PlainTime(_l("Time"), [InputRequired(NEEDED)])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not self.is_submitted():
            home = now().astimezone(ZoneInfo(HOME_ZONE))
            self.day.data, self.clock.data = home.date(), home.time().replace(second=0)

    def validate_day(self, field: Any) -> None:
        _past_day(field.data)
        if field.data and self.clock.data and self.moment() > now():
            raise ValidationError(str(LATER))

    def moment(self) -> datetime:
        """The moment the two fields name, at home."""
        local = datetime.combine(self.day.data, self.clock.data, ZoneInfo(HOME_ZONE))
        return local.astimezone(UTC)


def _past_day(day: date | None) -> None:
    if day is not None and day > today():
        raise ValidationError(str(LATER))
    if day is not None and day.year < FIRST_YEAR:
        raise ValidationError(str(LONG_AGO))


class _Placed:
    """Mixed into a form that belongs to an organisation: asked only of whoever has several."""

    organisation: Any

    def settle(self, places: Sequence[Organisation]) -> None:
        """Offer the actor's organisations."""
        self._places = places
        self.organisation.choices = [(str(row.id), row.name) for row in places]
        if len(places) < 2:  # noqa: PLR2004 - whoever has one has no choice
            del self.organisation

    def place(self) -> uuid.UUID:
        """The organisation the record belongs to."""
        field = getattr(self, "organisation", None)
        return uuid.UUID(field.data) if field is not None else self._places[0].id


class BreachForm(_Placed, _Past):
    """What is known of a breach when it is noticed."""

    organisation = Pick(_l("Organisation"))
    happened = _text(_l("What happened"), hint=SENSITIVE)
    classes = Ticks(_l("Which data"), choices=list(WORDS.items()))
    people = PlainNumber(
        _l("How many people it concerns"),
        [Optional(), NumberRange(0, MOST_PEOPLE, message=NO_NUMBER)],
        description=_l("Leave it empty while it is not known."),
    )

    def __init__(self, places: Sequence[Organisation]) -> None:
        super().__init__()
        self.day.label.text, self.clock.label.text = _("Noticed on"), _("Noticed at")
        self.settle(places)

    def validate_classes(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(CHOOSE))

    def facts(self) -> BreachFacts:
        """What was entered."""
        return BreachFacts(
            self.moment(), self.happened.data or "", list(self.classes.data or []), self.people.data
        )


class ToldForm(_Past):
    """Who was told of a breach, and when."""

    whom = _line(_l("Who was told"), needed=True, hint=_l("An office or a role is enough."))
    text = _text(_l("What they were told"), needed=False)

    def __init__(self) -> None:
        super().__init__(prefix="told-")
        self.day.label.text, self.clock.label.text = _("Told on"), _("Told at")


class DoneForm(FlaskForm):
    """What was done about a breach."""

    text = _text(_l("What was done"))

    def __init__(self, prefix: str) -> None:
        super().__init__(prefix=prefix)


class RequestForm(_Placed, FlaskForm):
    """A legal request as it came."""

    organisation = Pick(_l("Organisation"))
    asker = Choice(_l("Who asks"), choices=choices(ASKERS))
    asker_name = _line(_l("Which one exactly"), hint=_l("The body’s name and the paper’s number."))
    ground = _text(
        _l("On what ground"),
        hint=_l("The law or the decision they name, and what they ask for."),
    )
    received_on: Any = PlainDate(_l("Received on"), [InputRequired(NEEDED)])
    due_on = PlainDate(_l("Answer due on"), [Optional()])
    person = Pick(_l("About whom, if it is one person"))

    def __init__(self, places: Sequence[Organisation], people: Sequence[Person]) -> None:
        super().__init__()
        self.settle(places)
        self._people = {str(row.id): row for row in people}
        named = [(str(row.id), row.name) for row in people]
        self.person.choices = [("", _("Nobody in particular")), *named]
        self.person.data = self.person.data or ""
        if not self.is_submitted():
            self.received_on.data = today()

    def validate_received_on(self, field: Any) -> None:
        _past_day(field.data)

    def validate_due_on(self, field: Any) -> None:
        if field.data and self.received_on.data and field.data < self.received_on.data:
            raise ValidationError(str(BACKWARDS))

    def validate_person(self, field: Any) -> None:
        person = self._people.get(field.data)
        if person is not None and person.organisation_id != self.place():
            raise ValidationError(str(CHOOSE))

    def facts(self) -> RequestFacts:
        """What was entered."""
        return RequestFacts(
            asker=Asker(self.asker.data),
            asker_name=self.asker_name.data or "",
            ground=self.ground.data or "",
            received_on=self.received_on.data,
            due_on=self.due_on.data,
            person=self._people.get(self.person.data),
        )


class AnswerForm(FlaskForm):
    """How a legal request was answered."""

    state = Choice(_l("What was decided"), choices=choices(STATES)[1:])
    decided_by = _line(_l("Who decided"), needed=True)
    text = _text(_l("What was given out or refused, and why"))

    def outcome(self) -> RequestState:
        """The state the request goes into."""
        return RequestState(self.state.data)
