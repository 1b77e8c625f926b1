"""The forms of somebody's own link."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from stories.foundation.fields import Choice
from stories.foundation.links import MOST_DAYS
from stories.people.calling import called_here
from stories.people.models import Person
from stories.people.rules import DEFAULT_DAYS


class OwnLinkForm(FlaskForm):
    """Who gets the link, and for how long."""

    holder = Choice(_l("Who gets the link?"))
    days = IntegerField(
        _l("Open for how many days"),
        [
            InputRequired(_l("A whole number of days, please.")),
            NumberRange(1, MOST_DAYS, _l("Between 1 and 366 days.")),
        ],
        default=DEFAULT_DAYS,
    )

    def __init__(self, holders: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holder.choices = [(str(item.id), called_here(item)) for item in holders]
        # A page made when somebody else could be chosen still says whom it meant.
        if len(self.holder.choices) == 1 and self.holder.name not in request.form:
            del self.holder

    def chosen(self, holders: dict[uuid.UUID, Person]) -> Person:
        """Who was chosen, or the only one there is."""
        if "holder" not in self:
            return next(iter(holders.values()))
        return holders[uuid.UUID(self.holder.data)]


class OwnPinForm(FlaskForm):
    """The PIN on somebody's card."""

    pin = StringField(
        _l("PIN"),
        [InputRequired(_l("Please enter the PIN from your card.")), Length(max=20)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


class TakeBackForm(FlaskForm):
    """Nothing to fill in: the button is the word."""
