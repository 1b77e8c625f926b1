"""Pages of breaches: the list, a new record, one record with its clock and its steps."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.archive.incidents import queries, rules, services
from stories.archive.incidents.forms import BreachForm, DoneForm, ToldForm
from stories.archive.incidents.models import Breach
from stories.archive.incidents.told import clock_told
from stories.archive.incidents.words import STEPS
from stories.archive.register.classes import WORDS
from stories.archive.views import blueprint
from stories.foundation import audit
from stories.foundation.access import current_actor, expose

__all__ = ["blueprint"]


@blueprint.get("/breaches")
@expose("archive.breaches")
def breaches() -> ResponseReturnValue:
    """Every record of a breach, the open ones first."""
    found = queries.breaches(current_actor())
    return render_template("archive/breaches.html", breaches=found, clock=clock_told)


@blueprint.route("/breaches/new", methods=["GET", "POST"])
@expose("archive.breaches")
def new_breach() -> ResponseReturnValue:
    """Enter what is known so far."""
    actor = current_actor()
    form = BreachForm(queries.places(actor, "archive.breaches"))
    if form.validate_on_submit():
        row = services.record_breach(actor, form.place(), form.facts())
        return _back(row, _("The record is kept. The clock runs."))
    page = render_template("archive/new_breach.html", form=form)
    return page, 422 if form.errors else 200


@blueprint.get("/breaches/<uuid:breach_id>")
@expose("archive.breaches")
def breach(breach_id: uuid.UUID) -> ResponseReturnValue:
    """One record: what is known, the clock, and each step."""
    row = queries.breach(current_actor(), breach_id)
    audit.record(current_actor(), "archive.breach_viewed", row)
    return _page(row)


def _page(row: Breach, **forms: Any) -> ResponseReturnValue:
    page = render_template(
        "archive/breach.html",
        breach=row,
        due=rules.due(row.noticed_at),
        clock=clock_told(row),
        told=forms.get("told") or ToldForm(),
        done=forms.get("done") or DoneForm("done-"),
        close=forms.get("close") or DoneForm("close-"),
        steps=STEPS,
        classes=WORDS,
    )
    return page, 422 if forms else 200


@blueprint.post("/breaches/<uuid:breach_id>/told")
@expose("archive.breaches")
def breach_told(breach_id: uuid.UUID) -> ResponseReturnValue:
    """Keep who was told."""
    row, form = queries.breach(current_actor(), breach_id), ToldForm()
    if not form.validate_on_submit():
        return _page(row, told=form)
    whom, text = form.whom.data or "", form.text.data or ""
    services.note_told(current_actor(), row, whom, form.moment(), text)
    return _back(row, _("Kept."))


@blueprint.post("/breaches/<uuid:breach_id>/done")
@expose("archive.breaches")
def breach_done(breach_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what was done."""
    row, form = queries.breach(current_actor(), breach_id), DoneForm("done-")
    if not form.validate_on_submit():
        return _page(row, done=form)
    services.note_done(current_actor(), row, form.text.data or "")
    return _back(row, _("Kept."))


@blueprint.post("/breaches/<uuid:breach_id>/close")
@expose("archive.breaches")
def close_breach(breach_id: uuid.UUID) -> ResponseReturnValue:
    """Finish the record."""
    row, form = queries.breach(current_actor(), breach_id), DoneForm("close-")
    if not form.validate_on_submit():
        return _page(row, close=form)
    services.close_breach(current_actor(), row, form.text.data or "")
    return _back(row, _("The record is closed. It stays here."))


def _back(row: Breach, sentence: str) -> ResponseReturnValue:
    flash(sentence, "ok")
    return redirect(url_for("archive.breach", breach_id=row.id), code=303)
