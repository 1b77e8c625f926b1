"""Lines of free text about a person, and the sentences beside them."""

from typing import Any

from wtforms import Field, StringField
from wtforms.validators import StopValidation, ValidationError

from stories.people.rules import tidy
from stories.people.services import problem_of


class Readable:
    """What may stand in a line of a person: no pictures, no identity number, not too long."""

    def __init__(self, kind: str = "") -> None:
        self.kind = kind

    def __call__(self, _form: Any, field: Field) -> None:
        if problem := problem_of(self.kind or field.name, field.data or ""):
            raise ValidationError(str(problem.sentence))


class Line(StringField):
    """A line without invisible signs; ``kind`` is the field whose rules it keeps."""

    def __init__(self, label: Any, needed: Any = None, *, kind: str = "", **kwargs: Any) -> None:
        self.needed = needed
        quiet = {"render_kw": {"autocomplete": "off"}}
        super().__init__(label, [Readable(kind)], filters=[tidy], **quiet | kwargs)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - as WTForms calls it
        if self.needed and not self.data:
            raise StopValidation(str(self.needed))
