"""Forms of requests: few fields, no name asked for, nothing ticked beforehand."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from stories.foundation.fields import CHOOSE, NEEDED, TOO_LONG, Choice, Pick, stripped
from stories.foundation.i18n import locale_code, say
from stories.moderation.models import Story
from stories.moderation.takedown import codes
from stories.moderation.takedown.models import TakedownOutcome
from stories.moderation.takedown.rules import RESTRICTED_TO, WITHOUT_STORY
from stories.moderation.takedown.services import MOST_CONTACT, Asked
from stories.moderation.takedown.words import OUTCOME_WORDS, OUTCOMES
from stories.people.models import Audience
from stories.people.words import AUDIENCES

MOST = 2000
ALL = "all"
CHILD = {"yes": _l("Yes"), "no": _l("No"), "unknown": _l("I do not know")}


def _clean(value: str | None) -> str:
    seen = (sign for sign in value or "" if sign == "\n" or sign.isprintable())
    return "".join(seen).strip()


def _words(label: Any, hint: Any = "", *, needed: bool = True, rows: int = 4) -> TextAreaField:
    rules: list[Any] = [DataRequired(_l("A few words are enough."))] if needed else [Optional()]
    return TextAreaField(
        label,
        [*rules, Length(max=MOST, message=_l("2000 characters at most."))],
        filters=[_clean],
        description=hint,
        render_kw={"rows": rows, "maxlength": MOST},
    )


def _child() -> RadioField:
    # Whoever leaves it open is not held up; the house takes it that a child may be involved.
    label = _l("Is a child involved?")
    return RadioField(label, [Optional()], choices=list(CHILD.items()), validate_choice=False)


class AskForm(FlaskForm):
    """What is wrong, and whether a child is involved; a name is not asked for."""

    story = Choice(_l("Which story?"))
    reason = _words(_l("What is wrong?"))
    child = _child()
    contact = StringField(
        _l("How can we answer you?"),
        [Optional(), Length(max=MOST_CONTACT, message=_l("200 characters at most."))],
        filters=[stripped],
        description=_l("You may leave this empty: a code lets you see what was decided."),
        render_kw={"autocomplete": "off"},
    )

    def __init__(self, stories: Iterable[Story] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._stories = {str(row.id): row for row in stories}
        if not self._stories:
            del self.story
            return
        named = [(key, say(row.title_kk, row.title_ru)) for key, row in self._stories.items()]
        self.story.choices = [*named, (ALL, _("All of them, or I do not know which"))]

    def meant(self) -> list[Story]:
        """The stories that are meant; none where none could be chosen."""
        chosen = self.story.data if self._stories else None
        return [row for key, row in self._stories.items() if chosen in (key, ALL)]

    def asked(self) -> Asked:
        """What was written; but for a plain no, a child is taken to be involved."""
        return Asked(
            reason=self.reason.data or "",
            contact=self.contact.data or "",
            child=self.child.data != "no",
            language=locale_code(),
        )


class TeamAskForm(FlaskForm):
    """What should not be there, told by somebody of the team."""

    reason = _words(_l("What should not be there?"))
    child = _child()


class CodeForm(FlaskForm):
    """The code that was told once."""

    code = StringField(
        _l("Your code"),
        [InputRequired(NEEDED), Length(max=codes.MOST, message=TOO_LONG)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class AppealForm(FlaskForm):
    """Why the decision should be looked at once more."""

    why = _words(_l("Why should we look once more?"), _l("Others look at it then."))


class DecideForm(FlaskForm):
    """What becomes of a story somebody wants taken down."""

    outcome = Choice(
        _l("What becomes of the story"),
        [InputRequired(CHOOSE)],
        choices=[(key.value, word) for key, word in OUTCOMES.items()],
    )
    audience = RadioField(
        _l("If fewer people: who may still hear it"),
        choices=[(item.value, AUDIENCES[item]) for item in RESTRICTED_TO],
        validate_choice=False,
    )
    remark = _words(_l("Why, for whoever decides with you"), needed=False, rows=3)

    def __init__(self, *, named: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not named:
            self.outcome.choices = [(key.value, OUTCOME_WORDS[key]) for key in WITHOUT_STORY]
            self.outcome.label.text = _("What becomes of the request")
            del self.audience

    def decision(self) -> tuple[TakedownOutcome, Audience | None]:
        """The outcome and the audience, as the service wants them."""
        told = self.audience.data if "audience" in self else None
        audience = Audience(told) if told in set(Audience) else None
        return TakedownOutcome(self.outcome.data), audience


class NameForm(FlaskForm):
    """Which story is meant."""

    story = Pick(_l("Which story is meant"))

    def __init__(self, stories: Iterable[Story], **kwargs: Any) -> None:
        super().__init__(prefix="name-", **kwargs)
        self.stories = {str(row.id): row for row in stories}
        named = [(key, say(row.title_kk, row.title_ru)) for key, row in self.stories.items()]
        self.story.choices = [("", _("Choose")), *named]

    def validate_story(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(CHOOSE))
