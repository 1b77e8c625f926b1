"""The few fields a narrator or a facilitator fills in."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange

from stories.foundation.fields import NEEDED, Choice
from stories.foundation.links import MOST_DAYS
from stories.people.calling import called_here
from stories.people.models import Person
from stories.translations.narrator.models import WishKind
from stories.translations.narrator.rules import DAYS

MOST_WORDS = 500


class PinForm(FlaskForm):
    """The PIN on the narrator's card."""

    pin = StringField(
        _l("PIN"),
        [InputRequired(_l("Please enter the PIN from your card.")), Length(max=20)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


class AgreeForm(FlaskForm):
    """One button; ``mark`` says which reading of the text was seen."""

    mark = HiddenField(validators=[Length(max=40)])


class WishForm(FlaskForm):
    """A reason with one tap, and a few words for whoever likes to type."""

    words = TextAreaField(
        _l("In a few words, if you like"),
        [Length(max=MOST_WORDS, message=_l("500 characters at most."))],
    )
    kind = HiddenField(validators=[AnyOf([one.value for one in WishKind])])


class NoteForm(FlaskForm):
    """What a phone recorded."""

    note = FileField(_l("Voice note"))


class DealForm(FlaskForm):
    """What was changed, for those who ask later."""

    outcome = StringField(
        _l("What was changed?"),
        [InputRequired(NEEDED), Length(max=300, message=_l("300 characters at most."))],
        description=_l("The voice note is deleted then."),
    )


class GiveForm(FlaskForm):
    """Whom to ask, and for how long the link is open."""

    who = Choice(_l("Who gets the link?"))
    days = IntegerField(
        _l("Open for how many days"),
        [
            InputRequired(_l("A whole number of days, please.")),
            NumberRange(1, MOST_DAYS, _l("Between 1 and 366 days.")),
        ],
        default=DAYS,
    )

    def __init__(self, asked: Mapping[Person, Sequence[Person]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pairs = _pairs(asked)
        self.who.choices = [(key, _told(*pair)) for key, pair in self.pairs.items()]

    def chosen(self) -> tuple[Person, Person | None]:
        """The person, and who looks together with them."""
        return self.pairs[str(self.who.data)]


def _pairs(asked: Mapping[Person, Sequence[Person]]) -> dict[str, tuple[Person, Person | None]]:
    found: dict[str, tuple[Person, Person | None]] = {}
    for person, beside in asked.items():
        for other in beside or (None,):
            found[_key(person.id, other.id if other else None)] = (person, other)
    return found


def _key(one: uuid.UUID, other: uuid.UUID | None) -> str:
    return f"{one}+{other}" if other else str(one)


def _told(person: Person, beside: Person | None) -> str:
    if beside is None:
        return called_here(person)
    names = {"child": called_here(person), "name": called_here(beside)}
    return str(_("%(child)s, together with %(name)s", **names))
