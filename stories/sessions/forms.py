"""Forms of the sessions room: planning, who came, calling off."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from stories.foundation import clock
from stories.sessions.plans import Plan
from stories.sessions.rules import FARTHEST, LONGEST, SHORTEST, USUAL
from stories.sessions.series.rules import Scope
from stories.sessions.series.words import SCOPES
from stories.sessions.services.checks import (
    FAR,
    LENGTH,
    LENGTHS,
    LONG,
    NO_CENTRE,
    NO_FACILITATOR,
    NO_LANGUAGE,
    NO_PROMPT,
    NO_THEME,
    NOBODY,
    TRAVEL,
    TWICE,
    UNKNOWN,
    ZONE,
)
from stories.sessions.services.moves import LONG_REASON, LONGEST_REASON, NO_REASON
from stories.sessions.times import OddTime, to_utc, within_reach
from stories.sessions.words import LANGUAGES, ZONE_NAMES

NO_DAY = _l("Choose a day that is in the calendar.")
NO_TIME = _l("Enter a time such as 15:00.")
SKIPPED = _l("The clocks are set forward then, and this time does not exist. Choose another.")
TWICE_TIME = _l("The clocks are set back then, and this time comes twice. Choose another.")
NO_SCOPE = _l("Choose which sessions you mean.")
NOT_CHOSEN = _l("Say whether they came.")


def plain(text: Any) -> Any:
    """Text without control characters, which no keyboard has and no database likes."""
    if not isinstance(text, str):
        return text
    return "".join(sign for sign in text if sign in "\n\r\t" or sign.isprintable()).strip()


class Told:
    """Mixed into a field that reads a value: its own sentence when there is none to be read."""

    drawn_as = ""

    def __init__(self, *args: Any, told: Any, **kwargs: Any) -> None:
        self.told = told
        super().__init__(*args, **kwargs)
        self.type = self.drawn_as or type(self).__name__

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata(valuelist)  # type: ignore[misc]
        except (ValueError, OverflowError):
            raise ValueError(self.told) from None

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list."""
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValidationError:
            raise ValidationError(self.told) from None


class Day(Told, DateField):
    pass


class Hour(Told, TimeField):
    pass


class Whole(Told, IntegerField):
    pass


class One(Told, SelectField):
    pass


class Either(Told, RadioField):
    drawn_as = "RadioField"


