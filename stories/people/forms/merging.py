"""Which of two entries counts, part by part."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from stories.foundation.fields import CHOOSE, Choice, Pick
from stories.people.calling import called_here
from stories.people.models import Person

THIS, OTHER = "this", "other"


class DoubleForm(FlaskForm):
    """Who is entered a second time."""

    other = Pick(_l("The same person is also entered as"), [InputRequired(CHOOSE)])

    def __init__(self, people: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, meta={"csrf": False}, **kwargs)
        named = [(str(row.id), _name(row)) for row in people]
        self.other.choices = [("", _("Choose a person")), *named]


def _name(row: Person) -> str:
    name = called_here(row)
    return f"{name}, {row.birth_year}" if row.birth_year else name


def merge_form(parts: dict[str, tuple[Any, str, str]]) -> FlaskForm:
    """A choice for each part in which the entries differ: its label, and what either says."""

    class Filled(FlaskForm):
        """The choices of these two entries."""

    for key, (label, mine, theirs) in parts.items():
        options = [(THIS, mine), (OTHER, theirs)]
        setattr(Filled, f"take_{key}", Choice(label, choices=options, default=THIS))
    return Filled()


def taken(form: FlaskForm) -> frozenset[str]:
    """The parts that come from the other entry."""
    return frozenset(
        field.name.removeprefix("take_")
        for field in form
        if field.name.startswith("take_") and field.data == OTHER
    )


def asked_for(text: str | None) -> uuid.UUID | None:
    """An id out of an address, if it is one."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
