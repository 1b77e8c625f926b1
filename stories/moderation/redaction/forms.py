"""The form for hiding a part: words to tick, times to type, a reason.

Words are read from the request itself: there is a box for each word of each text.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, ValidationError

from stories.foundation.errors import StoriesError
from stories.foundation.fields import NEEDED
from stories.foundation.positions import position
from stories.moderation.fields import TYPED, PlaytimeField
from stories.moderation.redaction.errors import (
    PLACES,
    BadPlace,
    InsteadTells,
    NothingChosen,
    ReasonNeeded,
)
from stories.moderation.redaction.matching import Key
from stories.moderation.redaction.rules import MOST_INSTEAD, MOST_REASON, Place
from stories.moderation.timeline import Span
from stories.people.models import Person

WORD = "word"
LOOKED = "looked"
THE_MARK = "mark"
_SLACK_MS = 1000  # a machine's last word may end a little after the sound
_AT_THE_TIMES = {Place.BEFORE_ZERO, Place.BACKWARDS, Place.OUTSIDE}


class HideForm(FlaskForm):
    """What is to be hidden, why, and what is read and heard instead."""

    start = PlaytimeField(_l("Silent from"), render_kw=TYPED)
    end = PlaytimeField(_l("Silent until"), render_kw=TYPED)
    reason = StringField(
        _l("Why"),
        description=_l("For the team alone. Please do not repeat the hidden words here."),
        render_kw={"maxlength": MOST_REASON, "autocomplete": "off"},
    )
    instead = RadioField(_l("What is read instead"), default=THE_MARK, validate_choice=False)
    instead_kk = StringField(
        _l("In Kazakh it will say"), render_kw={"maxlength": MOST_INSTEAD, "lang": "kk"}
    )
    instead_ru = StringField(
        _l("In Russian it will say"), render_kw={"maxlength": MOST_INSTEAD, "lang": "ru"}
    )
    sound = RadioField(
        _l("What is heard instead"),
        choices=[("silence", _l("Silence")), ("tone", _l("A soft tone"))],
        default="silence",
        validators=[InputRequired(NEEDED)],
    )

    def offer(self, people: Iterable[Person], *, own: bool, length_ms: int) -> None:
        """Offer the mark, these people's pseudonyms, and what stands there now if it is ``own``."""
        self.length_ms = length_ms
        names: list[tuple[str, Any]] = [(str(one.id), one.pseudonym) for one in people]
        mine = [("own", _l("What is written below"))] if own else []
        self.instead.choices = [(THE_MARK, _l("The mark […]")), *names, *mine]

    def validate_start(self, field: PlaytimeField) -> None:
        if field.data is None and not field.errors and self.end.data is not None:
            raise ValidationError(_("Please write the beginning as well."))

    def validate_end(self, field: PlaytimeField) -> None:
        if self.start.data is None or field.errors:
            return
        if field.data is None:
            raise ValidationError(_("Please write the end as well."))
        if field.data <= self.start.data:
            raise ValidationError(str(PLACES[Place.BACKWARDS]))
        if field.data > self.length_ms + _SLACK_MS:
            told = _(
                "The recording ends at %(time)s. Please write a time that is not after it.",
                time=position(self.length_ms),
            )
            raise ValidationError(told)

    def tell(self, error: StoriesError) -> bool:
        """Put what went wrong beside the field it belongs to; whether there is one."""
        field: Any = None
        if isinstance(error, ReasonNeeded):
            field = self.reason
        elif isinstance(error, InsteadTells):
            field = self.instead
        elif isinstance(error, NothingChosen) or (
            isinstance(error, BadPlace) and error.place in _AT_THE_TIMES
        ):
            field = self.start
        if field is not None:
            field.errors = [str(error.sentence)]
        return field is not None

    @property
    def typed(self) -> Span | None:
        """The times, if both are there."""
        if self.start.data is None or self.end.data is None:
            return None
        return self.start.data, self.end.data


def ticked() -> dict[Key, set[int]]:
    """Places of the words that were ticked, by text; what is no such box counts for nothing."""
    found: dict[Key, set[int]] = {}
    for value in request.form.getlist(WORD):
        key, _colon, place = value.rpartition(":")
        known = key_in(key)
        if known and place.isascii() and place.isdigit() and len(place) < 5:  # noqa: PLR2004
            found.setdefault(known, set()).add(int(place))
    return found


def looked_at() -> set[Key]:
    """Texts that stood on the page with what follows from the choice."""
    return {key for key in map(key_in, request.form.getlist(LOOKED)) if key}


def key_in(value: str) -> Key | None:
    """The text that «segment:language» names; None if it names none."""
    segment, _colon, language = value.partition(":")
    try:
        return uuid.UUID(segment), language[:3]
    except ValueError:
        return None


def written(key: Key) -> str:
    """A text as the page names it."""
    return f"{key[0]}:{key[1]}"


def span_in(value: str) -> Span | None:
    """The times «1000-2000» that the page had; None if it had none."""
    start, _dash, end = value.partition("-")
    if not (start.isascii() and end.isascii() and start.isdigit() and end.isdigit()):
        return None
    return int(start[:12]), int(end[:12])
