"""Pages of agreements: record an answer, withdraw, and note what followed."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.people import asked, queries, services, shown
from stories.people.documents import NEWEST
from stories.people.forms import AgreementForm, OutcomeForm, WithdrawalForm
from stories.people.models import Agreement, Outcome, PaperForm, Person, Stage
from stories.people.problems import Mistake, NotWithdrawn, PaperUsed, SomebodyElsesPaper
from stories.people.views.about import id_asked, operator_of, session_asked
from stories.people.views.persons import blueprint, tell

__all__ = ["blueprint"]


@blueprint.route("/people/<uuid:person_id>/agreements/new", methods=["GET", "POST"])
@expose("people.agree", files=True)
def agree(person_id: uuid.UUID) -> ResponseReturnValue:
    """Record what somebody answered; ``?session=…&stage=after`` says about what.

    ``?paper=…`` is a printed form that came back: its code says whose answer it is and about what.
    """
    row = queries.person(current_actor(), person_id, "people.agree")
    paper = _paper(row)
    session_id = paper.session_id if paper else session_asked()
    form = AgreementForm(row, paper.stage if paper else _stage(session_id), paper)
    if not form.is_submitted():
        _prepare(form, row)
    if form.validate_on_submit():
        try:
            kept = services.record_agreement(current_actor(), row, form.answer(session_id))
            services.add_evidence(current_actor(), kept, form.files)
        except Mistake as mistake:
            tell(form, mistake)
        else:
            return _kept(form, kept)
    return _agree_page(form, row, session_id)


def _paper(row: Person) -> PaperForm | None:
    asked_for = id_asked("paper")
    if asked_for is None:
        return None
    paper = queries.paper(current_actor(), asked_for)
    if paper.person_id != row.id:
        raise SomebodyElsesPaper
    if queries.agreements_on(paper.id):
        raise PaperUsed
    return paper


def _stage(session_id: uuid.UUID | None) -> Stage:
    # Without a session there is nothing to answer about afterwards (DOMAIN C1).
    after = request.args.get("stage") == Stage.AFTER.value and session_id is not None
    return Stage.AFTER if after else Stage.BEFORE


def _prepare(form: AgreementForm, row: Person) -> None:
    form.operator_name.data = operator_of(row)
    form.given_on.data = today()
    if not form.paper:
        form.form_version.data = NEWEST
        form.signer.data = request.args.get("signer")


def _agree_page(
    form: AgreementForm, row: Person, session_id: uuid.UUID | None
) -> ResponseReturnValue:
    page = render_template(
        "people/agree.html",
        form=form,
        person=row,
        paper=form.paper,
        called=asked.called(form.paper.wording, form.paper.signer.name) if form.paper else "",
        session_id=session_id,
        session=shown.session_line(session_id),
        glance=asked.now_and_next(asked.steps(row, session_id, today())),
        here=_here(row, form, session_id),
    )
    return page, 422 if form.errors else 200


def _here(row: Person, form: AgreementForm, session_id: uuid.UUID | None) -> str:
    if form.paper:
        return url_for("people.agree", person_id=row.id, paper=form.paper.id)
    stage = form.stage.value
    return url_for("people.agree", person_id=row.id, stage=stage, session=session_id)


def _kept(form: AgreementForm, row: Agreement) -> ResponseReturnValue:
    told = _("The refusal is recorded.") if form.refused.data else _("The agreement is recorded.")
    flash(told, "ok")
    return redirect(url_for("people.agreement", agreement_id=row.id), code=303)


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
        return _followed(row, form)
    return _agreement_page("people/outcome.html", row, form)


def _followed(row: Agreement, form: OutcomeForm) -> ResponseReturnValue:
    """Keeping it closed is noted; what is more is carried out by a plan first (DOMAIN C8)."""
    outcome = form.chosen()
    if outcome is Outcome.RESTRICT:
        services.record_outcome(current_actor(), row, outcome)
        flash(_("The outcome is recorded."), "ok")
        return redirect(url_for("people.person", person_id=row.person_id), code=303)
    if row.withdrawn_at is None:
        raise NotWithdrawn
    if not current_actor().can("people.erase", row.person):
        form.outcome.errors = [
            _("The safeguarding lead carries this out. It stays on their day’s page until then.")
        ]
        return _agreement_page("people/outcome.html", row, form)
    plan = url_for(
        "people.erase_plan", person_id=row.person_id, wish=outcome.value, agreement=row.id
    )
    return redirect(plan, code=303)


def _agreement_page(
    template: str, row: Agreement, form: WithdrawalForm | OutcomeForm
) -> ResponseReturnValue:
    page = render_template(
        template, form=form, agreement=row, person=row.person, line=shown.agreement_line(row)
    )
    return page, 422 if form.errors else 200
