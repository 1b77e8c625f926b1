"""Pages of an erasure: choose, see every row and file, write the word; and what is left to do."""

import uuid

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.erasure import Wish
from stories.foundation.errors import NotFound
from stories.people import queries, services, shown_erasing
from stories.people.forms import EraseForm
from stories.people.models import Agreement, Person
from stories.people.problems import PlanChanged
from stories.people.views.persons import blueprint


@blueprint.get("/people/<uuid:person_id>/erase")
@expose("people.erase")
def erase(person_id: uuid.UUID) -> str:
    """What can be done with what is held about somebody; nothing is done here."""
    row = queries.person(current_actor(), person_id, "people.erase")
    return render_template(
        "people/erase.html", person=row, erasures=queries.erasures_of(row.id), wishes=list(Wish)
    )


@blueprint.get("/people/<uuid:person_id>/erase/<any(delete, anonymise):wish>")
@expose("people.erase")
def erase_plan(person_id: uuid.UUID, wish: str) -> ResponseReturnValue:
    """The dry run: every row and file that would be touched."""
    row, agreement = _asked(person_id)
    audit.record(current_actor(), "people.erasure_planned", row, detail={"wish": wish})
    return _plan_page(row, Wish(wish), agreement, EraseForm(Wish(wish), MultiDict()), 200)


@blueprint.get("/people/<uuid:person_id>/erase/<any(delete, anonymise):wish>.json")
@expose("people.erase")
def erase_plan_file(person_id: uuid.UUID, wish: str) -> Response:
    """The same to take away; it names rows and files, and nobody."""
    row, agreement = _asked(person_id)
    plan = services.plan_erasure(current_actor(), row, Wish(wish), agreement)
    audit.record(current_actor(), "people.erasure_planned", row, detail={"wish": wish})
    answer = jsonify(plan.as_json(shown_erasing.apart_from(current_actor(), row)))
    answer.headers.set("Content-Disposition", "attachment", filename=f"plan-{plan.digest[:8]}.json")
    return answer


@blueprint.post("/people/<uuid:person_id>/erase/<any(delete, anonymise):wish>")
@expose("people.erase")
def erase_now(person_id: uuid.UUID, wish: str) -> ResponseReturnValue:
    """Carry out the plan that was shown, or show the new one if the world changed."""
    row, agreement = _asked(person_id)
    form = EraseForm(Wish(wish))
    if not form.validate_on_submit():
        return _plan_page(row, Wish(wish), agreement, form, 422)
    digest = str(form.digest.data)
    try:
        done = services.erase(current_actor(), row, Wish(wish), digest, agreement)
    except PlanChanged as changed:
        flash(str(changed.sentence), "stop")
        blank = EraseForm(Wish(wish), MultiDict())
        return _plan_page(row, Wish(wish), agreement, blank, changed.status)
    flash(_("It is done. The files are being removed."), "ok")
    return redirect(url_for("people.erased", erasure_id=done.id), code=303)


def _asked(person_id: uuid.UUID) -> tuple[Person, Agreement | None]:
    actor = current_actor()
    row = queries.person(actor, person_id, "people.erase")
    asked = request.args.get("agreement")
    if not asked:
        return row, None
    try:
        agreement = queries.agreement(actor, uuid.UUID(asked), "people.erase")
    except ValueError:
        raise NotFound from None
    if agreement.person_id != row.id:
        raise NotFound
    return row, agreement


def _plan_page(
    row: Person, wish: Wish, agreement: Agreement | None, form: EraseForm, status: int
) -> ResponseReturnValue:
    plan = services.plan_erasure(current_actor(), row, wish, agreement)
    form.digest.data = plan.digest
    page = render_template(
        "people/erase_plan.html",
        person=row,
        wish=wish.value,
        agreement_id=agreement.id if agreement else None,
        form=form,
        plan=shown_erasing.told(plan, shown_erasing.apart_from(current_actor(), row)),
    )
    return page, status


@blueprint.get("/erasures/<uuid:erasure_id>")
@expose("people.erase")
def erased(erasure_id: uuid.UUID) -> str:
    """What was done, and what is left: files on their way out, recordings of several people."""
    return render_template(
        "people/erased.html", erasure=queries.erasure(current_actor(), erasure_id)
    )


@blueprint.post("/erasures/<uuid:erasure_id>/keep-closed")
@expose("people.erase")
def keep_shared_closed(erasure_id: uuid.UUID) -> ResponseReturnValue:
    """Decide that recordings of several people stay, closed."""
    row = queries.erasure(current_actor(), erasure_id)
    services.keep_closed(current_actor(), row)
    flash(_("They stay closed."), "ok")
    return redirect(url_for("people.erased", erasure_id=row.id), code=303)


@blueprint.post("/erasures/<uuid:erasure_id>/files")
@expose("people.erase")
def forget_files_again(erasure_id: uuid.UUID) -> ResponseReturnValue:
    """Wake a worker for files that are still there."""
    row = queries.erasure(current_actor(), erasure_id)
    services.forget_again(current_actor(), row)
    return redirect(url_for("people.erased", erasure_id=row.id), code=303)
