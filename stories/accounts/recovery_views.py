"""My recovery codes: shown once, counted, and made anew."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from stories.accounts import notes, passphrases, queries, recovery
from stories.accounts.account_views import me, spend
from stories.accounts.code_views import CODES, show_codes
from stories.accounts.forms import ConfirmForm
from stories.accounts.problems import WrongPassphrase
from stories.accounts.views import blueprint
from stories.foundation import throttle
from stories.foundation.access import SIGNED_IN, current_actor, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import TooManyAttempts

__all__ = ["blueprint"]


@blueprint.route("/account/recovery-codes", methods=["GET", "POST"])
@expose(SIGNED_IN, unit="own")
def recovery_codes() -> ResponseReturnValue:
    """The codes that were made just now, this one time; else the way to a new set."""
    if current_user.totp_secret is None:
        return redirect(url_for("accounts.account"), code=303)
    form = ConfirmForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _make(form)
        except (WrongPassphrase, TooManyAttempts) as mistake:
            form.passphrase.errors, status = [str(mistake.sentence)], mistake.status
    with unit_of_work(write=False):
        told = None if form.is_submitted() else notes.take(CODES)
        if told is not None:
            return render_template("accounts/recovery_codes.html", **told)
        left = queries.recovery_codes_left(current_user)
        return render_template("accounts/new_codes.html", form=form, left=left), status


def _make(form: ConfirmForm) -> ResponseReturnValue:
    spend()
    with unit_of_work():
        user = me(current_actor().id)
        if not passphrases.fits(user.passphrase_hash, form.passphrase.data or ""):
            raise WrongPassphrase
        throttle.clear(f"passphrase:{user.id}")
        return show_codes(recovery.make(user), url_for("accounts.account"))
