"""Planning a session and changing the plan."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from stories.foundation.access import current_actor, expose
from stories.sessions import queries
from stories.sessions.errors import BadPlan, NotReady, SessionClash, WrongState
from stories.sessions.forms import EditForm, PlanForm
from stories.sessions.models import StorytellingSession
from stories.sessions.policy import PLAN
from stories.sessions.readiness import standing
from stories.sessions.series.choosing import alone_unless_series, scope_of
from stories.sessions.series.errors import SeriesClash
from stories.sessions.series.services import Changed, change_some
from stories.sessions.services import plan_session
from stories.sessions.times import local
from stories.sessions.views import blueprint
from stories.sessions.views.offering import (
    clashes_told,
    first_guess,
    fits_hours,
    keeps,
    offer,
    plan_parts,
    tell,
)
from stories.sessions.words import cures


@blueprint.route("/sessions/new", methods=["GET", "POST"])
@expose(PLAN)
def new() -> ResponseReturnValue:
    """Plan a session."""
    actor = current_actor()
    form = PlanForm(data=first_guess(actor) if request.method == "GET" else None)
    offer(actor, form)
    if keeps(form) and fits_hours(form):
        try:
            return _kept(plan_session(actor, form.plan()))
        except (BadPlan, SessionClash) as error:
            tell(form, error)
    return _page(form, None)


@blueprint.route("/sessions/<uuid:session_id>/edit", methods=["GET", "POST"])
@expose(PLAN)
def edit(session_id: uuid.UUID) -> ResponseReturnValue:
    """Change a session, and perhaps others of its series with it."""
    actor = current_actor()
    row = queries.session(actor, session_id, PLAN)
    form = EditForm(data=_as_planned(row) if request.method == "GET" else None)
    alone_unless_series(form, row)
    offer(actor, form, row)
    if keeps(form) and fits_hours(form, row):
        try:
            return _changed(row, change_some(actor, row, form.plan(), scope_of(form)))
        except WrongState as error:
            flash(str(error.sentence), "stop")
            return redirect(url_for("sessions.show", session_id=row.id), code=303)
        except (BadPlan, SessionClash) as error:
            tell(form, error)
        except SeriesClash as error:
            form.blame({"scope": " ".join(clashes_told(form, error))})
        except NotReady as error:
            told = cures(row, error.obstacles, standing(row).gaps)
            form.blame({"elders": " ".join(cure.sentence for cure in told)})
    return _page(form, row)


def _changed(row: StorytellingSession, changed: Changed) -> ResponseReturnValue:
    if changed.sessions == 1:
        return _kept(row, doubted=changed.doubted > 0)
    told = ngettext(
        "%(num)d session is changed.", "%(num)d sessions are changed.", changed.sessions
    )
    flash(told, "ok")
    if changed.doubted:
        lost = ngettext(
            "%(num)d is not confirmed any more: something is missing.",
            "%(num)d are not confirmed any more: something is missing.",
            changed.doubted,
        )
        flash(lost, "wait")
    return redirect(url_for("sessions.series", series_id=row.series_id), code=303)


def _kept(row: StorytellingSession, *, doubted: bool = False) -> ResponseReturnValue:
    if doubted:
        flash(
            _("The session is saved, but is not confirmed any more: something is missing."), "wait"
        )
    elif standing(row).obstacles:
        told = _("The session is saved. Before it can be opened, look at what is still missing.")
        flash(told, "wait")
    else:
        flash(_("The session is saved, and everything is ready for it."), "ok")
    return redirect(url_for("sessions.show", session_id=row.id), code=303)


def _page(form: PlanForm, row: StorytellingSession | None) -> ResponseReturnValue:
    page = render_template("sessions/plan.html", form=form, session=row, **plan_parts(form))
    return page, 422 if form.is_submitted() else 200


def _as_planned(row: StorytellingSession) -> dict[str, object]:
    starts = local(row.starts_at, row.zone)
    names = (
        "zone",
        "minutes",
        "travel_minutes",
        "place",
        "room",
        "remote",
        "theme",
        "interpreter",
        "note",
    )
    return {name: getattr(row, name) for name in (*names, "languages")} | {
        "day": starts.date(),
        "start": starts.time(),
        "facilitator": str(row.facilitator_id),
        "centre": str(row.centre_id or ""),
        "elders": [str(person.id) for person in row.narrators],
        "youth": [str(person.id) for person in row.listeners],
        "prompts": [prompt.key for prompt in row.prompts],
    }
