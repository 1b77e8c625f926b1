"""Forms of follow-ups."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from stories.foundation.clock import today
from stories.foundation.fields import NEEDED, TOO_LONG, Choice, Pick, PlainDate, choices, stripped
from stories.sessions.after.followups.errors import NoDay, NothingToDo
from stories.sessions.after.followups.models import FollowUp, Outcome
from stories.sessions.after.followups.rules import LONGEST, due_fits
from stories.sessions.after.followups.services import Task
from stories.sessions.after.followups.words import OUTCOMES

Named = Sequence[tuple[str, str]]


class TaskForm(FlaskForm):
    """What is to be done, about whom, by whom, by which day."""

    text = TextAreaField(
        _l("What is to be done?"),
        [DataRequired(NothingToDo.sentence), Length(max=LONGEST, message=TOO_LONG)],
        filters=[stripped],
        description=_l("A few words that everybody who may see it can read."),
        render_kw={"rows": 2, "maxlength": LONGEST},
    )
    person = Pick(_l("About somebody"))
    owner = Pick(_l("Who does it?"))
    due_on = PlainDate(_l("By which day?"), [InputRequired(NEEDED)])
    kept: date | None = None
    row: FollowUp | None = None

    def offer(self, people: Named, doers: Named, row: FollowUp | None = None) -> None:
        """Name whom it may be about and who may do it."""
        self.row = row
        self.person.choices = [("", _("Nobody in particular")), *people]
        self.owner.choices = [("", _("Choose")), *doers]
        self.kept = row.due_on if row else None

    def validate_owner(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(NEEDED))

    def validate_due_on(self, field: Any) -> None:
        if field.data and not due_fits(field.data, today(), self.kept):
            raise ValidationError(str(NoDay.sentence))

    def leave_words(self) -> None:
        """Whoever may not know the names in it says nothing otherwise: the words stay (P1)."""
        del self.text

    def task(self) -> Task:
        """What was written, once it is valid."""
        about = uuid.UUID(self.person.data) if self.person.data else None
        kept = self.row.text if self.row else ""
        text = self.text.data or "" if "text" in self else kept
        return Task(text, uuid.UUID(self.owner.data), self.due_on.data, about)


class DoneForm(FlaskForm):
    """What came of it; nothing is chosen beforehand."""

    outcome = Choice(_l("What came of it?"), choices=choices(OUTCOMES))
    words = StringField(
        _l("In a few words"),
        [Length(max=LONGEST, message=TOO_LONG)],
        filters=[stripped],
        render_kw={"maxlength": LONGEST, "autocomplete": "off"},
    )

    def said(self) -> Outcome:
        """The outcome, once it is valid."""
        return Outcome(self.outcome.data)


def as_kept(row: FollowUp) -> dict[str, Any]:
    """A kept one as the form shows it."""
    return {
        "text": row.text,
        "person": str(row.person_id or ""),
        "owner": str(row.owner_id),
        "due_on": row.due_on,
    }
