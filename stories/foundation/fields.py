"""Form fields that answer in the page's language, and the sentences every form shares."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import DateField, FileField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

NEEDED = _l("Please fill this in.")
CHOOSE = _l("Please choose one.")
TOO_LONG = _l("This is too long.")


def stripped(value: str | None) -> str:
    """What was typed on one line, without doubled spaces or signs nobody can see."""
    words = ("".join(filter(str.isprintable, word)) for word in (value or "").split())
    return " ".join(filter(None, words))


def choices(words: dict[Any, Any]) -> list[tuple[str, Any]]:
    """An enumeration's words as the choices of a field."""
    return [(member.value, word) for member, word in words.items()]


class FilesForm(FlaskForm):
    """A form some of whose fields are files; a file that is sent for any other field is nothing."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            found = super().wrap_formdata(form, formdata)
            if not isinstance(found, CombinedMultiDict):
                return found
            wanted = {item.name for item in form if isinstance(item, FileField)}
            pairs = request.files.items(multi=True)
            files = MultiDict((name, file) for name, file in pairs if name in wanted)
            return CombinedMultiDict((files, request.form))


class _Listed:
    """Mixed into a field with choices: one sentence for nothing, and for what is not among them."""

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValidationError:
            raise StopValidation(str(CHOOSE)) from None


class Pick(_Listed, SelectField):
    """One out of a list."""


class Choice(_Listed, RadioField):
    """One of a few, none chosen beforehand."""


class Ticks(_Listed, SelectMultipleField):
    """Any of a few, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PlainDate(DateField):
    """A day; what is no day is said so, and stays in the field."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not "".join(valuelist).strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("This is no date. Write it as year-month-day.")) from None


class PlainYear(IntegerField):
    """A year in four digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not "".join(valuelist).strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Please write the year in four digits.")) from None
