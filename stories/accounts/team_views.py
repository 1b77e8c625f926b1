"""The team: who works here, invitations, clearance, taking access away."""

import uuid
from datetime import date

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts import notes, queries, services, team
from stories.accounts.forms import ClearanceForm, InviteForm
from stories.accounts.identity import living
from stories.accounts.models import Grant, Organisation, User
from stories.accounts.problems import Mistake
from stories.accounts.views import blueprint
from stories.accounts.words import ROLES
from stories.foundation.access import Actor, Role, current_actor, expose
from stories.foundation.clock import now
from stories.foundation.errors import StoriesError

__all__ = ["blueprint"]
INVITED = "invited"


@blueprint.get("/team")
@expose("accounts.manage")
def staff() -> str:
    """Everybody who may come in, by name."""
    actor = current_actor()
    places = {place.id: place.name for place in _places()}
    return render_template(
        "accounts/team.html",
        people=[
            (user, [word for _grant, word in _roles(user, places)], _clearance(actor, user))
            for user in queries.staff_of(actor)
        ],
        invitations=queries.open_invitations(actor),
        places=places,
        role_words=ROLES,
    )


def _places() -> list[Organisation]:
    return queries.organisations_of(current_actor(), Role.ADMIN)


def _roles(user: User, places: dict[uuid.UUID, str]) -> list[tuple[Grant, str]]:
    """The roles somebody holds where the reader is administrator, each in words."""
    alone = len(places) == 1
    return [
        (
            grant,
            str(ROLES[grant.role]) + ("" if alone else f" ({places[grant.organisation_id]})"),
        )
        for grant in user.grants
        if grant.organisation_id in places
    ]


def _clearance(actor: Actor, user: User) -> tuple[str, date | None]:
    until = team.cleared_until(actor, user)
    if until is None:
        return "none", None
    return ("valid" if until > now() else "over"), team.last_day_of(until)


@blueprint.route("/team/invite", methods=["GET", "POST"])
@expose("accounts.manage")
def invite() -> ResponseReturnValue:
    """Make a one-time link for a new colleague."""
    places = _places()
    form = InviteForm(places)
    if form.validate_on_submit():
        try:
            code = services.invite(
                current_actor(), form.email.data or "", Role(form.role.data), _place(form, places)
            )
        except Mistake as mistake:
            form[mistake.field].errors = [str(mistake.sentence)]
        else:
            notes.leave(INVITED, {"code": code})
            return redirect(url_for("accounts.invited"), code=303)
    page = render_template("accounts/invite.html", form=form)
    return page, 422 if form.errors else 200


def _place(form: InviteForm, places: list[Organisation]) -> Organisation:
    if "organisation" not in form:
        return places[0]
    return next(place for place in places if str(place.id) == form.organisation.data)


@blueprint.get("/team/invited")
@expose("accounts.manage")
def invited() -> ResponseReturnValue:
    """The link, shown this one time; nothing keeps it."""
    told = notes.take(INVITED)
    if told is None:
        return redirect(url_for("accounts.staff"))
    base = current_app.extensions["settings"]["BASE_URL"].rstrip("/")
    link = base + url_for("accounts.join", code=told["code"])
    return render_template("accounts/invited.html", link=link)


@blueprint.post("/team/invitations/<uuid:invitation_id>/revoke")
@expose("accounts.manage")
def revoke(invitation_id: uuid.UUID) -> ResponseReturnValue:
    """End an invitation."""
    team.revoke_invitation(current_actor(), queries.invitation(current_actor(), invitation_id))
    return _back(_("The invitation is ended; its link opens nothing."))


@blueprint.route("/team/<uuid:user_id>", methods=["GET", "POST"])
@expose("accounts.manage")
def member(user_id: uuid.UUID) -> ResponseReturnValue:
    """One colleague: roles, clearance, and ways out."""
    actor = current_actor()
    user = queries.member(actor, user_id)
    clearance = _clearance(actor, user)
    form = ClearanceForm(data={"last_day": clearance[1]})
    if form.validate_on_submit():
        team.set_clearance(actor, user, form.last_day.data)
        flash(_("The clearance is saved."), "ok")
        return redirect(url_for("accounts.member", user_id=user.id), code=303)
    whole = team.wholly_administered(actor, user)
    page = render_template(
        "accounts/member.html",
        user=user,
        form=form,
        roles=_roles(user, {place.id: place.name for place in _places()}),
        clearance=clearance,
        whole=whole,
        sign_ins=living(queries.open_sign_ins(user)) if whole else [],
        myself=user.id == actor.id,
    )
    return page, 422 if form.errors else 200


@blueprint.route("/team/<uuid:user_id>/deactivate", methods=["GET", "POST"])
@expose("accounts.manage")
def deactivate(user_id: uuid.UUID) -> ResponseReturnValue:
    """Ask once more; then they are out at once."""
    user = queries.member(current_actor(), user_id)
    if request.method == "POST":
        team.deactivate(current_actor(), user)
        return _back(_("%(name)s can no longer come in.", name=user.name))
    whole = team.wholly_administered(current_actor(), user)
    return render_template("accounts/deactivate.html", user=user, whole=whole), 200


@blueprint.post("/team/<uuid:user_id>/second-factor/reset")
@expose("accounts.manage")
def reset_second_factor(user_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody lost the telephone."""
    user = queries.member(current_actor(), user_id)
    team.reset_second_factor(current_actor(), user)
    return _back(_("%(name)s sets up a new app at the next sign-in.", name=user.name))


@blueprint.post("/team/<uuid:user_id>/roles/take")
@expose("accounts.manage")
def take_role(user_id: uuid.UUID) -> ResponseReturnValue:
    """Take one role of a colleague away."""
    user = queries.member(current_actor(), user_id)
    if "grant" not in request.form:
        raise StoriesError
    team.take_role(current_actor(), queries.grant_of(current_actor(), user, request.form["grant"]))
    flash(_("The role is taken away."), "ok")
    return redirect(url_for("accounts.member", user_id=user.id), code=303)


@blueprint.post("/team/<uuid:user_id>/sign-ins/end")
@expose("accounts.manage")
def end_member_sign_ins(user_id: uuid.UUID) -> ResponseReturnValue:
    """End a colleague's sign-in on one device, or all of them."""
    user = queries.member(current_actor(), user_id)
    team.end_sign_ins(current_actor(), user, request.form.get("which"))
    flash(_("Signed out there."), "ok")
    return redirect(url_for("accounts.member", user_id=user.id), code=303)


def _back(sentence: str) -> ResponseReturnValue:
    flash(sentence, "ok")
    return redirect(url_for("accounts.staff"), code=303)
