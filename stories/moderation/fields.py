"""Fields of a story's form: places in a recording, and stretches of it."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, Form, FormField
from wtforms.widgets import TextInput

from stories.foundation.positions import position, read_position
from stories.moderation.timeline import Span

BEFORE_ZERO = _l("The recording begins at 0:00. Please write a time that is not before it.")
SIXTY = _l("A minute has 60 seconds. Please write seconds from 00 to 59, like 2:14.")
NOT_A_CLOCK = _l("Please write minutes and seconds, like 2:14.")
_MINUS = "-−–—"
_SECONDS = re.compile(r".*\d:[6-9]\d(?:[.,]\d*)?", re.ASCII)
TYPED = {"inputmode": "text", "autocomplete": "off"}


class PlaytimeField(Field):
    """A place in a recording, «2:14» or «1:02:14»; ``data`` is milliseconds or None if empty."""

    widget = TextInput()
    data: int | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else position(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; raises ValueError with a sentence."""
        if not valuelist:
            return
        typed = str(valuelist[0]).strip()
        self.data = read_position(typed)
        if self.data is None and typed:
            raise ValueError(str(_wrong_with(typed)))

    def put(self, milliseconds: int) -> None:
        """Show this place, whatever was typed."""
        self.data, self.raw_data = milliseconds, None


def _wrong_with(typed: str) -> Any:
    """The sentence for what is no place in a recording."""
    if typed[0] in _MINUS and re.search(r"\d", typed):
        return BEFORE_ZERO
    return SIXTY if _SECONDS.fullmatch(typed) else NOT_A_CLOCK


class StretchForm(Form):
    """One stretch; both places empty mean that there is none."""

    start = PlaytimeField(_l("Begins at"), render_kw=TYPED)
    end = PlaytimeField(_l("Ends at"), render_kw=TYPED)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether both places are there, or neither."""
        well = bool(super().validate(extra_validators))
        places = (self.start, self.end)
        missing = [item for item in places if item.data is None and not item.errors]
        if well and len(missing) == 1:
            missing[0].errors = [str(NOT_A_CLOCK)]
            return False
        return well

    @property
    def span(self) -> Span | None:
        """The stretch in milliseconds, if both places are there."""
        if self.start.data is None or self.end.data is None:
            return None
        return self.start.data, self.end.data


class StretchesField(FieldList):  # type: ignore[type-arg]
    """Stretches of a recording, each in a row of its own; the last row is for one more."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(FormField(StretchForm), label, min_entries=1, **more)

    @property
    def rows(self) -> list[StretchForm]:
        """The rows as they stand on the page."""
        return [entry.form for entry in self.entries]

    @property
    def spans(self) -> tuple[Span, ...]:
        """What was filled in, in the order of the page."""
        return tuple(row.span for row in self.rows if row.span)

    def one_more(self) -> None:
        """Leave an empty row at the end."""
        if not self.entries or self.rows[-1].span:
            self.append_entry()

    def tell(self, place: int, side: str, sentence: str) -> None:
        """Put a sentence beside one side of the stretch that is ``place``-th of ``spans``."""
        filled = [row for row in self.rows if row.span] or self.rows
        filled[place][side].errors = [sentence]

    @property
    def errors(self) -> Sequence[str]:
        """What is wrong in any row, for the list at the form's top."""
        return [str(told) for row in self.rows for field in row for told in field.errors]

    @errors.setter
    def errors(self, told: Any) -> None:
        """Each row keeps its own; nothing is kept here."""
