"""My account: language, passphrase, second factor, where I am signed in."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from stories.accounts import own, passphrases, queries
from stories.accounts.code_views import app_facts, show_codes
from stories.accounts.forms import ChangePassphraseForm, ConfirmedCodeForm, HoursForm
from stories.accounts.identity import enter, living, sign_in_id
from stories.accounts.models import User
from stories.accounts.problems import Mistake, WrongPassphrase
from stories.accounts.queries import organisations_of, user_by_id
from stories.accounts.views import blueprint
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
    return render_template(
        "accounts/account.html",
        user=current_user,
        places=_places(),
        codes_left=queries.recovery_codes_left(current_user),
        sign_ins=living(queries.open_sign_ins(current_user)),
        this_one=sign_in_id(),
    )


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
    user_id = spend()
    with unit_of_work():
        user = me(user_id)
        own.change_passphrase(user, form.current.data or "", form.passphrase.data or "")
        _again(user)
        flash(_("Your passphrase is changed. Elsewhere you are signed out."), "ok")
        return redirect(url_for("accounts.account"), code=303)


def spend() -> uuid.UUID | None:
    """Count an attempt at one's own passphrase; returns whose. Raises TooManyAttempts."""
    user_id = current_actor().id
    with unit_of_work():
        throttle.spend(f"passphrase:{user_id}")
    return user_id


def _again(user: User) -> None:
    # All sign-ins have ended; this browser gets a fresh one.
    throttle.clear(f"passphrase:{user.id}")
    enter(user)


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
        picture = app_facts(me(current_actor().id))
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
    user_id = spend()
    with unit_of_work():
        user = me(user_id)
        if not passphrases.fits(user.passphrase_hash, form.passphrase.data or ""):
            raise WrongPassphrase
        codes = own.enrol(user, form.code.data or "")
        _again(user)
        flash(_("From now on the app’s code is asked for when you sign in."), "ok")
        return show_codes(codes, url_for("accounts.account"))


@blueprint.route("/account/hours", methods=["GET", "POST"])
@expose(SIGNED_IN)
def hours() -> ResponseReturnValue:
    """Say when I can lead sessions in a week."""
    user = me(current_actor().id)
    form = HoursForm(data={"free_hours": user.free})
    if form.validate_on_submit():
        own.keep_hours(user, form.free_hours.data)
        flash(_("Your free hours are saved."), "ok")
        return redirect(url_for("accounts.account"), code=303)
    return render_template("accounts/hours.html", form=form), 422 if form.is_submitted() else 200


@blueprint.post("/account/sign-ins/end")
@expose(SIGNED_IN)
def end_sign_ins() -> ResponseReturnValue:
    """End a sign-in of mine elsewhere, or all the others."""
    own.end_sign_ins(me(current_actor().id), request.form.get("which"))
    flash(_("Signed out there."), "ok")
    return redirect(url_for("accounts.account"), code=303)
