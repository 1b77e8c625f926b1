"""The form of a person, in short groups."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField
from wtforms.validators import Optional, ValidationError

from stories.foundation.clock import today
from stories.foundation.fields import (
    NEEDED,
    Choice,
    Pick,
    PlainDate,
    PlainYear,
    Ticks,
    choices,
)
from stories.foundation.hours_field import HoursField
from stories.foundation.mail.address import readable_address
from stories.people.forms.lines import Line
from stories.people.forms.typed import BETWEEN_WAYS, read, seen_read, seen_told, typed
from stories.people.models import Generation, Person, Readiness, WayKind
from stories.people.problems import NoAddress
from stories.people.rules import OLDEST, born_plausibly, needs_pseudonym
from stories.people.services import Details, Seen, details_of, prints_of
from stories.people.words import (
    ACCESS_NEEDS,
    GENERATIONS,
    INTERESTS,
    READINESS,
    WAYS,
    language_choices,
)


def possible(year: int) -> bool:
    """Whether anybody here may have been born in a year."""
    return today().year - OLDEST <= year <= today().year


class PersonForm(FlaskForm):
    """What is known about a participant or a legal representative."""

    revision = HiddenField()
    prints = HiddenField()
    generation = Choice(_l("Who is it?"), choices=choices(GENERATIONS))
    name = Line(
        _l("Name"),
        NEEDED,
        description=_l("As they are called. Surname and patronymic are not needed."),
    )
    given_name = Line(_l("Given name"))
    patronymic = Line(_l("Patronymic"))
    surname = Line(_l("Surname"))
    pseudonym = Line(
        _l("Pseudonym"),
        description=_l(
            "For everything that leaves the team. A child always has one; not a nickname that "
            "others know."
        ),
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
    interpreter_language = Pick(
        _l("Which language does the interpreter speak with them?"), default=""
    )
    region = Line(_l("Region"))
    telephone = Line(
        WAYS[WayKind.TELEPHONE],
        kind="ways",
        description=_l("Several with a semicolon between them."),
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )
    messenger = Line(
        WAYS[WayKind.MESSENGER], kind="ways", description=_l("Which one, and the name there.")
    )
    email = Line(
        WAYS[WayKind.EMAIL],
        kind="ways",
        description=_l("Reminders of sessions go there, if they want them."),
        render_kw={"autocomplete": "off", "inputmode": "email"},
    )
    through = Line(
        WAYS[WayKind.THROUGH], kind="ways", description=_l("A neighbour, a teacher, a relative.")
    )
    address = Line(WAYS[WayKind.ADDRESS], kind="ways")
    preferred = Pick(_l("What suits them best?"), default="")
    reach_note = Line(
        _l("When not to call"), description=_l("For example: not in the evening, not at school.")
    )
    access_needs = Ticks(_l("What should we mind?"), choices=choices(ACCESS_NEEDS))
    access_note = Line(
        _l("In their own words"), description=_l("What helps, no diagnosis: a hearing aid, tea.")
    )
    interests = Ticks(_l("What do they like to talk about?"), choices=choices(INTERESTS))
    own_interests = Line(
        _l("Other interests"),
        kind="reach_note",
        description=_l("A few words, commas between them."),
    )
    free_hours = HoursField(
        _l("When are they free in a week?"),
        description=_l("By the clock where they live. Whoever plans is told when it does not fit."),
    )
    readiness = Choice(
        _l("Taking part"),
        choices=choices(READINESS),
        default=Readiness.READY.value,
        description=_l("«Not now» needs no reason."),
    )
    organisation = Pick(_l("Organisation"))

    def __init__(self, places: list[Any], person: Person | None = None) -> None:
        super().__init__(data=_known(person) if person else None)
        self.languages.choices = language_choices()
        self.interpreter_language.choices = [("", _("Not known")), *language_choices()]
        self.preferred.choices = [("", _("No difference")), *choices(WAYS)]
        self.organisation.choices = [(str(place.id), place.name) for place in places]
        if len(places) <= 1:
            del self.organisation
        if person is None:
            del self.revision, self.prints

    def validate_birth_year(self, field: Field) -> None:
        if field.data is not None and not possible(field.data):
            raise ValidationError(_("Nobody here was born in that year. Please check it."))

    def validate_birth_date(self, field: Field) -> None:
        day: date | None = field.data
        if day and day > today():
            raise ValidationError(_("This day has not come yet."))
        if day and not possible(day.year):
            raise ValidationError(_("Nobody here was born in that year. Please check it."))
        if day and self.birth_year.data and self.birth_year.data != day.year:
            raise ValidationError(_("Year and date of birth do not agree."))

    def validate_email(self, field: Field) -> None:
        typed = (part.strip() for part in (field.data or "").split(BETWEEN_WAYS))
        if not all(readable_address(part) for part in typed if part):
            raise ValidationError(str(NoAddress.sentence))

    def validate_pseudonym(self, field: Field) -> None:
        if field.data or self.generation.data not in set(Generation):
            return
        if self.birth_year.process_errors or self.birth_date.process_errors:
            return  # the birth has to be put right first
        born = (self.birth_year.data, self.birth_date.data)
        if not born_plausibly(*born, today()):
            return
        if needs_pseudonym(Generation(self.generation.data), *born, today()):
            raise ValidationError(
                _("A child needs a pseudonym. If it is no child, enter the year of birth.")
            )

    def details(self) -> Details:
        """What was filled in, for the service."""
        return read(self.data)

    def seen(self) -> Seen:
        """What the form was made from."""
        return seen_read(self.revision.data, self.prints.data)


def _known(person: Person) -> dict[str, Any]:
    known = details_of(person)
    return typed(known) | seen_told(Seen(person.revision, prints_of(known)))
