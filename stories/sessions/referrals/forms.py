"""Forms of referrals. Nothing is ticked and nobody is chosen beforehand (DOMAIN C7)."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from stories.foundation.clock import HOME_ZONE, today
from stories.foundation.fields import NEEDED, TOO_LONG, Choice, Pick, PlainDate, choices, stripped
from stories.foundation.telling import tells_too_much
from stories.sessions.forms import NO_TIME, Hour, plain
from stories.sessions.referrals.errors import NoFollowUp, NoReason
from stories.sessions.referrals.models import (
    ConsentBy,
    ConsentHow,
    ReferralOutcome,
    ReferralReason,
    ReferralState,
    Urgency,
)
from stories.sessions.referrals.rules import ANSWERS, follow_up_fits
from stories.sessions.referrals.services import Need, Word
from stories.sessions.referrals.words import ASKED, OUTCOMES, REASONS, STATES, URGENCIES
from stories.sessions.specialists.forms import PAST
from stories.sessions.specialists.models import SpecialistKind
from stories.sessions.specialists.words import KINDS
from stories.sessions.times import OddTime, to_utc

MOST = 1000
LATER = _l("This is in the future. Enter when it was.")
NOT_AGREED = _l("Without their word nobody is sent anywhere. Tick it only if they said yes.")
BOTH_TIMES = _l("Fill in day and time, or neither.")
NO_DAY = _l("Choose a day from today on, within a year.")
NO_MOMENT = _l("The clocks change then. Choose another time.")
AGAIN = _l("Whoever is concerned is reminded on this day.")


def _words(label: Any, hint: Any = "") -> Any:
    return TextAreaField(
        label,
        [Length(max=MOST, message=TOO_LONG)],
        filters=[plain],
        description=hint,
        render_kw={"rows": 3, "maxlength": MOST},
    )


class NeedForm(FlaskForm):
    """Who is to meet whom, and what for."""

    person = Pick(_l("Who is to be helped"))
    kind = Choice(_l("Which specialist is needed"), choices=choices(KINDS))
    urgency = Choice(_l("How soon"), choices=choices(URGENCIES))
    reason = Choice(_l("What help is wanted with"), choices=choices(REASONS))
    words = _words(
        _l("What the specialist should know"),
        _l("As little as will do. You, the safeguarding lead and the specialist read it."),
    )

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Name whom it may be about."""
        self.person.choices = [("", _("Choose")), *people]

    def validate_person(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(NEEDED))

    def need(self) -> Need:
        """What was written, once it is valid."""
        return Need(
            SpecialistKind(self.kind.data),
            Urgency(self.urgency.data),
            ReferralReason(self.reason.data),
            self.words.data or "",
        )


class _Moving(FlaskForm):
    """A form that says from which state it moves a referral."""

    was = HiddenField()

    def state(self) -> ReferralState | None:
        """The state the page showed; None for what is none."""
        return ReferralState(self.was.data) if self.was.data in set(ReferralState) else None


class _FollowedUp(_Moving):
    follow_up_on = PlainDate(_l("Ask again on"), [InputRequired(NEEDED)], description=AGAIN)

    def validate_follow_up_on(self, field: Any) -> None:
        if field.data and not follow_up_fits(field.data, today()):
            raise ValidationError(str(NoFollowUp.sentence))


class ConsentForm(_FollowedUp):
    """Who agreed, when and how."""

    person_agrees = BooleanField(_l("The person agreed to be sent to a specialist"))
    representative = Pick(_l("Legal representative"))
    representative_agrees = BooleanField(_l("The legal representative agreed"))
    child_agrees = BooleanField(_l("The child agreed, too"))
    given_on = PlainDate(_l("Agreed on"), [InputRequired(NEEDED)])
    how = Choice(_l("How they agreed"), choices=choices(ASKED))

    def settle(self, *, child: bool, representatives: Sequence[tuple[str, str]]) -> None:
        """Ask a grown person alone, or the child and who speaks for them."""
        if child:
            del self.person_agrees
            self.representative.choices = [("", _("Choose")), *representatives]
        else:
            del self.representative, self.representative_agrees, self.child_agrees

    def _said(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(NOT_AGREED))

    validate_person_agrees = validate_representative_agrees = validate_child_agrees = _said

    def validate_representative(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(NEEDED))

    def validate_given_on(self, field: Any) -> None:
        if field.data and field.data > today():
            raise ValidationError(str(LATER))

    def words(self) -> list[Word]:
        """Whose word it is, once it is valid."""
        day = self.given_on.data or today()
        how = ConsentHow(self.how.data)
        if "person_agrees" in self:
            return [Word(ConsentBy.PERSON, day, how)]
        speaker = uuid.UUID(self.representative.data)
        return [
            Word(ConsentBy.REPRESENTATIVE, day, how, speaker),
            Word(ConsentBy.CHILD, day, how),
        ]


class EmergencyForm(_FollowedUp):
    """Why nobody could be asked; for the safeguarding lead alone."""

    reason = _words(_l("Why nobody could be asked"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="emergency-", **kwargs)

    def validate_reason(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(NoReason.sentence))

    def words(self) -> list[Word]:
        """The line that stands for a word, once it is valid."""
        reason = self.reason.data or ""
        return [Word(ConsentBy.EMERGENCY, today(), ConsentHow.NOT_ASKED, reason=reason)]


class SendForm(_Moving):
    """To whom it goes."""

    specialist = Pick(_l("Specialist"))

    def offer(self, specialists: Sequence[tuple[str, str]]) -> None:
        """Name the specialists it may go to."""
        self.specialist.choices = [("", _("Choose")), *specialists]

    def validate_specialist(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(NEEDED))


class AnswerForm(_Moving):
    """What the specialist said."""

    to = Choice(_l("What the specialist says"))

    def offer(self, states: Sequence[ReferralState]) -> None:
        """Name the answers that are open now."""
        offered = [state for state in states if state in ANSWERS]
        self.to.choices = [(state.value, STATES[state][0]) for state in offered]


class OutcomeForm(_Moving):
    """What came of it."""

    outcome = Choice(_l("What came of it"), choices=choices(OUTCOMES))

    def said(self) -> ReferralOutcome:
        """The outcome, once it is valid."""
        return ReferralOutcome(self.outcome.data)


class AgainForm(_FollowedUp):
    """Another day to ask again."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="again-", **kwargs)


class MeetingForm(FlaskForm):
    """When and where they meet, by the clock of Kazakhstan."""

    day = PlainDate(_l("Day"), [Optional()])
    start = Hour(_l("Time"), [Optional()], format=["%H:%M", "%H:%M:%S"], told=NO_TIME)
    where = StringField(
        _l("Where they meet"),
        [DataRequired(NEEDED), Length(max=200, message=TOO_LONG)],
        filters=[stripped],
        description=_l("Only the way there: it is printed on the family’s slip."),
        render_kw={"autocomplete": "off", "maxlength": 200},
    )
    moment: datetime | None = None

    def validate_day(self, field: Any) -> None:
        if (field.data is None) != (self.start.data is None):
            raise ValidationError(str(BOTH_TIMES))
        if field.data is None or self.start.data is None:
            return
        moment = to_utc(field.data, self.start.data, HOME_ZONE)
        if isinstance(moment, OddTime):
            raise ValidationError(str(NO_MOMENT))
        if not follow_up_fits(field.data, today()):
            raise ValidationError(str(NO_DAY))
        self.moment = moment

    def validate_where(self, field: Any) -> None:
        if tells_too_much(field.data or ""):
            raise ValidationError(str(PAST))
