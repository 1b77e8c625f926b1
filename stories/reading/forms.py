"""The few fields a family or a link's giver fills in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from stories.foundation.fields import NEEDED
from stories.foundation.telling import tells_too_much
from stories.people.problems import SaysTooMuch
from stories.reading.rules import MOST_DAYS


class PinForm(FlaskForm):
    """The PIN on the family's card."""

    pin = StringField(
        _l("PIN"),
        [InputRequired(_l("Please enter the PIN from your card.")), Length(max=20)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


class LinkForm(FlaskForm):
    """For whom the link is, and for how long."""

    label = StringField(
        _l("For whom"),
        [InputRequired(NEEDED), Length(max=80, message=_l("80 characters at most."))],
        description=_l("A word only your team understands; no surname."),
    )
    days = IntegerField(
        _l("Open for how many days"),
        [
            InputRequired(_l("A whole number of days, please.")),
            NumberRange(1, MOST_DAYS, _l("Between 1 and 366 days.")),
        ],
        default=90,
    )

    def validate_label(self, label: StringField) -> None:
        """A card, a list and a log of downloads may be seen by others (DOMAIN P3)."""
        if tells_too_much(str(label.data)):
            raise ValidationError(str(SaysTooMuch.sentence))
