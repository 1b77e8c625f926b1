"""Pages of distress flags, for safeguarding leads alone."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from stories.accounts.queries import user_by_id
from stories.foundation import audit
from stories.foundation.access import current_actor, expose
from stories.foundation.clock import today
from stories.people.calling import called_here
from stories.sessions.distress import queries, services
from stories.sessions.distress.forms import AnswerForm, CloseForm
from stories.sessions.distress.models import DistressFlag
from stories.sessions.distress.policy import ANSWER
from stories.sessions.views import blueprint


@blueprint.get("/distress")
@expose(ANSWER)
def flags() -> str:
    """Every flag that is open, and those that were closed."""
    actor = current_actor()
    audit.record(actor, "sessions.distress_viewed")
    return render_template(
        "sessions/distress/index.html",
        open=queries.flags(actor),
        closed=queries.flags(actor, closed=True),
        called=called_here,
        today=today(),
    )


@blueprint.get("/distress/<uuid:flag_id>")
@expose(ANSWER)
def flag(flag_id: uuid.UUID) -> ResponseReturnValue:
    """One flag, with what was written of it; who looked is noted."""
    row = queries.flag(current_actor(), flag_id)
    audit.record(current_actor(), "sessions.distress_flag_viewed", row)
    return _show(row)


@blueprint.post("/distress/<uuid:flag_id>/answer")
@expose(ANSWER)
def answer_flag(flag_id: uuid.UUID) -> ResponseReturnValue:
    """Take it in hand, or write down more."""
    row = queries.flag(current_actor(), flag_id)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _show(row, answer=form)
    services.answer_flag(current_actor(), row, form.follow_up_on.data, form.words.data or "")
    flash(_("It is written down. You are reminded on the day you chose."), "ok")
    return _to(row)


@blueprint.post("/distress/<uuid:flag_id>/close")
@expose(ANSWER)
def close_flag(flag_id: uuid.UUID) -> ResponseReturnValue:
    """Nothing more is to be done."""
    row = queries.flag(current_actor(), flag_id)
    form = CloseForm()
    if not form.validate_on_submit():
        return _show(row, close=form)
    services.close_flag(current_actor(), row, form.words.data or "")
    flash(_("It is closed. What was written stays."), "ok")
    return _to(row)


def _show(
    row: DistressFlag, answer: AnswerForm | None = None, close: CloseForm | None = None
) -> ResponseReturnValue:
    sent = answer is not None or close is not None
    raiser, seer = (user_by_id(one) if one else None for one in (row.raised_by, row.seen_by))
    page = render_template(
        "sessions/distress/show.html",
        row=row,
        raiser=raiser.name if raiser else "",
        seer=seer.name if seer else "",
        who=called_here(row.person) if row.person else "",
        late=row.closed_at is None and bool(row.follow_up_on and row.follow_up_on < today()),
        answer=answer or AnswerForm(formdata=None, data={"follow_up_on": row.follow_up_on}),
        close=close or CloseForm(formdata=None),
    )
    return page, 422 if sent else 200


def _to(row: DistressFlag) -> ResponseReturnValue:
    return redirect(url_for("sessions.flag", flag_id=row.id), code=303)
