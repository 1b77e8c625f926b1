"""Forms of the glossary."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from stories.accounts.models import Organisation
from stories.foundation.fields import NEEDED, TOO_LONG, Pick
from stories.translations.glossary.models import LONGEST, LONGEST_NOTE

MOST_LETTERS = 200_000


class TermsForm(FlaskForm):
    """Many terms at once; the organisation where somebody works for several."""

    terms = TextAreaField(
        _l("New terms"),
        [InputRequired(NEEDED), Length(max=MOST_LETTERS, message=TOO_LONG)],
        description=_l(
            "One term a line: Kazakh; Russian; a note if you like. Two columns of a table can be "
            "pasted as they are."
        ),
        render_kw={"autocomplete": "off", "rows": 5},
    )
    organisation = Pick(_l("Organisation"))

    def __init__(self, places: list[Organisation]) -> None:
        super().__init__()
        self.organisation.choices = [(str(place.id), place.name) for place in places]
        if len(places) == 1:
            del self.organisation


class TermForm(FlaskForm):
    """One term."""

    kk = StringField(
        _l("In Kazakh"),
        [InputRequired(NEEDED), Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"lang": "kk", "autocomplete": "off"},
    )
    ru = StringField(
        _l("In Russian"),
        [InputRequired(NEEDED), Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"lang": "ru", "autocomplete": "off"},
    )
    note = StringField(
        _l("Note"), [Length(max=LONGEST_NOTE, message=TOO_LONG)], render_kw={"autocomplete": "off"}
    )
