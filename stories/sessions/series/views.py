"""Pages of series: planning one, looking at what it would be, the series itself, one more."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import current_actor, expose
from stories.people.queries import persons_by_ids
from stories.sessions.errors import BadPlan, SessionClash
from stories.sessions.policy import PLAN, VIEW
from stories.sessions.series import queries, shown
from stories.sessions.series.errors import SeriesClash
from stories.sessions.series.foresight import Foreseen, foresee
from stories.sessions.series.forms import AddForm, SeriesForm
from stories.sessions.series.models import Series
from stories.sessions.series.rules import BadRule
from stories.sessions.series.services import add_session, plan_series
from stories.sessions.series.services.plan import NO_RULE
from stories.sessions.series.words import rule_told
from stories.sessions.services.checks import owner_of
from stories.sessions.views import blueprint
from stories.sessions.views.offering import (
    first_guess,
    keeps,
    offer,
    overlaps_told,
    plan_parts,
    tell,
)

LOOK, SKIP, SAVE, BACK = "look", "skip", "save", "back"
NOT_SENT_ON = frozenset({"csrf_token", "once", "step", "leave", "late"})
IN_THE_PREVIEW = frozenset({"late"})


@blueprint.route("/sessions/series/new", methods=["GET", "POST"])
@expose(PLAN)
def new_series() -> ResponseReturnValue:
    """Plan a session that comes again: first every one of them is shown, then all are kept."""
    actor, step = current_actor(), request.form.get("step", LOOK)
    form = SeriesForm(data=first_guess(actor) if request.method == "GET" else None)
    offer(actor, form)
    if step == BACK or not keeps(form):
        return _form_page(form, told=step != BACK)
    if step == SAVE:
        try:
            late = bool(form.late.data)
            return _planned(plan_series(actor, form.plan(), form.repeat(), _left(), late=late))
        except BadPlan as error:
            tell(form, error)
            if not set(error.problems) <= IN_THE_PREVIEW:
                return _form_page(form)
        except SeriesClash as error:
            flash(str(error.sentence), "stop")
    return _preview(form)


def _left() -> list[str]:
    return request.form.getlist("leave")


def _left_after(foreseen: list[Foreseen]) -> list[str]:
    """What is left out, and after «skip» also whatever is taken, odd or on a day off."""
    skip = request.form.get("step") == SKIP
    return _left() + [one.key for one in foreseen if skip and (one.blocked or one.off)]


def _planned(row: Series) -> ResponseReturnValue:
    count = len(queries.rows_of(row.id))
    flash(ngettext("%(num)d session is planned.", "%(num)d sessions are planned.", count), "ok")
    return redirect(url_for("sessions.series", series_id=row.id), code=303)


def _form_page(form: SeriesForm, *, told: bool = True) -> ResponseReturnValue:
    page = render_template("sessions/series/plan.html", form=form, **plan_parts(form))
    return page, 422 if form.is_submitted() and told else 200


def _preview(form: SeriesForm) -> ResponseReturnValue:
    plan = form.plan()
    try:
        owner = owner_of(plan, persons_by_ids(plan.person_ids))
        foreseen = foresee(plan, form.repeat(), owner)
    except (BadPlan, BadRule) as error:
        tell(form, error if isinstance(error, BadPlan) else BadPlan({"times": NO_RULE}))
        return _form_page(form)
    sent = [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_SENT_ON]
    page = render_template(
        "sessions/series/preview.html",
        form=form,
        lines=shown.lines(plan, foreseen, _left_after(foreseen)),
        skippable=any(one.blocked or one.off for one in foreseen),
        blocked=sum(one.blocked for one in foreseen),
        past=any(one.past for one in foreseen),
        unknown=shown.unknown_told(foreseen),
        sent=sent,
    )
    return page, 422 if request.form.get("step") == SAVE else 200


@blueprint.get("/sessions/series/<uuid:series_id>")
@expose(VIEW)
def series(series_id: uuid.UUID) -> str:
    """A series: how often, every session of it, and what it was split from or into."""
    actor = current_actor()
    row = queries.series(actor, series_id)
    rows = queries.rows_of(row.id)
    return render_template(
        "sessions/series/show.html",
        series=row,
        often=rule_told(row.rule),
        rows=[(each, shown.kept_tags(each)) for each in rows],
        theme=rows[0].theme if rows else "",
        later=queries.later_of(row.id),
        may_plan=actor.can(PLAN, row),
    )


@blueprint.route("/sessions/series/<uuid:series_id>/add", methods=["GET", "POST"])
@expose(PLAN)
def add(series_id: uuid.UUID) -> ResponseReturnValue:
    """Add one more session to a series."""
    actor = current_actor()
    row = queries.series(actor, series_id, PLAN)
    form = AddForm()
    if form.validate_on_submit():
        moment = form.moment(row.zone)
        try:
            if moment is not None:
                added = add_session(actor, row, moment)
                flash(_("One more session is planned."), "ok")
                return redirect(url_for("sessions.show", session_id=added.id), code=303)
        except BadPlan as error:
            # What else is wrong is wrong with the session it is like; the day is where to look.
            form.day.errors = [*form.day.errors, *map(str, error.problems.values())]
        except SessionClash as error:
            told = overlaps_told(error.plan, error.overlaps) if error.plan else [error.sentence]
            form.start.errors = [*form.start.errors, *told]
    page = render_template("sessions/series/add.html", form=form, series=row)
    return page, 422 if form.is_submitted() else 200
