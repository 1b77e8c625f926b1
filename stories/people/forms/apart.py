"""Forms of what is kept apart: restricted facts, and that an identity was seen."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, InputRequired

from stories.foundation.fields import NEEDED, Choice, PlainDate, choices
from stories.people.forms.lines import Readable
from stories.people.models import FactKind
from stories.people.rules import tidy
from stories.people.words import FACT_KINDS


def lines(value: str | None) -> str:
    """Several lines, each without invisible signs."""
    return "\n".join(tidy(line) for line in (value or "").splitlines()).strip()


class FactForm(FlaskForm):
    """A restricted fact (DOMAIN P5)."""

    kind = Choice(_l("What is it about?"), choices=choices(FACT_KINDS))
    text = TextAreaField(
        _l("What should be known?"),
        [DataRequired(NEEDED), Readable()],
        filters=[lines],
        description=_l(
            "Only what protects the person, in few words. No names that are not needed."
        ),
        render_kw={"rows": "4", "autocomplete": "off"},
    )

    def chosen(self) -> tuple[FactKind, str]:
        """Kind and text, for the service."""
        return FactKind(self.kind.data), str(self.text.data)


class IdentityForm(FlaskForm):
    """The day on which somebody's document was looked at; nothing of it is kept (DOMAIN X8)."""

    seen_on = PlainDate(_l("Day"), [InputRequired(NEEDED)])
