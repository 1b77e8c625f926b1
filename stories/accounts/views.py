"""Sign in with the passphrase, sign out."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from stories.accounts import known, services
from stories.accounts.forms import SignInForm
from stories.accounts.identity import codes_required, enter, hold, leave
from stories.accounts.models import User
from stories.accounts.queries import user_by_id
from stories.foundation import throttle
from stories.foundation.access import PUBLIC, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import TooManyAttempts
from stories.foundation.headers import forget_pages
from stories.foundation.incoming import inside
from stories.foundation.network import network

blueprint = Blueprint("accounts", __name__)
NETWORK_LIMIT = 120  # a whole centre may sit behind one address, each with two steps


@blueprint.route("/sign-in", methods=["GET", "POST"])
@expose(PUBLIC, unit="own")
def sign_in() -> ResponseReturnValue:
    """Address and passphrase, ten attempts in a quarter of an hour."""
    form = SignInForm()
    if not form.validate_on_submit():
        return page("accounts/sign_in.html", form)
    email, passphrase = form.email.data or "", form.passphrase.data or ""
    door = known.door("sign-in", email)
    try:
        spend(door)
    except TooManyAttempts as error:
        return told(form, "passphrase", error.sentence, "accounts/sign_in.html", error.status)
    with unit_of_work(write=False):
        user = services.check_passphrase(email, passphrase)
    if user is not None:
        return _passed(user, passphrase, door)
    with unit_of_work():
        services.note_failed_sign_in(email)
    wrong = _("The address or the passphrase is not right.")
    return told(form, "passphrase", wrong, "accounts/sign_in.html")


def spend(door: str) -> None:
    """Count an attempt at a door, and one of this network at all doors; raises TooManyAttempts."""
    # Each door is counted in a unit of its own: a shut one must not undo the other's count.
    with unit_of_work():
        throttle.spend(f"network:{network()}", limit=NETWORK_LIMIT)
    with unit_of_work():
        throttle.spend(door)


def _passed(found: User, passphrase: str, door: str) -> ResponseReturnValue:
    target = safe_target(request.args.get("next"))
    with unit_of_work():
        throttle.clear(door)
        user = user_by_id(found.id)
        if user is None or user.passphrase_hash != found.passphrase_hash:  # changed this moment
            return redirect(url_for("accounts.sign_in"), code=303)
        services.renew_digest(user, passphrase)
        return proceed(user, target)


def proceed(user: User, target: str) -> ResponseReturnValue:
    """After the passphrase: to the code, to setting one up, or in. Runs in a writing unit."""
    if user.totp_secret is None and not codes_required():
        return let_in(user, target)
    hold(user, target)
    step = "accounts.set_up" if user.totp_secret is None else "accounts.code"
    return redirect(url_for(step), code=303)


def let_in(user: User, target: str) -> ResponseReturnValue:
    """Everything was shown: in, and on to where they were going. Runs in a writing unit."""
    enter(user)
    services.note_sign_in(user)
    return redirect(target, code=303)


def page(template: str, form: FlaskForm, **more: str) -> ResponseReturnValue:
    """A page with a form, as it was asked for or as it was sent."""
    with unit_of_work(write=False):
        return render_template(template, form=form, **more), 422 if form.errors else 200


def told(
    form: FlaskForm, field: str, sentence: object, template: str, status: int = 422, **more: str
) -> ResponseReturnValue:
    """The page again, with a sentence beside the field."""
    form[field].errors = [str(sentence)]
    with unit_of_work(write=False):
        return render_template(template, form=form, **more), status


def safe_target(target: str | None) -> str:
    """A page of this house to go on to; anything else becomes the start page."""
    return inside(target) or url_for("sessions.today")


@blueprint.post("/sign-out")
@expose(PUBLIC)
def sign_out() -> ResponseReturnValue:
    """Leave."""
    user = leave()
    if user is not None:
        services.note_sign_out(user)
    return forget_pages(make_response(redirect(url_for("accounts.sign_in"), code=303)))
