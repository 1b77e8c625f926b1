"""Forms of the checklist. Nothing is ticked beforehand (DOMAIN C7)."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from stories.foundation.fields import TOO_LONG, Choice, Pick, choices, stripped
from stories.sessions.after.debrief.errors import TooFewQuestions
from stories.sessions.after.debrief.models import Debrief, Mark
from stories.sessions.after.debrief.rules import LONGEST, MOST, Question, QuestionSet
from stories.sessions.after.debrief.services import Words
from stories.sessions.after.debrief.words import MARKS, WORDS, question_text
from stories.sessions.forms import plain

LONGEST_WORDS = 1000
BOTH_LANGUAGES = _l("A question is asked in Kazakh and in Russian.")
FOR_WHOM = _l("Only you and the safeguarding lead read this answer. It may stay empty.")
FIRST = "q_"


def _words(name: str, hint: Any = "") -> Any:
    return TextAreaField(
        WORDS[name],
        [Length(max=LONGEST_WORDS, message=TOO_LONG)],
        filters=[plain],
        description=hint,
        render_kw={"rows": 2, "maxlength": LONGEST_WORDS},
    )


class _Debrief(FlaskForm):
    """What every debrief asks; the questions of the checklist come to it."""

    asked = HiddenField()
    was = HiddenField()
    went_well = _words("went_well")
    was_hard = _words("was_hard")
    next_time = _words("next_time")
    own_state = _words("own_state", FOR_WHOM)

    @property
    def ticks(self) -> list[Any]:
        """The questions' fields, in their order."""
        return [one for one in self if one.name.startswith(FIRST)]

    def marks(self) -> dict[str, Mark]:
        """The answers by question, once it is valid."""
        return {one.name.removeprefix(FIRST): Mark(one.data) for one in self.ticks}

    def words(self) -> Words:
        """What was written, once it is valid."""
        return Words(**{name: self[name].data or "" for name in WORDS})

    def revision(self) -> int:
        """Which revision the page showed; -1 for what is none."""
        return _number(self.was.data)


def _number(typed: str | None) -> int:
    text = typed or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1  # noqa: PLR2004


def debrief_form(asked: QuestionSet, row: Debrief | None, *, sent: bool) -> _Debrief:
    """A form with these questions: as it was sent, or with what is kept."""
    fields = {f"{FIRST}{one.key}": _tick(one) for one in asked.questions}
    made: type[_Debrief] = type("DebriefForm", (_Debrief,), fields)
    return made() if sent else made(formdata=None, data=_kept(asked, row))


def _tick(question: Question) -> Any:
    return Choice(question_text(question), choices=choices(MARKS))


def _kept(asked: QuestionSet, row: Debrief | None) -> dict[str, Any]:
    known: dict[str, Any] = {"asked": asked.name, "was": str(row.revision if row else 0)}
    if row is not None:
        known |= {name: getattr(row, name) for name in WORDS}
        known |= {f"{FIRST}{key}": mark for key, mark in row.answers.items()}
    return known


def _line(label: Any) -> Any:
    rules = [Length(max=LONGEST, message=TOO_LONG)]
    more = {"rows": 2, "maxlength": LONGEST}
    return TextAreaField(label, rules, filters=[stripped], render_kw=more)


class _Checklist(FlaskForm):
    """Up to twelve questions, those that stay empty are none."""

    was = HiddenField()

    def offer(self, manuals: Sequence[tuple[str, str]]) -> None:
        """Name the manuals a question may lead to."""
        for place in range(MOST):
            self[f"manual_{place}"].choices = [("", "—"), *manuals]

    def blocks(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each question."""
        return [
            (self[f"kk_{place}"], self[f"ru_{place}"], self[f"manual_{place}"])
            for place in range(MOST)
        ]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Both languages of whatever is asked, and not too few of them."""
        sound = bool(super().validate(extra_validators))
        for kk, ru, _manual in self.blocks():
            for one, other in ((kk, ru), (ru, kk)):
                if other.data and not one.data:
                    one.errors = [*one.errors, str(BOTH_LANGUAGES)]
                    sound = False
        if sound and len(self.questions()) < 3:  # noqa: PLR2004 - the fewest of rules.FEWEST
            self.form_errors.append(str(TooFewQuestions.sentence))
            return False
        return sound

    def questions(self) -> list[Question]:
        """What is to be asked, once it is valid."""
        return [
            Question("", kk.data, ru.data, "", uuid.UUID(one.data) if one.data else None)
            for kk, ru, one in self.blocks()
            if kk.data and ru.data
        ]

    def version(self) -> int:
        """Which version the page showed; -1 for what is none."""
        return _number(self.was.data)


def _places() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place in range(MOST):
        found[f"kk_{place}"] = _line(_l("In Kazakh"))
        found[f"ru_{place}"] = _line(_l("In Russian"))
        found[f"manual_{place}"] = Pick(_l("Leads to this manual"))
    return found


ChecklistForm: type[_Checklist] = type("ChecklistForm", (_Checklist,), _places())


def kept_questions(asked: QuestionSet) -> dict[str, Any]:
    """Kept questions as the form shows them."""
    known: dict[str, Any] = {"was": str(asked.version if asked.checklist_id else 0)}
    for place, one in enumerate(asked.questions):
        known |= {f"kk_{place}": one.kk, f"ru_{place}": one.ru}
        known[f"manual_{place}"] = str(one.manual_id or "")
    return known
