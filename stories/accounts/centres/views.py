"""Pages of an organisation's centres."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts import queries as houses
from stories.accounts.centres import queries, services
from stories.accounts.centres.forms import CentreForm
from stories.accounts.centres.regions import REGIONS
from stories.accounts.models import Centre, Organisation
from stories.accounts.problems import Mistake
from stories.accounts.views import blueprint
from stories.foundation.access import Role, current_actor, expose

__all__ = ["blueprint"]


@blueprint.get("/team/centres")
@expose("accounts.manage")
def centres() -> str:
    """Every centre of the actor's organisations, the retired ones last."""
    rows = queries.centres_of(current_actor(), "accounts.manage")
    return render_template(
        "accounts/centres.html",
        centres=sorted(rows, key=lambda row: row.retired_at is not None),
        regions=REGIONS,
        several=len(_places()) > 1,
    )


@blueprint.route("/team/centres/new", methods=["GET", "POST"])
@expose("accounts.manage")
def new_centre() -> ResponseReturnValue:
    """Enter a centre."""
    places = _places()
    form = CentreForm(places)
    if form.validate_on_submit():
        place = _chosen(form, places)
        try:
            services.add_centre(
                current_actor(), place.id, form.name.data or "", form.region.data or ""
            )
        except Mistake as mistake:
            form[mistake.field].errors = [str(mistake.sentence)]
        else:
            flash(_("The centre is entered. People and sessions can belong to it now."), "ok")
            return redirect(url_for("accounts.centres"), code=303)
    return _page(form, None)


@blueprint.route("/team/centres/<uuid:centre_id>", methods=["GET", "POST"])
@expose("accounts.manage")
def centre(centre_id: uuid.UUID) -> ResponseReturnValue:
    """Change a centre."""
    actor = current_actor()
    row = queries.centre(actor, centre_id)
    form = CentreForm(_places(), row)
    if form.validate_on_submit():
        try:
            services.change_centre(actor, row, form.name.data or "", form.region.data or "")
        except Mistake as mistake:
            form[mistake.field].errors = [str(mistake.sentence)]
        else:
            flash(_("The change is saved."), "ok")
            return redirect(url_for("accounts.centres"), code=303)
    return _page(form, row)


@blueprint.post("/team/centres/<uuid:centre_id>/retire")
@expose("accounts.manage")
def retire_centre(centre_id: uuid.UUID) -> ResponseReturnValue:
    """Offer it no more."""
    services.retire_centre(current_actor(), _of(centre_id), retired=True)
    flash(_("The centre is offered no more. Its people and sessions stay."), "ok")
    return redirect(url_for("accounts.centres"), code=303)


@blueprint.post("/team/centres/<uuid:centre_id>/back")
@expose("accounts.manage")
def bring_back_centre(centre_id: uuid.UUID) -> ResponseReturnValue:
    """Offer it again."""
    services.retire_centre(current_actor(), _of(centre_id), retired=False)
    flash(_("The centre is offered again."), "ok")
    return redirect(url_for("accounts.centres"), code=303)


def _of(centre_id: uuid.UUID) -> Centre:
    return queries.centre(current_actor(), centre_id)


def _places() -> list[Organisation]:
    return houses.organisations_of(current_actor(), Role.ADMIN)


def _chosen(form: CentreForm, places: list[Organisation]) -> Organisation:
    if "organisation" not in form:
        return places[0]
    return next(place for place in places if str(place.id) == form.organisation.data)


def _page(form: CentreForm, row: Centre | None) -> ResponseReturnValue:
    page = render_template("accounts/centre.html", form=form, centre=row)
    return page, 422 if form.errors else 200
