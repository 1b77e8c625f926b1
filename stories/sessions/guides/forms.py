"""Forms of the guides: an organisation's own question."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from stories.sessions.forms import Either, One, Several, plain
from stories.sessions.guides.models import LONGEST, AgeBand, AskedOf, Prompt
from stories.sessions.guides.services import (
    BOTH,
    LONG,
    NO_AGE,
    NO_THEME,
    NO_WHOM,
    OwnQuestion,
)
from stories.sessions.guides.words import AGES, ASKED_OF, THEMES

NO_PLACE = _l("Choose an organisation from the list.")


def _text(label: Any, *more: Any, **options: Any) -> Any:
    rules = [*more, Length(max=LONGEST, message=LONG)]
    return TextAreaField(label, rules, filters=[plain], **options)


class QuestionForm(FlaskForm):
    """A question in Kazakh and in Russian, whom it is for, and what it asks of everybody."""

    organisation = One(_l("Organisation"), [InputRequired(NO_PLACE)], told=NO_PLACE)
    text_kk = _text(_l("In Kazakh"), DataRequired(BOTH))
    text_ru = _text(_l("In Russian"), DataRequired(BOTH))
    text_en = _text(_l("In English"), description=_l("May stay empty."))
    theme = One(_l("Theme"), [InputRequired(NO_THEME)], choices=list(THEMES.items()), told=NO_THEME)
    asked_of = Either(
        _l("Whom is it put to?"),
        [InputRequired(NO_WHOM)],
        choices=[(whom.value, word) for whom, word in ASKED_OF.items()],
        told=NO_WHOM,
    )
    ages = Several(
        _l("Which ages does it suit?"),
        [InputRequired(NO_AGE)],
        choices=[(age.value, word) for age, word in AGES.items()],
        told=NO_AGE,
        description=_l("Of the young person who listens or is asked."),
    )
    sensitive = BooleanField(
        _l("Asks for care"),
        description=_l("Then it is offered only to those who tick that they want such questions."),
    )

    def offer(self, organisations: Sequence[tuple[str, str]]) -> None:
        """Name the organisations to choose from; one alone is not asked about."""
        self.organisation.choices = list(organisations)
        if len(organisations) == 1:
            del self.organisation

    def question(self) -> OwnQuestion:
        """What was written, once it is valid."""
        return OwnQuestion(
            theme=str(self.theme.data),
            asked_of=AskedOf(str(self.asked_of.data)),
            ages=tuple(AgeBand(age) for age in self.ages.data or ()),
            sensitive=bool(self.sensitive.data),
            text_kk=self.text_kk.data or "",
            text_ru=self.text_ru.data or "",
            text_en=self.text_en.data or "",
        )

    def blame(self, problems: dict[str, Any]) -> None:
        """Put sentences of the services beside the fields they are about."""
        for name, sentence in problems.items():
            field = self[name]
            field.errors = [*field.errors, sentence]


def as_written(row: Prompt) -> dict[str, object]:
    """A kept question as the form shows it."""
    names = ("text_kk", "text_ru", "text_en", "theme", "sensitive", "ages")
    return {name: getattr(row, name) for name in names} | {"asked_of": row.asked_of.value}
