"""A list of people as a file, and what of it stays out."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from stories.foundation.fields import Pick

ROW = re.compile(r"[0-9]{1,6}")


class ImportForm(FlaskForm):
    """One file, for one organisation."""

    sheet = FileField(
        _l("The file"),
        [FileRequired(_l("Please choose a file."))],
        render_kw={"accept": ".xlsx,.csv,.txt"},
    )
    organisation = Pick(_l("Organisation"))

    def __init__(self, places: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation.choices = [(str(place.id), place.name) for place in places]
        if len(places) <= 1:
            del self.organisation


class PreviewForm(FlaskForm):
    """What was seen on the page; which rows stay out is read beside it."""

    seen = HiddenField(_l("What was seen"), filters=[lambda value: value or ""])


def numbers(values: list[str]) -> frozenset[int]:
    """Row numbers out of ticked boxes."""
    return frozenset(int(value) for value in values if ROW.fullmatch(value))
