"""Sign in, sign out."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user, logout_user

from stories.accounts import services
from stories.accounts.forms import SignInForm
from stories.accounts.identity import start_clocks
from stories.accounts.models import User
from stories.foundation import throttle
from stories.foundation.access import PUBLIC, expose
from stories.foundation.db import unit_of_work

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@expose(PUBLIC, unit="own")
def sign_in() -> ResponseReturnValue:
    """Address and passphrase, ten attempts in a quarter of an hour."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _form(form, 422 if form.is_submitted() else 200)
    door = f"sign-in:{form.email.data.strip().casefold()}"
    with unit_of_work():
        throttle.spend(door)
    with unit_of_work():
        user = services.check_passphrase(form.email.data, form.passphrase.data)
        if user is not None:
            throttle.clear(door)
            return _enter(user)
    form.passphrase.errors = [_("The address or the passphrase is not right.")]
    return _form(form, 422)


def _form(form: SignInForm, status: int) -> tuple[str, int]:
    with unit_of_work(write=False):
        return render_template("accounts/sign_in.html", form=form), status


def _enter(user: User) -> ResponseReturnValue:
    session.clear()
    login_user(user)
    start_clocks()
    services.note_sign_in(user)
    return redirect(safe_target(request.args.get("next")), code=303)


def safe_target(target: str | None) -> str:
    """A page of this house to go on to; anything else becomes the start page."""
    inside = target and target.startswith("/") and not target.startswith(("//", "/\\"))
    return str(target) if inside else url_for("sessions.today")


@blueprint.post("/sign-out")
@expose(PUBLIC)
def sign_out() -> ResponseReturnValue:
    """Leave."""
    logout_user()
    session.clear()
    return redirect(url_for("accounts.sign_in"), code=303)