class Several(Told, SelectMultipleField):
    """Boxes to tick; the same one sent twice is told, not swallowed."""

    drawn_as = "SelectMultipleField"
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not on the list, or on it once and sent twice."""
        super().pre_validate(form)
        if len(set(self.data or ())) < len(self.data or ()):
            raise ValidationError(TWICE)


def _text(
    label: Any, name: str, *more: Any, kind: type[Field] = StringField, **options: Any
) -> Any:
    rules = [*more, Length(max=LENGTHS[name], message=LONG)]
    return kind(label, rules, filters=[plain], **options)


class PlanForm(FlaskForm):
    """Everything about a session. Choices of people and questions are given by the view."""

    elders = Several(_l("Who tells"), [InputRequired(NOBODY)], told=UNKNOWN)
    youth = Several(_l("Who listens"), told=UNKNOWN)
    day = Day(_l("Day"), [InputRequired(NO_DAY)], told=NO_DAY)
    start = Hour(
        _l("Beginning"), [InputRequired(NO_TIME)], format=["%H:%M", "%H:%M:%S"], told=NO_TIME
    )
    minutes = Whole(
        _l("Length in minutes"),
        [InputRequired(LENGTH)],
        told=LENGTH,
        default=USUAL,
        description=_l("40 minutes suit most people; 20 to 90 are possible."),
    )
    zone = One(
        _l("Time zone of the place"),
        choices=list(ZONE_NAMES.items()),
        default=clock.HOME_ZONE,
        told=ZONE,
    )
    travel_minutes = Whole(
        _l("Minutes on the way from another place"),
        [Optional()],
        told=TRAVEL,
        default=0,
        description=_l("So long before and after, nobody here is expected anywhere else."),
    )
    centre = One(_l("Centre"), [Optional()], told=NO_CENTRE, default="")
    place = _text(_l("Place"), "place")
    room = _text(_l("Room"), "room")
    remote = BooleanField(_l("On a call, each from their own place"))
    languages = Several(
        _l("Languages"),
        [InputRequired(NO_LANGUAGE)],
        choices=list(LANGUAGES.items()),
        told=NO_LANGUAGE,
    )
    interpreter = _text(
        _l("Interpreter"),
        "interpreter",
        description=_l("A name, if somebody interprets; leave it empty otherwise."),
    )
    theme = _text(_l("What is the conversation about?"), "theme", DataRequired(NO_THEME))
    prompts = Several(_l("Questions to begin with"), told=NO_PROMPT)
    facilitator = One(_l("Facilitator"), [InputRequired(NO_FACILITATOR)], told=NO_FACILITATOR)
    note = _text(
        _l("Note for the team"),
        "note",
        kind=TextAreaField,
        description=_l("Nothing confidential: what somebody confides does not belong here."),
    )
    outside = BooleanField(_l("Plan it all the same"))
    outside_seen = HiddenField()
    moment: datetime | None = None

    def validate_day(self, field: Any) -> None:
        """Refuse a day that is out of reach."""
        day: date | None = field.data
        if day is not None and not within_reach(day, clock.today()):
            raise ValidationError(FAR)

    def validate_minutes(self, field: Any) -> None:
        """Refuse a length beyond the usual bounds."""
        if field.data is not None and not SHORTEST <= field.data <= LONGEST:
            raise ValidationError(LENGTH)

    def validate_travel_minutes(self, field: Any) -> None:
        """Refuse a way that takes longer than half a day."""
        if field.data is not None and not 0 <= field.data <= FARTHEST:
            raise ValidationError(TRAVEL)

    def validate(self, extra_validators: Any = None) -> bool:
        """Read every field, then the moment they make together."""
        good: bool = super().validate(extra_validators)
        if self.day.errors or self.start.errors or self.zone.errors:
            return False
        day, hour = self.day.data, self.start.data
        assert isinstance(day, date)  # noqa: S101 - validated above
        assert isinstance(hour, time)  # noqa: S101
        moment = to_utc(day, hour, str(self.zone.data))
        if isinstance(moment, OddTime):
            told = SKIPPED if moment is OddTime.SKIPPED else TWICE_TIME
            self.start.errors = [*self.start.errors, told]
            return False
        self.moment = moment
        return good

    def plan(self) -> Plan:
        """What was entered, once it is valid."""
        assert self.moment is not None  # noqa: S101 - asked after validation alone
        return Plan(
            starts_at=self.moment,
            zone=str(self.zone.data),
            facilitator_id=uuid.UUID(str(self.facilitator.data)),
            narrators=tuple(uuid.UUID(each) for each in self.elders.data or ()),
            listeners=tuple(uuid.UUID(each) for each in self.youth.data or ()),
            theme=self.theme.data or "",
            place=self.place.data or "",
            room=self.room.data or "",
            remote=bool(self.remote.data),
            minutes=int(self.minutes.data or 0),
            languages=tuple(self.languages.data or ()),
            interpreter=self.interpreter.data or "",
            prompts=tuple(self.prompts.data or ()),
            note=self.note.data or "",
            travel_minutes=int(self.travel_minutes.data or 0),
            centre_id=uuid.UUID(self.centre.data) if self.centre.data else None,
        )

    def blame(self, problems: dict[str, Any]) -> None:
        """Put sentences of the services beside the fields they are about."""
        for name, sentence in problems.items():
            field = self[name]
            field.errors = [*field.errors, sentence]


def scope_field() -> Any:
    """How far a change reaches; offered in a series alone."""
    return Either(
        _l("Which sessions?"),
        [InputRequired(NO_SCOPE)],
        choices=[(scope.value, word) for scope, word in SCOPES.items()],
        default=Scope.THIS.value,
        told=NO_SCOPE,
    )


class EditForm(PlanForm):
    """A session's plan again, and in a series how far the change reaches."""

    scope = scope_field()


class CancelForm(FlaskForm):
    """Why a session does not take place, and in a series which others do not either."""

    scope = scope_field()
    reason = TextAreaField(
        _l("Why is it cancelled?"),
        [DataRequired(NO_REASON), Length(max=LONGEST_REASON, message=LONG_REASON)],
        filters=[plain],
        description=_l("A few words for the team. Nobody has to explain themselves."),
    )


class CameForm(FlaskForm):
    """Of everybody, whether they came; one field for each person is added by ``came_form``."""


def came_form(people: dict[uuid.UUID, tuple[str, bool | None]]) -> CameForm:
    """A form with a choice for each person; nothing is chosen beforehand unless it was noted."""

    class Filled(CameForm):
        pass

    words = {True: "yes", False: "no"}
    for person_id, (name, came) in people.items():
        field = Either(
            name,
            [InputRequired(NOT_CHOSEN)],
            choices=[("yes", _l("Came")), ("no", _l("Did not come"))],
            default=None if came is None else words[came],
            told=NOT_CHOSEN,
        )
        setattr(Filled, field_name(person_id), field)
    return Filled()


def field_name(person_id: uuid.UUID) -> str:
    """The field about a person."""
    return f"came_{person_id.hex}"
