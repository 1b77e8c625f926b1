"""Forms of incidents."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from stories.archive.safeguarding.errors import NoDay
from stories.archive.safeguarding.models import IncidentKind
from stories.archive.safeguarding.services import Told
from stories.archive.safeguarding.words import KINDS
from stories.foundation.clock import today
from stories.foundation.fields import NEEDED, PlainDate
from stories.sessions.distress.forms import words
from stories.sessions.referrals.rules import follow_up_fits


class TellForm(FlaskForm):
    """What happened. ``people`` are those it may be about, where the teller may know them."""

    kind = RadioField(
        _l("What is it about?"),
        [InputRequired(NEEDED)],
        choices=[(kind.value, word) for kind, word in KINDS.items()],
    )
    words = words(
        _l("What happened, or what was said"),
        _l("The safeguarding lead alone reads it; once sent, you do not see it again."),
        DataRequired(NEEDED),
    )
    person = SelectField(_l("Whom it is about, if it is somebody from the session"))
    restrict = BooleanField(
        _l("Close the recording at once"),
        description=_l(
            "Until the safeguarding lead decides, nobody else opens it, its text and its stories. "
            "Calls to violence close it in any case."
        ),
    )

    def __init__(self, people: dict[uuid.UUID, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        named = [(str(key), name) for key, name in people.items()]
        self.person.choices = [("", _l("Nobody, or I do not know")), *named]

    def told(self) -> Told:
        """What was entered."""
        who = uuid.UUID(self.person.data) if self.person.data else None
        kind = IncidentKind(self.kind.data)
        return Told(kind, self.words.data or "", who, restrict=bool(self.restrict.data))


class AnswerForm(FlaskForm):
    """The incident is taken in hand: when to look again, and what is known by now."""

    follow_up_on = PlainDate(_l("Look again on"), [InputRequired(NEEDED)])
    words = words(_l("What you know and did"), _l("Only safeguarding leads read it. It stays."))

    def validate_follow_up_on(self, field: Any) -> None:
        if field.data and not follow_up_fits(field.data, today()):
            raise ValidationError(str(NoDay.sentence))


class CloseForm(FlaskForm):
    """What came of it, before it is closed."""

    words = words(_l("What came of it"), "", DataRequired(NEEDED))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="close-", **kwargs)
