"""After the passphrase: the app's code, a recovery code in its place, or setting an app up."""

from collections.abc import Callable

from flask import flash, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from stories.accounts import guessing, known, notes, own, queries, recovery, second_factor
from stories.accounts.forms import CodeForm, RecoveryForm
from stories.accounts.identity import TARGET, enter, pending_user
from stories.accounts.models import User
from stories.accounts.problems import Mistake
from stories.accounts.services import note_failed_code, note_sign_in
from stories.accounts.views import blueprint, let_in, page, spend, told
from stories.foundation import throttle
from stories.foundation.access import PUBLIC, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import TooManyAttempts

__all__ = ["blueprint"]
CODES = "recovery_codes"
Way = Callable[[User, str], ResponseReturnValue]


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@expose(PUBLIC, unit="own")
def code() -> ResponseReturnValue:
    """The six digits; each opens once, ten attempts in a quarter of an hour."""
    return _ask(CodeForm(), "accounts/code.html", _by_code, set_up=True)


@blueprint.route("/sign-in/recovery", methods=["GET", "POST"])
@expose(PUBLIC, unit="own")
def recover() -> ResponseReturnValue:
    """A recovery code in place of the six digits; the two share their ten attempts."""
    return _ask(RecoveryForm(), "accounts/recovery.html", _by_recovery, set_up=True)


@blueprint.route("/sign-in/set-up", methods=["GET", "POST"])
@expose(PUBLIC, unit="own")
def set_up() -> ResponseReturnValue:
    """The first code of an app; nothing else opens before it."""
    return _ask(CodeForm(), "accounts/set_up.html", _by_new_app, set_up=False)


def _ask(form: FlaskForm, template: str, way: Way, *, set_up: bool) -> ResponseReturnValue:
    """Ask whoever showed the passphrase; ``set_up``: whether they must have an app already."""
    with unit_of_work(write=False):
        waiting = _waiting(set_up=set_up)
        more = app_facts(waiting) if waiting and not set_up else {}
    if waiting is None:
        return redirect(url_for("accounts.sign_in"), code=303)
    if not form.validate_on_submit():
        return page(template, form, **more)
    try:
        return _try(waiting, str(form["code"].data), way, set_up=set_up)
    except (TooManyAttempts, Mistake) as error:
        with unit_of_work():
            note_failed_code(waiting)
            if isinstance(error, Mistake) and set_up:
                guessing.wrong(waiting)
        return told(form, "code", error.sentence, template, error.status, **more)


def _waiting(*, set_up: bool) -> User | None:
    user = pending_user()
    return user if user and (user.totp_secret is not None) is set_up else None


def _try(waiting: User, typed: str, way: Way, *, set_up: bool) -> ResponseReturnValue:
    door = known.door("code", waiting.email)
    spend(door)
    with unit_of_work():
        if set_up:
            guessing.refuse(waiting)
        user = _waiting(set_up=set_up)
        if user is None:
            return redirect(url_for("accounts.sign_in"), code=303)
        answer = way(user, typed)
        throttle.clear(door)
        guessing.forget(user)
        return answer


def _by_code(user: User, typed: str) -> ResponseReturnValue:
    own.use_code(user, typed)
    return let_in(user, session[TARGET])


def _by_recovery(user: User, typed: str) -> ResponseReturnValue:
    recovery.use(user, typed)
    answer = let_in(user, url_for("accounts.second_factor"))
    left = queries.recovery_codes_left(user)
    flash(
        ngettext(
            "You came in by a recovery code; %(num)d is left.",
            "You came in by a recovery code; %(num)d are left.",
            left,
        ),
        "info",
    )
    flash(_("If your telephone is lost, set up an app on another one now."), "wait")
    return answer


def _by_new_app(user: User, typed: str) -> ResponseReturnValue:
    target = session[TARGET]
    codes = own.enrol(user, typed, first=True)
    enter(user)
    note_sign_in(user)
    return show_codes(codes, target)


def show_codes(codes: list[str], target: str) -> ResponseReturnValue:
    """To the page that shows fresh recovery codes this one time, and from there to ``target``."""
    notes.leave(CODES, {"codes": codes, "target": target})
    return redirect(url_for("accounts.recovery_codes"), code=303)


def app_facts(user: User) -> dict[str, str]:
    """What an app needs to be set up: the secret as a picture, in letters, and as an address."""
    secret = own.offered_secret()
    uri = second_factor.address(secret, user.email, _("Stories between generations"))
    return {
        "picture": second_factor.picture(uri),
        "secret": second_factor.in_groups(secret),
        "address": uri,
    }
