"""Forms about people."""

import uuid
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    SelectField,
    StringField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    ValidationError,
)

from stories.foundation.clock import today
from stories.foundation.fields import (
    CHOOSE,
    NEEDED,
    TOO_LONG,
    Choice,
    Pick,
    PlainDate,
    PlainYear,
    Ticks,
    choices,
    stripped,
)
from stories.people.calling import called_here
from stories.people.models import Generation, Person, Readiness, Way, WayKind
from stories.people.rules import Voice, is_child
from stories.people.services import Details
from stories.people.words import GENERATIONS, READINESS, language_choices

NEWCOMER = uuid.UUID(int=0)
OLDEST = 115  # years; longer lives are slips of the hand


def possible(year: int) -> bool:
    """Whether anybody here may have been born in a year."""
    return today().year - OLDEST <= year <= today().year


class PersonForm(FlaskForm):
    """What is known about a participant or a legal representative."""

    generation = Choice(_l("Who is it?"), choices=choices(GENERATIONS))
    name = StringField(
        _l("Name"),
        [DataRequired(NEEDED), Length(max=160, message=TOO_LONG)],
        filters=[stripped],
        description=_l("As they are called. Surname and patronymic are not needed."),
        render_kw={"autocomplete": "off"},
    )
    pseudonym = StringField(
        _l("Pseudonym"),
        [Length(max=60, message=TOO_LONG)],
        filters=[stripped],
        description=_l(
            "For everything that leaves the team. A child always has one; not a nickname that "
            "others know."
        ),
        render_kw={"autocomplete": "off"},
    )
    birth_year = PlainYear(
        _l("Year of birth"),
        [Optional()],
        description=_l("Without it they count as a child."),
        render_kw={"inputmode": "numeric"},
    )
    birth_date = PlainDate(
        _l("Date of birth"), [Optional()], description=_l("If it is known; then the year is too.")
    )
    languages = Ticks(_l("Languages they speak"))
    needs_interpreter = BooleanField(_l("Needs an interpreter"))
    region = StringField(_l("Region"), [Length(max=60, message=TOO_LONG)], filters=[stripped])
    contact = StringField(
        _l("How to reach them"),
        [Length(max=200, message=TOO_LONG)],
        filters=[stripped],
        description=_l("A telephone number, or through whom. Seen by the team alone."),
        render_kw={"autocomplete": "off"},
    )
    readiness = Choice(
        _l("Taking part"),
        choices=choices(READINESS),
        default=Readiness.READY.value,
        description=_l("«Not now» needs no reason."),
    )
    organisation = Pick(_l("Organisation"))

    def __init__(self, places: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages.choices = language_choices()
        self.organisation.choices = [(str(place.id), place.name) for place in places]
        if len(places) <= 1:
            del self.organisation

    def validate_birth_year(self, field: Field) -> None:
        if field.data and not possible(field.data):
            raise ValidationError(_("Nobody here was born in that year. Please check it."))

    def validate_birth_date(self, field: Field) -> None:
        day: date | None = field.data
        if day and day > today():
            raise ValidationError(_("This day has not come yet."))
        if day and not possible(day.year):
            raise ValidationError(_("Nobody here was born in that year. Please check it."))
        if day and self.birth_year.data and self.birth_year.data != day.year:
            raise ValidationError(_("Year and date of birth do not agree."))

    def validate_pseudonym(self, field: Field) -> None:
        if field.data or self.generation.data == Generation.REPRESENTATIVE.value:
            return
        if not self._born_plausibly():
            return  # the birth has to be put right first
        voice = Voice(NEWCOMER, self.birth_year.data, self.birth_date.data)
        if is_child(voice, today()):
            raise ValidationError(
                _("A child needs a pseudonym. If it is no child, enter the year of birth.")
            )

    def _born_plausibly(self) -> bool:
        if self.birth_year.process_errors or self.birth_date.process_errors:
            return False
        day, year = self.birth_date.data, self.birth_year.data
        return (not day or (possible(day.year) and day <= today())) and (not year or possible(year))

    def details(self) -> Details:
        """What was filled in, for the service."""
        return Details(
            generation=Generation(self.generation.data),
            name=str(self.name.data),
            pseudonym=self.pseudonym.data or None,
            birth_year=self.birth_year.data,
            birth_date=self.birth_date.data,
            languages=tuple(self.languages.data or ()),
            needs_interpreter=self.needs_interpreter.data,
            region=self.region.data or "",
            ways=(Way(WayKind.TELEPHONE, self.contact.data, preferred=True),)
            if self.contact.data
            else (),
            readiness=Readiness(self.readiness.data),
        )


class PickForm(FlaskForm):
    """One person out of a list."""

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            if isinstance(field, SelectField):
                named = [(str(item.id), called_here(item)) for item in people]
                field.choices = [("", _("Choose a person")), *named]


class RepresentativeForm(PickForm):
    """Who speaks for the child in law."""

    representative = Pick(_l("Legal representative"), [InputRequired(CHOOSE)])


class ApartForm(PickForm):
    """Who is not planned into one session with this person."""

    other = Pick(_l("Not together with"), [InputRequired(CHOOSE)])
