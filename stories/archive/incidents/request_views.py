"""Pages of legal requests: the list, a new one, one with its answer."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.archive.incidents import queries, services
from stories.archive.incidents.forms import AnswerForm, RequestForm
from stories.archive.incidents.models import LegalRequest
from stories.archive.incidents.words import ASKERS, KINDS, STATES
from stories.archive.views import blueprint
from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today

__all__ = ["blueprint"]
WORDS = {"asker": ASKERS, "state": STATES, "kind": KINDS}


@blueprint.get("/requests")
@expose("archive.requests")
def requests() -> ResponseReturnValue:
    """Every legal request, those without an answer first."""
    found = queries.requests(current_actor())
    return render_template("archive/requests.html", requests=found, words=WORDS, today=today())


@blueprint.route("/requests/new", methods=["GET", "POST"])
@expose("archive.requests")
def new_request() -> ResponseReturnValue:
    """Enter a request as it came."""
    actor = current_actor()
    form = RequestForm(queries.places(actor, "archive.requests"), queries.people(actor))
    if form.validate_on_submit():
        row = services.record_request(actor, form.place(), form.facts())
        return _back(row, _("The request is kept."))
    page = render_template("archive/new_request.html", form=form)
    return page, 422 if form.errors else 200


@blueprint.get("/requests/<uuid:request_id>")
@expose("archive.requests")
def legal_request(request_id: uuid.UUID) -> ResponseReturnValue:
    """One request and what was answered."""
    row = queries.legal_request(current_actor(), request_id)
    audit.record(current_actor(), "archive.request_viewed", row)
    return _page(row, AnswerForm())


def _page(row: LegalRequest, form: AnswerForm) -> ResponseReturnValue:
    page = render_template("archive/request.html", asked=row, form=form, words=WORDS, today=today())
    return page, 422 if form.errors else 200


@blueprint.post("/requests/<uuid:request_id>/answer")
@expose("archive.requests")
def answer_request(request_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what was given out or refused."""
    row, form = queries.legal_request(current_actor(), request_id), AnswerForm()
    if not form.validate_on_submit():
        return _page(row, form)
    services.answer_request(
        current_actor(), row, form.outcome(), form.decided_by.data or "", form.text.data or ""
    )
    return _back(row, _("The answer is kept."))


def _back(row: LegalRequest, sentence: str) -> ResponseReturnValue:
    flash(sentence, "ok")
    return redirect(url_for("archive.legal_request", request_id=row.id), code=303)
