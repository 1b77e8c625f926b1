"""The form a list is pasted into."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from stories.accounts.models import Organisation
from stories.foundation.fields import NEEDED, TOO_LONG, Pick
from stories.transcripts.wordlist.rules import LONGEST, MOST


class WordsForm(FlaskForm):
    """Many words at once; the organisation where somebody administers several."""

    words = TextAreaField(
        _l("New words"),
        [InputRequired(NEEDED), Length(max=2 * LONGEST * MOST, message=TOO_LONG)],
        description=_l("One word, name or place a line. A whole list can be pasted."),
        render_kw={"autocomplete": "off", "rows": 6},
    )
    organisation = Pick(_l("Organisation"))

    def __init__(self, places: list[Organisation]) -> None:
        super().__init__()
        self.organisation.choices = [(str(place.id), place.name) for place in places]
        if len(places) == 1:
            del self.organisation
