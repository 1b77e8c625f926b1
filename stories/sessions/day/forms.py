"""What the run sheet sends, one small form each; a script sends the same with ``ago``."""

import math
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import AnyOf, Length, Optional

from stories.foundation.errors import StoriesError
from stories.foundation.fields import TOO_LONG, Pick, stripped
from stories.sessions.day.models import Moment
from stories.sessions.day.moments import moment_of
from stories.sessions.day.services import LONGEST
from stories.sessions.day.words import PICTURES
from stories.sessions.distress.forms import words

HERE = {"yes": True, "no": False, "": None}
MOST_SECONDS = 1e9


class _Noted(FlaskForm):
    ago = HiddenField()

    def at(self) -> datetime:
        """When it was noted; now, where nothing sensible is told."""
        try:
            told = float(self.ago.data or 0)
        except ValueError:
            return moment_of(0)
        return moment_of(min(told, MOST_SECONDS) if math.isfinite(told) else 0)

    def sound(self) -> Any:
        """The form itself; raises StoriesError for what no page of ours sends."""
        if not self.validate_on_submit():
            raise StoriesError
        return self


class _AboutSomebody(_Noted):
    person = HiddenField()

    @property
    def person_id(self) -> uuid.UUID:
        """Whom it is about; raises StoriesError for what is no id."""
        try:
            return uuid.UUID(self.person.data or "")
        except ValueError:
            raise StoriesError from None


class HereForm(_AboutSomebody):
    """Whether somebody is here; nothing takes it back."""

    came = HiddenField(validators=[Optional(), AnyOf(HERE)])

    @property
    def answer(self) -> bool | None:
        """Yes, no, or not known."""
        return HERE[self.came.data or ""]


class MoodForm(_AboutSomebody):
    """Which picture somebody pointed at; nothing takes it back."""

    moment = HiddenField(validators=[AnyOf([one.value for one in Moment])])
    picture = HiddenField(validators=[Optional(), AnyOf([str(number) for number in PICTURES])])

    @property
    def chosen(self) -> int | None:
        """1 to 5, or None."""
        return int(self.picture.data) if self.picture.data else None


class KeywordForm(_Noted):
    """A few words about what is being told."""

    text = StringField(
        _l("A few words about what is told now"),
        [Length(max=LONGEST, message=TOO_LONG)],
        filters=[stripped],
        render_kw={"maxlength": LONGEST, "autocomplete": "off", "enterkeyhint": "done"},
    )


class PauseForm(_Noted):
    """A pause begins, or ends."""

    to = HiddenField(validators=[AnyOf(["pause", "go_on"])])


class FlagForm(_Noted):
    """Somebody is not well: who, and what the safeguarding lead should know."""

    person = Pick(_l("Who is not well"))
    words = words(
        _l("What should they know at once?"),
        _l("You may leave it empty. Only the safeguarding lead reads it."),
    )

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Name whom it may be about."""
        self.person.choices = [("", _("Somebody here")), *people]
