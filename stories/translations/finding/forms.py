"""What is looked for and what comes instead."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Length

from stories.translations.finding.rules import LONGEST, Wanted, tidy

BOTH, SAID, OTHER = "both", "said", "other"


class FindForm(FlaskForm):
    """Asked by GET: it changes nothing, and its address can be gone back to."""

    class Meta:
        csrf = False

    find = StringField(_l("Find"), validators=[Length(max=LONGEST)])
    instead = StringField(_l("Replace with"), validators=[Length(max=LONGEST)])
    where = SelectField(
        _l("Where"),
        choices=[
            (BOTH, _l("in both languages")),
            (SAID, _l("in what was said")),
            (OTHER, _l("in the other language")),
        ],
        default=BOTH,
    )
    loose = BooleanField(
        _l("Also words typed without Kazakh letters"),
        description=_l("Finds a word both with its Kazakh letters and without them."),
    )
    whole = BooleanField(_l("Whole words only"))
    exact_case = BooleanField(_l("Capitals as typed"))

    nothing = BooleanField(_l("Take the found words out, and put nothing there"))

    @property
    def changes(self) -> bool:
        """Whether anything is to stand there instead, or nothing by wish."""
        return bool(self.replacement or self.nothing.data)

    @property
    def wanted(self) -> Wanted:
        """What the fields ask for."""
        text = tidy(self.find.data or "")
        return Wanted(
            text, bool(self.loose.data), bool(self.whole.data), bool(self.exact_case.data)
        )

    @property
    def replacement(self) -> str:
        """The words that come instead; "" takes the found ones out, where that is wished."""
        return "" if self.nothing.data else tidy(self.instead.data or "")
