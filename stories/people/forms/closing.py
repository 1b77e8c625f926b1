"""Until when something is closed, and why (DOMAIN C9)."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length

from stories.foundation.fields import NEEDED
from stories.people.rules import MOST_REASON


class ClosureForm(FlaskForm):
    """A coming day, and a reason; nothing is filled in beforehand."""

    until = DateField(_l("Closed until"), [InputRequired(_l("Please choose a day to come."))])
    because = StringField(
        _l("Why"),
        [InputRequired(NEEDED), Length(max=MOST_REASON)],
        render_kw={"maxlength": MOST_REASON},
    )
