"""Forms of matching: a season, and two people with what is said about them."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from stories.foundation import clock
from stories.foundation.telling import tells_too_much
from stories.people.problems import SaysTooMuch
from stories.sessions.forms import NO_DAY, Day, Either, One, Whole, plain
from stories.sessions.matching.models import Choice, Season
from stories.sessions.matching.rules import MOST_YOUTH, Pair
from stories.sessions.matching.services import SeasonText
from stories.sessions.matching.words import CHOICES
from stories.sessions.services.checks import FAR, LONG, UNKNOWN
from stories.sessions.times import within_reach

LONGEST_NAME = 120
NO_NAME = _l("Give the season a name, such as «Spring 2027».")
NO_PLACE = _l("Choose an organisation from the list.")
BACKWARDS = _l("The last day is not before the first.")
NO_CHOICE = _l("Say whether they sit together.")
HOW_MANY = _l("From 1 to %(most)d, or nothing.", most=MOST_YOUTH)


class SeasonForm(FlaskForm):
    """A season: its name, its days, and how wide the pairs are drawn."""

    organisation = One(_l("Organisation"), [InputRequired(NO_PLACE)], told=NO_PLACE)
    name = StringField(
        _l("Name of the season"),
        [DataRequired(NO_NAME), Length(max=LONGEST_NAME, message=LONG)],
        filters=[plain],
    )
    first_day = Day(_l("First day"), [InputRequired(NO_DAY)], told=NO_DAY)
    last_day = Day(_l("Last day"), [InputRequired(NO_DAY)], told=NO_DAY)
    most = Whole(
        _l("How many young people does one elder take?"),
        [Optional()],
        told=HOW_MANY,
        description=_l("Leave it empty for as many as are needed, so that nobody is left out."),
    )
    interpreter = BooleanField(
        _l("An interpreter is promised"),
        description=_l("Then people without a shared language can be suggested too."),
    )

    def offer(self, organisations: Sequence[tuple[str, str]]) -> None:
        """Name the organisations to choose from; one alone is not asked about."""
        self.organisation.choices = list(organisations)
        if len(organisations) == 1:
            del self.organisation

    def validate_name(self, field: Any) -> None:
        """A season's name stands over a list of people: it tells no past of theirs (DOMAIN P3)."""
        if tells_too_much(field.data or ""):
            raise ValidationError(str(SaysTooMuch.sentence))

    def validate_first_day(self, field: Any) -> None:
        """Refuse a day that is out of reach."""
        _near(field.data)

    def validate_last_day(self, field: Any) -> None:
        """Refuse a day that is out of reach, or before the first."""
        _near(field.data)
        first: date | None = self.first_day.data
        if first is not None and field.data is not None and field.data < first:
            raise ValidationError(BACKWARDS)

    def validate_most(self, field: Any) -> None:
        """Refuse more than one elder can have."""
        if field.data is not None and not 1 <= field.data <= MOST_YOUTH:
            raise ValidationError(HOW_MANY)

    def text(self) -> SeasonText:
        """What was written, once it is valid."""
        first, last = self.first_day.data, self.last_day.data
        assert isinstance(first, date)  # noqa: S101 - validated above
        assert isinstance(last, date)  # noqa: S101
        return SeasonText(
            self.name.data or "",
            first,
            last,
            self.most.data,
            bool(self.interpreter.data),
        )


def _near(day: date | None) -> None:
    if day is not None and not within_reach(day, clock.today()):
        raise ValidationError(FAR)


class PairForm(FlaskForm):
    """An elder, a young person, and whether they sit together."""

    elder = One(_l("Elder"), [InputRequired(UNKNOWN)], told=UNKNOWN)
    youth = One(_l("Young person"), [InputRequired(UNKNOWN)], told=UNKNOWN)
    choice = Either(
        _l("What do you say about them?"),
        [InputRequired(NO_CHOICE)],
        choices=[(one.value, word) for one, word in CHOICES.items()],
        told=NO_CHOICE,
    )

    def offer(self, elders: list[tuple[str, str]], youth: list[tuple[str, str]]) -> None:
        """Name the people to choose from."""
        self.elder.choices = [("", _l("Choose")), *elders]
        self.youth.choices = [("", _l("Choose")), *youth]

    def said(self) -> tuple[Pair, Choice]:
        """Whom it is about, and what is said, once it is valid."""
        pair = Pair(uuid.UUID(str(self.elder.data)), uuid.UUID(str(self.youth.data)))
        return pair, Choice(self.choice.data)


def as_kept(row: Season) -> dict[str, object]:
    """A kept season as the form shows it."""
    names = ("name", "first_day", "last_day", "most", "interpreter")
    return {name: getattr(row, name) for name in names}
