"""Pages of agreements: record an answer, withdraw, and note what followed."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts.queries import organisation_by_id
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.foundation.errors import NotFound
from stories.people import queries, services, shown
from stories.people.forms import FORM_VERSION, AgreementForm, OutcomeForm, WithdrawalForm
from stories.people.models import Agreement, Person, Stage
from stories.people.problems import Mistake
from stories.people.views.persons import blueprint, tell

__all__ = ["blueprint"]


@blueprint.route("/people/<uuid:person_id>/agreements/new", methods=["GET", "POST"])
@expose("people.agree")
def agree(person_id: uuid.UUID) -> ResponseReturnValue:
    """Record what somebody answered; ``?session=…&stage=after`` says about what."""
    row = queries.person(current_actor(), person_id, "people.agree")
    session_id = _session()
    form = AgreementForm(row, _stage(session_id))
    if not form.is_submitted():
        _prepare(form, row)
    if form.validate_on_submit():
        try:
            services.record_agreement(current_actor(), row, form.answer(session_id))
        except Mistake as mistake:
            tell(form, mistake)
        else:
            return _kept(form, row, session_id)
    page = render_template(
        "people/agree.html",
        form=form,
        person=row,
        session_id=session_id,
        session=shown.session_line(session_id),
        here=_here(row, form.stage, session_id),
    )
    return page, 422 if form.errors else 200


def _session() -> uuid.UUID | None:
    asked = request.args.get("session")
    if not asked:
        return None
    try:
        session_id = uuid.UUID(asked)
    except ValueError:
        raise NotFound from None
    if shown.session_line(session_id) == "":
        raise NotFound
    return session_id


def _stage(session_id: uuid.UUID | None) -> Stage:
    # Without a session there is nothing to answer about afterwards (DOMAIN C1).
    after = request.args.get("stage") == Stage.AFTER.value and session_id is not None
    return Stage.AFTER if after else Stage.BEFORE


def _prepare(form: AgreementForm, row: Person) -> None:
    place = organisation_by_id(row.organisation_id)
    form.operator_name.data = place.name if place else ""
    form.form_version.data = FORM_VERSION
    form.given_on.data = today()


def _here(row: Person, stage: Stage, session_id: uuid.UUID | None) -> str:
    return url_for("people.agree", person_id=row.id, stage=stage.value, session=session_id)


def _kept(form: AgreementForm, row: Person, session_id: uuid.UUID | None) -> ResponseReturnValue:
    told = _("The refusal is recorded.") if form.refused.data else _("The agreement is recorded.")
    flash(told, "ok")
    anchor = f"session-{session_id}" if session_id else "agreements"
    return redirect(url_for("people.person", person_id=row.id, _anchor=anchor), code=303)


@blueprint.route("/agreements/<uuid:agreement_id>/withdraw", methods=["GET", "POST"])
@expose("people.agree")
def withdraw(agreement_id: uuid.UUID) -> ResponseReturnValue:
    """Ask once more, saying what happens; then hide everything at once."""
    row = queries.agreement(current_actor(), agreement_id)
    form = WithdrawalForm()
    if form.validate_on_submit():
        services.withdraw_agreement(current_actor(), row, form.note.data or "")
        flash(_("The agreement is withdrawn. Everything that rested on it is hidden."), "ok")
        return redirect(url_for("people.outcome", agreement_id=row.id), code=303)
    return _agreement_page("people/withdraw.html", row, form)


@blueprint.route("/agreements/<uuid:agreement_id>/outcome", methods=["GET", "POST"])
@expose("people.agree")
def outcome(agreement_id: uuid.UUID) -> ResponseReturnValue:
    """Note what was done with what there was; until then it waits on the day's page."""
    row = queries.agreement(current_actor(), agreement_id)
    form = OutcomeForm(obj=row)
    if form.validate_on_submit():
        services.record_outcome(current_actor(), row, form.chosen())
        flash(_("The outcome is recorded."), "ok")
        return redirect(url_for("people.person", person_id=row.person_id), code=303)
    return _agreement_page("people/outcome.html", row, form)


def _agreement_page(
    template: str, row: Agreement, form: WithdrawalForm | OutcomeForm
) -> ResponseReturnValue:
    page = render_template(
        template, form=form, agreement=row, person=row.person, line=shown.agreement_line(row)
    )
    return page, 422 if form.errors else 200
