"""Forms of the sign-in, of one's own account, and of the team."""

import unicodedata
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    EmailField,
    Field,
    PasswordField,
    StringField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from stories.accounts.models import Organisation
from stories.accounts.rules import as_kept
from stories.accounts.words import ROLES
from stories.foundation.clock import today
from stories.foundation.fields import NEEDED, TOO_LONG, Choice, Pick, PlainDate, stripped
from stories.foundation.hours_field import HoursField

ADVICE = _l("Fifteen characters or more: a few words that belong together for you.")
MOST_YEARS = 10
MOST_ADDRESS = 254


def _passphrase(label: Any, autocomplete: str, hint: Any = "") -> Any:
    return PasswordField(
        label,
        [InputRequired(NEEDED), Length(max=1024, message=TOO_LONG)],
        description=hint,
        render_kw={"autocomplete": autocomplete},
    )


class SignInForm(FlaskForm):
    """Address and passphrase."""

    email = EmailField(
        _l("E-mail"),
        [InputRequired(NEEDED), Length(max=MOST_ADDRESS, message=TOO_LONG)],
        filters=[stripped],
        render_kw={"autocomplete": "username"},
    )
    passphrase = _passphrase(_l("Passphrase"), "current-password")


class HoursForm(FlaskForm):
    """When somebody of the staff can lead sessions."""

    free_hours = HoursField(
        _l("When can you lead sessions?"),
        description=_l("By the clock at the place of the session."),
    )


class CodeForm(FlaskForm):
    """The six digits of the second factor."""

    code = StringField(
        _l("Code from the app"),
        [InputRequired(NEEDED), Length(max=12, message=TOO_LONG)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class RecoveryForm(FlaskForm):
    """One of the ten codes that were noted down."""

    code = StringField(
        _l("Recovery code"),
        [InputRequired(NEEDED), Length(max=40, message=TOO_LONG)],
        description=_l("Twelve letters and digits; capitals and dashes do not matter."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class ConfirmForm(FlaskForm):
    """The passphrase once more, before something that opens the house."""

    passphrase = _passphrase(_l("Your passphrase"), "current-password")


class ConfirmedCodeForm(CodeForm):
    """A new second factor, confirmed by the passphrase."""

    passphrase = _passphrase(_l("Your passphrase"), "current-password")


class NewPassphraseForm(FlaskForm):
    """A passphrase, typed twice."""

    passphrase = _passphrase(_l("New passphrase"), "new-password", ADVICE)
    again = _passphrase(_l("The same once more"), "new-password")

    def validate_again(self, field: Field) -> None:
        if field.data != self.passphrase.data:
            raise ValidationError(_("The two are not the same. Please type both anew."))


class JoinForm(NewPassphraseForm):
    """Somebody new."""

    name = StringField(
        _l("Your name"),
        [InputRequired(NEEDED), Length(max=120, message=TOO_LONG)],
        filters=[stripped],
        description=_l("As colleagues know you."),
        render_kw={"autocomplete": "name"},
    )

    def validate_name(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(NEEDED)


class TakeUpForm(ConfirmForm):
    """Somebody who already has an account."""


class ChangePassphraseForm(NewPassphraseForm):
    """The old one and the new one."""

    current = _passphrase(_l("Your passphrase until now"), "current-password")


class InviteForm(FlaskForm):
    """Whom to invite, and as what."""

    email = EmailField(
        _l("E-mail"),
        [InputRequired(NEEDED), Length(max=MOST_ADDRESS, message=TOO_LONG)],
        filters=[stripped],
        render_kw={"autocomplete": "off"},
    )
    role = Choice(_l("Role"), choices=[(role.value, word) for role, word in ROLES.items()])
    organisation = Pick(_l("Organisation"))

    def __init__(self, places: list[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation.choices = [(str(place.id), place.name) for place in places]
        if len(places) == 1:
            del self.organisation

    def validate_email(self, field: Field) -> None:
        if not is_address(field.data):
            raise ValidationError(_("This is no e-mail address. Please check it."))


def is_address(text: str) -> bool:
    """Whether a text has the form of an e-mail address; nobody is asked on the network."""
    try:
        validate_email(unicodedata.normalize("NFC", text), check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(as_kept(text)) <= MOST_ADDRESS  # some letters grow


class ClearanceForm(FlaskForm):
    """The last day of somebody's clearance for working with children."""

    last_day = PlainDate(
        _l("Cleared for work with children until"),
        [Optional()],
        description=_l("The last day. Empty: not cleared; no session can be planned with them."),
    )

    def validate_last_day(self, field: Field) -> None:
        day: date | None = field.data
        if day and day < today():
            raise ValidationError(_("This day is over. Leave it empty if the clearance has ended."))
        if day and day.year > today().year + MOST_YEARS:
            raise ValidationError(_("No clearance lasts that long. Please check the year."))
