"""Forms that put two people beside each other, or keep them apart."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from stories.foundation.fields import CHOOSE, Pick
from stories.people.calling import called_here
from stories.people.forms.lines import Line
from stories.people.kin import TIES
from stories.people.models import Person, Tie


class PickForm(FlaskForm):
    """One person out of a list, in the field that ``of`` names."""

    of = ""

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(item.id), called_here(item)) for item in people]
        self[self.of].choices = [("", _("Choose a person")), *named]


class RepresentativeForm(PickForm):
    """Who speaks for the child in law."""

    of = "representative"
    representative = Pick(_l("Legal representative"), [InputRequired(CHOOSE)])


class ApartForm(PickForm):
    """Who is not planned into one session with this person."""

    of = "other"
    other = Pick(_l("Not together with"), [InputRequired(CHOOSE)])


class RelationForm(PickForm):
    """What somebody is to this person."""

    of = "relative"
    relative = Pick(_l("Who is it?"), [InputRequired(CHOOSE)])
    tie = Pick(_l("What are they to this person?"), [InputRequired(CHOOSE)])
    note = Line(_l("In their own words"), description=_l("Not needed."))

    def __init__(self, people: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(people, *args, **kwargs)
        offered = [(tie.value, word) for tie, word in TIES.items()]
        self.tie.choices = [("", _("Choose")), *offered]

    def chosen(self) -> Tie:
        """What the other is to this person."""
        return Tie(self.tie.data)
