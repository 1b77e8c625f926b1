"""Sign in with passphrase and code, sign out."""

import ipaddress

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import logout_user
from flask_wtf import FlaskForm

from stories.accounts import own, second_factor, services
from stories.accounts.forms import CodeForm, SignInForm
from stories.accounts.identity import TARGET, codes_required, enter, hold, pending_user
from stories.accounts.models import User
from stories.accounts.problems import WrongCode
from stories.accounts.queries import user_by_id
from stories.foundation import throttle
from stories.foundation.access import PUBLIC, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import TooManyAttempts

blueprint = Blueprint("accounts", __name__)
NETWORK_LIMIT = 60  # a whole centre may sit behind one address
SECRET = "totp_secret"  # noqa: S105 - the name of a session entry


@blueprint.route("/sign-in", methods=["GET", "POST"])
@expose(PUBLIC, unit="own")
def sign_in() -> ResponseReturnValue:
    """Address and passphrase, ten attempts in a quarter of an hour."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _page("accounts/sign_in.html", form)
    email, passphrase = form.email.data or "", form.passphrase.data or ""
    door = f"sign-in:{email.casefold()}"
    try:
        _spend(door)
    except TooManyAttempts as error:
        return _told(form, "passphrase", error.sentence, "accounts/sign_in.html", error.status)
    with unit_of_work(write=False):
        user = services.check_passphrase(email, passphrase)
    if user is not None:
        return _passed(user, door)
    with unit_of_work():
        services.note_failed_sign_in(email)
    told = _("The address or the passphrase is not right.")
    return _told(form, "passphrase", told, "accounts/sign_in.html")


def _spend(door: str) -> None:
    # Each door is counted in a unit of its own: a shut one must not undo the other's count.
    with unit_of_work():
        throttle.spend(f"network:{_network()}", limit=NETWORK_LIMIT)
    with unit_of_work():
        throttle.spend(door)


def _network() -> str:
    """Where the request comes from; an IPv6 household is one neighbourhood of addresses."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    length = 64 if address.version == 6 else 32  # noqa: PLR2004
    return str(ipaddress.ip_network((address, length), strict=False))


def _passed(found: User, door: str) -> ResponseReturnValue:
    target = safe_target(request.args.get("next"))
    with unit_of_work():
        throttle.clear(door)
        user = user_by_id(found.id)
        return proceed(user, target) if user else redirect(url_for("accounts.sign_in"), code=303)


def proceed(user: User, target: str) -> ResponseReturnValue:
    """After the passphrase: to the code, to setting one up, or in. Runs in a writing unit."""
    if user.totp_secret is None and not codes_required():
        return _enter(user, target)
    hold(user, target)
    step = "accounts.set_up" if user.totp_secret is None else "accounts.code"
    return redirect(url_for(step), code=303)


def _enter(user: User, target: str) -> ResponseReturnValue:
    enter(user)
    services.note_sign_in(user)
    return redirect(target, code=303)


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@expose(PUBLIC, unit="own")
def code() -> ResponseReturnValue:
    """The six digits; each opens once, ten attempts in a quarter of an hour."""
    with unit_of_work(write=False):
        waiting = pending_user()
    if waiting is None or waiting.totp_secret is None:
        return redirect(url_for("accounts.sign_in"), code=303)
    form = CodeForm()
    if not form.validate_on_submit():
        return _page("accounts/code.html", form)
    try:
        return _try_code(waiting, form.code.data or "")
    except (TooManyAttempts, WrongCode) as error:
        return _told(form, "code", error.sentence, "accounts/code.html", error.status)


def _try_code(waiting: User, typed: str) -> ResponseReturnValue:
    door = f"code:{waiting.id}"
    with unit_of_work():
        throttle.spend(door)
    with unit_of_work():
        user = pending_user()
        if user is None:
            return redirect(url_for("accounts.sign_in"), code=303)
        own.use_code(user, typed)
        throttle.clear(door)
        return _enter(user, session[TARGET])


@blueprint.route("/sign-in/set-up", methods=["GET", "POST"])
@expose(PUBLIC, unit="own")
def set_up() -> ResponseReturnValue:
    """The first code of an app; nothing else opens before it."""
    with unit_of_work(write=False):
        waiting = pending_user()
    if waiting is None or waiting.totp_secret is not None:
        return redirect(url_for("accounts.sign_in"), code=303)
    form = CodeForm()
    picture = qr_facts(waiting)
    if not form.validate_on_submit():
        return _page("accounts/set_up.html", form, **picture)
    try:
        return _try_set_up(waiting, form.code.data or "")
    except (TooManyAttempts, WrongCode) as error:
        told = error.sentence
        return _told(form, "code", told, "accounts/set_up.html", error.status, **picture)


def _try_set_up(waiting: User, typed: str) -> ResponseReturnValue:
    door = f"code:{waiting.id}"
    with unit_of_work():
        throttle.spend(door)
    with unit_of_work():
        user = pending_user()
        if user is None or user.totp_secret is not None:
            return redirect(url_for("accounts.sign_in"), code=303)
        own.enrol(user, session[SECRET], typed)
        throttle.clear(door)
        return _enter(user, session[TARGET])


def qr_facts(user: User) -> dict[str, str]:
    """The secret to set up, the same through one session, as a picture and in letters."""
    secret = session.setdefault(SECRET, second_factor.new_secret())
    uri = second_factor.address(secret, user.email, _("Stories between generations"))
    return {
        "picture": second_factor.picture(uri),
        "secret": second_factor.in_groups(secret),
        "address": uri,
    }


def _page(template: str, form: FlaskForm, **more: str) -> ResponseReturnValue:
    with unit_of_work(write=False):
        return render_template(template, form=form, **more), 422 if form.errors else 200


def _told(
    form: FlaskForm, field: str, sentence: object, template: str, status: int = 422, **more: str
) -> ResponseReturnValue:
    form[field].errors = [str(sentence)]
    with unit_of_work(write=False):
        return render_template(template, form=form, **more), status


def safe_target(target: str | None) -> str:
    """A page of this house to go on to; anything else becomes the start page."""
    inside = target and target.startswith("/") and not target.startswith(("//", "/\\"))
    clean = inside and target.isprintable() if target else False
    return str(target) if clean else url_for("sessions.today")


@blueprint.post("/sign-out")
@expose(PUBLIC)
def sign_out() -> ResponseReturnValue:
    """Leave."""
    logout_user()
    session.clear()
    return redirect(url_for("accounts.sign_in"), code=303)
