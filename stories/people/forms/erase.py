"""The word that carries out a plan, and the plan it carries out."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from stories.foundation.erasure import Wish
from stories.foundation.fields import NEEDED, TOO_LONG, stripped

CONFIRM = {Wish.DELETE: _l("delete"), Wish.ANONYMISE: _l("make anonymous")}


class EraseForm(FlaskForm):
    """Typed by hand, so that nobody does it by a slip."""

    digest = HiddenField(validators=[InputRequired(), Length(max=64)])
    word = StringField(
        _l("To carry it out, write the word shown above"),
        [DataRequired(NEEDED), Length(max=60, message=TOO_LONG)],
        filters=[stripped],
        render_kw={"autocomplete": "off"},
    )

    def __init__(self, wish: Wish, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = str(CONFIRM[wish])

    def validate_word(self, field: Field) -> None:
        if str(field.data or "").casefold() != self.wanted.casefold():
            raise ValidationError(_("This is another word. Nothing was erased."))
