"""Forms of the sign-in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

NEEDED = _l("Please fill this in.")
TOO_LONG = _l("This is too long.")


class SignInForm(FlaskForm):
    """Address and passphrase."""

    email = EmailField(
        _l("E-mail"), [InputRequired(NEEDED), Length(max=254, message=TOO_LONG)],
        render_kw={"autocomplete": "username"},
    )
    passphrase = PasswordField(
        _l("Passphrase"), [InputRequired(NEEDED), Length(max=1024, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(FlaskForm):
    """The six digits of the second factor."""

    code = StringField(
        _l("Code from the app"), [InputRequired(NEEDED), Length(max=12, message=TOO_LONG)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
