"""Forms of distress flags."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from stories.foundation.clock import today
from stories.foundation.fields import NEEDED, TOO_LONG, PlainDate
from stories.sessions.distress.errors import NoDay
from stories.sessions.distress.services import MOST
from stories.sessions.forms import plain
from stories.sessions.referrals.rules import follow_up_fits


def words(label: Any, hint: Any = "", *more: Any) -> Any:
    """A field for the restricted record."""
    return TextAreaField(
        label,
        [*more, Length(max=MOST, message=TOO_LONG)],
        filters=[plain],
        description=hint,
        render_kw={"rows": 3, "maxlength": MOST, "autocomplete": "off"},
    )


class AnswerForm(FlaskForm):
    """The flag is taken in hand: when to ask again, and what is known by now."""

    follow_up_on = PlainDate(_l("Ask again how they are on"), [InputRequired(NEEDED)])
    words = words(_l("What you know and did"), _l("Only safeguarding leads read it. It stays."))

    def validate_follow_up_on(self, field: Any) -> None:
        if field.data and not follow_up_fits(field.data, today()):
            raise ValidationError(str(NoDay.sentence))


class CloseForm(FlaskForm):
    """What came of it, before it is closed."""

    words = words(_l("What came of it for them"), "", DataRequired(NEEDED))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="close-", **kwargs)
