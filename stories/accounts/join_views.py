"""Coming in by an invitation."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from stories.accounts import joining, known
from stories.accounts.forms import JoinForm, TakeUpForm
from stories.accounts.models import Invitation, User
from stories.accounts.problems import InvitationOver, Mistake
from stories.accounts.queries import organisation_by_id, user_by_email
from stories.accounts.views import blueprint, proceed, spend
from stories.accounts.words import ROLES
from stories.foundation import throttle
from stories.foundation.access import PUBLIC, expose
from stories.foundation.db import unit_of_work
from stories.foundation.errors import TooManyAttempts
from stories.foundation.i18n import locale_code

__all__ = ["blueprint"]


@blueprint.route("/join/<string:code>", methods=["GET", "POST"])
@expose(PUBLIC, unit="own")
def join(code: str) -> ResponseReturnValue:
    """Name and passphrase for somebody new; the passphrase alone for somebody known."""
    with unit_of_work(write=False):
        row = joining.open_invitation(code)
        known = user_by_email(row.email)
    form: JoinForm | TakeUpForm = TakeUpForm() if known and known.active else JoinForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            return _come_in(code, row.email, form)
        except (Mistake, TooManyAttempts) as mistake:
            form.passphrase.errors = [str(mistake.sentence)]
            status = mistake.status
    with unit_of_work(write=False):
        return render_template("accounts/join.html", form=form, code=code, **_facts(row)), status


def _come_in(code: str, email: str, form: JoinForm | TakeUpForm) -> ResponseReturnValue:
    spend(f"join:{code}")
    if isinstance(form, TakeUpForm):
        with unit_of_work():  # however many invitations: one passphrase, one count
            throttle.spend(known.door("sign-in", email))
    with unit_of_work():
        user = _user(joining.open_invitation(code), form)
        g.pop("actor", None)
        return proceed(user, url_for("sessions.today"))


def _user(row: Invitation, form: JoinForm | TakeUpForm) -> User:
    passphrase = form.passphrase.data or ""
    if isinstance(form, JoinForm):
        return joining.join(row, form.name.data or "", passphrase, locale_code())
    known = user_by_email(row.email)
    if known is None or not known.active:
        raise InvitationOver
    return joining.take_up(row, known, passphrase)


def _facts(row: Invitation) -> dict[str, object]:
    place = organisation_by_id(row.organisation_id)
    return {
        "email": row.email,
        "role": ROLES[row.role],
        "place": place.name if place else "",
        "until": row.expires_at,
    }
