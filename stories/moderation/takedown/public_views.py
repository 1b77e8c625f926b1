"""Public pages: ask that something be taken down, and follow the case by its code (DOMAIN M6).

Nothing here says which story is meant, whether there is one, or why something was decided.
"""

import uuid
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.foundation import throttle
from stories.foundation.access import NOBODY, PUBLIC, expose
from stories.foundation.clock import now
from stories.foundation.db import unit_of_work
from stories.foundation.errors import StoriesError
from stories.foundation.links import visit_goes_on
from stories.foundation.network import network
from stories.foundation.seal import seal, unseal
from stories.moderation.takedown import codes, queries, services
from stories.moderation.takedown.errors import NoSuchCode
from stories.moderation.takedown.forms import AppealForm, AskForm, CodeForm
from stories.moderation.takedown.models import Takedown, TakedownOutcome
from stories.moderation.takedown.rules import WITHOUT_STORY
from stories.moderation.takedown.words import ANSWERS

blueprint = Blueprint("takedown", __name__, url_prefix="/take-down")
TOLD, CASE = "takedown_code", "takedown_case"
VISIT = timedelta(minutes=30)


@blueprint.route("", methods=["GET", "POST"])
@expose(PUBLIC)
def ask() -> ResponseReturnValue:
    """Ask, from a page that does not know which story is meant."""
    form = AskForm()
    if form.validate_on_submit():
        keep_code(services.open_case(NOBODY, queries.organisations(), [], form.asked()))
        return redirect(url_for("takedown.told"), code=303)
    page = render_template(
        "moderation/takedown/public_ask.html", form=form, here=url_for("takedown.ask")
    )
    return page, 422 if form.is_submitted() else 200


def keep_code(code: str) -> None:
    """Let the next page of this browser tell the code, sealed until then."""
    session[TOLD] = seal(code)


def told_page(back: str = "", token: str = "") -> ResponseReturnValue:
    """The code, told once; ``back`` is the way on, and ``token`` a family's own."""
    sealed = session.pop(TOLD, None)
    code = unseal(sealed) if sealed else None
    shown = codes.spelled(code) if code else ""
    return render_template(
        "moderation/takedown/public_told.html", code=shown, back=back, token=token
    )


@blueprint.get("/code")
@expose(PUBLIC)
def told() -> ResponseReturnValue:
    """The code of what was just asked."""
    return told_page()


@blueprint.get("/case")
@expose(PUBLIC)
def case() -> ResponseReturnValue:
    """How the case stands whose code was shown here, or the question for a code."""
    rows = _shown()
    if not rows:
        return _door(CodeForm(formdata=None), 200)
    return _case(rows, AppealForm(formdata=None), 200)


@blueprint.post("/case")
@expose(PUBLIC, unit="own")
def open_case() -> ResponseReturnValue:
    """Take a code; ten wrong ones from one network close the door for a quarter of an hour."""
    form = CodeForm()
    if not form.validate_on_submit():
        with unit_of_work(write=False):
            return _door(form, 422)
    door = f"takedown-code:{network()}"
    with unit_of_work():
        throttle.spend(door)
    with unit_of_work():
        code = codes.read_code(str(form.code.data))
        rows = queries.case(codes.digest(code)) if code else []
        if not rows:
            form.code.errors = [str(NoSuchCode.sentence)]
            return _door(form, 422)
        throttle.clear(door)
        session[CASE] = {"id": str(rows[0].id), "at": now().timestamp()}
        return redirect(url_for("takedown.case"), code=303)


@blueprint.post("/case/appeal")
@expose(PUBLIC)
def appeal() -> ResponseReturnValue:
    """Ask that others look once more."""
    rows = _shown()
    if not rows:
        return redirect(url_for("takedown.case"), code=303)
    form = AppealForm()
    if not form.validate_on_submit():
        return _case(rows, form, 422)
    try:
        services.appeal(NOBODY, rows, form.why.data or "")
    except StoriesError as error:
        flash(str(error.sentence), "wait")
        return redirect(url_for("takedown.case"), code=303)
    flash(_("Thank you. It is hidden again while others look at it."), "ok")
    return redirect(url_for("takedown.case"), code=303)


@blueprint.post("/case/leave")
@expose(PUBLIC)
def leave() -> ResponseReturnValue:
    """Close the case on this device."""
    session.pop(CASE, None)
    return redirect(url_for("takedown.case"), code=303)


def _shown() -> list[Takedown]:
    kept = session.get(CASE)
    if not isinstance(kept, dict) or not visit_goes_on(kept.get("at"), now(), VISIT):
        return []
    return queries.case_of(uuid.UUID(kept["id"]))


def _door(form: CodeForm, status: int) -> ResponseReturnValue:
    return render_template("moderation/takedown/public_door.html", form=form), status


def _case(rows: list[Takedown], form: AppealForm, status: int) -> ResponseReturnValue:
    open_now = any(row.open for row in rows)
    meant = {row.outcome for row in rows if row.outcome is not None}
    page = render_template(
        "moderation/takedown/public_case.html",
        asked_at=rows[0].created_at,
        appealed_at=max((row.appealed_at for row in rows if row.appealed_at), default=None),
        open=open_now,
        decided_at=None if open_now else queries.last_decided(rows),
        answers=[] if open_now else _answers(meant),
        may_appeal=services.may_appeal(rows),
        form=form,
    )
    return page, status


def _answers(found: set[TakedownOutcome]) -> list[Any]:
    # Where several organisations were asked, those that were not meant say nothing.
    ours = found - WITHOUT_STORY or found
    return [sentence for outcome, sentence in ANSWERS.items() if outcome in ours]
