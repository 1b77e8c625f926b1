"""My account: language, passphrase, second factor."""

import uuid

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from stories.accounts import own, passphrases
from stories.accounts.forms import ChangePassphraseForm, ConfirmedCodeForm
from stories.accounts.identity import enter
from stories.accounts.models import User
from stories.accounts.problems import Mistake, WrongPassphrase
from stories.accounts.queries import organisations_of, user_by_id
from stories.accounts.views import SECRET, blueprint, qr_facts
from stories.accounts.words import ROLES
from stories.foundation import throttle
from stories.foundation.access import SIGNED_IN, current_actor, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import NotFound, TooManyAttempts

__all__ = ["blueprint"]


@blueprint.get("/account")
@expose(SIGNED_IN)
def account() -> str:
    """Who I am here, and how I come in."""
    return render_template("accounts/account.html", user=current_user, places=_places())


def _places() -> list[tuple[str, list[object]]]:
    actor = current_actor()
    return [
        (place.name, [word for role, word in ROLES.items() if (place.id, role) in actor.grants])
        for place in organisations_of(actor)
    ]


@blueprint.route("/account/passphrase", methods=["GET", "POST"])
@expose(SIGNED_IN, unit="own")
def passphrase() -> ResponseReturnValue:
    """Take another passphrase; whoever is signed in elsewhere is signed out."""
    form = ChangePassphraseForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _change(form)
        except WrongPassphrase as mistake:
            form.current.errors = [str(mistake.sentence)]
        except (Mistake, TooManyAttempts) as mistake:
            form.passphrase.errors, status = [str(mistake.sentence)], mistake.status
    with unit_of_work(write=False):
        return render_template("accounts/passphrase.html", form=form), status


def _change(form: ChangePassphraseForm) -> ResponseReturnValue:
    user_id = _spend()
    with unit_of_work():
        user = me(user_id)
        own.change_passphrase(user, form.current.data or "", form.passphrase.data or "")
        return _again(user, _("Your passphrase is changed. Elsewhere you are signed out."))


def _spend() -> uuid.UUID | None:
    user_id = current_actor().id
    with unit_of_work():
        throttle.spend(f"passphrase:{user_id}")
    return user_id


def _again(user: User, sentence: str) -> ResponseReturnValue:
    # The epoch has moved: this session goes on under the new one, all others end.
    throttle.clear(f"passphrase:{user.id}")
    enter(user)
    flash(sentence, "ok")
    return redirect(url_for("accounts.account"), code=303)


def me(user_id: uuid.UUID | None) -> User:
    """The signed-in user's row."""
    user = user_by_id(user_id) if user_id else None
    if user is None:
        raise NotFound
    return user


@blueprint.route("/account/second-factor", methods=["GET", "POST"])
@expose(SIGNED_IN, unit="own")
def second_factor() -> ResponseReturnValue:
    """Set up an app, or another one in its place."""
    form = ConfirmedCodeForm()
    with unit_of_work(write=False):
        picture = qr_facts(me(current_actor().id))
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _replace(form)
        except Mistake as mistake:
            form[mistake.field].errors = [str(mistake.sentence)]
        except TooManyAttempts as error:
            form.passphrase.errors, status = [str(error.sentence)], error.status
    with unit_of_work(write=False):
        return render_template("accounts/second_factor.html", form=form, **picture), status


def _replace(form: ConfirmedCodeForm) -> ResponseReturnValue:
    user_id = _spend()
    with unit_of_work():
        user = me(user_id)
        if not passphrases.fits(user.passphrase_hash, form.passphrase.data or ""):
            raise WrongPassphrase
        own.enrol(user, session[SECRET], form.code.data or "")
        return _again(user, _("From now on the app’s code is asked for when you sign in."))
