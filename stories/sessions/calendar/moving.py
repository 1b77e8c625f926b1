"""The page that moves a session, and the question a drag asks before anything sticks."""

import uuid
from datetime import timedelta

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from stories.foundation.access import Actor, current_actor, expose
from stories.foundation.errors import wants_json
from stories.foundation.i18n import clock, day, weekday
from stories.sessions import queries
from stories.sessions.calendar.errors import MovedMeanwhile, NotComing
from stories.sessions.calendar.forms import MoveForm
from stories.sessions.calendar.rules import STEPS, Slot, Step, View
from stories.sessions.calendar.services import Outlook, foresee_move, move_session
from stories.sessions.calendar.words import STEP_WORDS
from stories.sessions.errors import BadPlan, NotReady, SessionClash
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.outside import outside_told
from stories.sessions.plans import plan_of
from stories.sessions.policy import PLAN
from stories.sessions.readiness import standing
from stories.sessions.rules import Overlap
from stories.sessions.times import local
from stories.sessions.views import blueprint
from stories.sessions.views.offering import overlaps_told
from stories.sessions.words import cures


@blueprint.route("/sessions/<uuid:session_id>/move", methods=["GET", "POST"])
@expose(PLAN)
def move(session_id: uuid.UUID) -> ResponseReturnValue:
    """Give a session another time or length: looked at first, kept when it is said so."""
    actor = current_actor()
    row = queries.session(actor, session_id, PLAN)
    try:
        if request.method == "GET":
            form = MoveForm.of(row)
            return _page(row, form, foresee_move(actor, row, Slot(row.starts_at, row.minutes)))
        return _asked(actor, row, MoveForm())
    except (NotComing, MovedMeanwhile) as error:
        return _refused(row, str(error.sentence), error.status)


def _asked(actor: Actor, row: StorytellingSession, form: MoveForm) -> ResponseReturnValue:
    step = _step()
    if not form.validate_on_submit():
        return _answer(row, form, None, 422)
    if step in STEPS:
        form.step(step)
    slot = form.slot(row.zone)
    if slot is None:
        return _answer(row, form, None, 422)
    if step is not Step.KEEP:
        if form.seen() != row.sequence:
            raise MovedMeanwhile
        return _answer(row, form, foresee_move(actor, row, slot), 200)
    return _keep(actor, row, form, slot)


def _keep(
    actor: Actor, row: StorytellingSession, form: MoveForm, slot: Slot
) -> ResponseReturnValue:
    before = Slot(row.starts_at, row.minutes)
    try:
        doubted = move_session(actor, row, slot, form.seen())
    except BadPlan as error:
        told = [str(sentence) for sentence in error.problems.values()]
    except SessionClash as error:
        told = _clashes(row, error.overlaps)
    except NotReady as error:
        told = [cure.sentence for cure in cures(row, error.obstacles, standing(row).gaps)]
    else:
        _tell_moved(row, before, form.view.data or "", doubted=doubted)
        return redirect(_back(row, form.view.data or ""), code=303)
    form.start.errors = [*form.start.errors, *told]
    return _answer(row, form, None, 422)


def _tell_moved(row: StorytellingSession, before: Slot, view: str, *, doubted: bool) -> None:
    """Say where it went, with the way back: a move like any other, asked about again."""
    told = _("The session is moved.")
    if doubted:
        told = _("The session is moved, but not confirmed any more.")
    wall = local(before.starts_at, row.zone)
    page = render_template(
        "sessions/_moved.html",
        session=row,
        told=told,
        outside=outside_told(plan_of(row)),
        back={
            "day": wall.date().isoformat(),
            "start": f"{wall:%H:%M}",
            "minutes": before.minutes,
            "sequence": row.sequence,
            "view": view,
            "step": Step.KEEP.value,
        },
    )
    flash(Markup(page), "wait" if doubted else "ok")  # noqa: S704 - drawn by a template


def _step() -> Step:
    try:
        return Step(request.form.get("step", Step.KEEP))
    except ValueError:
        return Step.LOOK


def _back(row: StorytellingSession, view: str) -> str:
    """The calendar a session was dragged in, at its new day; else the session's own page."""
    if view in {View.WEEK, View.MONTH}:
        return url_for("sessions.index", day=row.day, view=view)
    return url_for("sessions.show", session_id=row.id)


def _answer(
    row: StorytellingSession, form: MoveForm, outlook: Outlook | None, status: int
) -> ResponseReturnValue:
    if not wants_json():
        return _page(row, form, outlook, status)
    wrong = [str(told) for errors in form.errors.values() for told in errors]
    if outlook is None:
        return jsonify(fits=False, sentence=" ".join(wrong), when=""), status
    told = {"fits": outlook.fits, "sentence": _told(row, outlook), "when": _when(row, outlook)}
    return jsonify(told)


def _page(
    row: StorytellingSession, form: MoveForm, outlook: Outlook | None, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "sessions/calendar_move.html",
        session=row,
        form=form,
        fits=outlook is not None and outlook.fits,
        told=_told(row, outlook) if outlook else "",
        when=_when(row, outlook) if outlook else "",
        steps=[(step.value, STEP_WORDS[step]) for step in STEPS],
    )
    return page, status


def _refused(row: StorytellingSession, sentence: str, status: int) -> ResponseReturnValue:
    if wants_json():
        return jsonify(fits=False, sentence=sentence, when=""), status
    flash(sentence, "stop")
    return redirect(url_for("sessions.show", session_id=row.id), code=303)


def _when(row: StorytellingSession, outlook: Outlook) -> str:
    starts = outlook.plan.starts_at
    ends = starts + timedelta(minutes=outlook.plan.minutes)
    on = f"{weekday(starts, row.zone)}, {day(starts, row.zone)}"
    return f"{on}, {clock(starts, row.zone)}–{clock(ends, row.zone)}"


def _told(row: StorytellingSession, outlook: Outlook) -> str:
    """One sentence, or the few of what stands against it."""
    if outlook.problems:
        return " ".join(str(sentence) for sentence in outlook.problems.values())
    if outlook.overlaps:
        return " ".join(_clashes(row, outlook.overlaps))
    if outlook.obstacles:
        lost = [cure.sentence for cure in cures(row, outlook.obstacles, standing(row).gaps)]
        confirmed = row.state is SessionState.CONFIRMED
        first = _("It would not be confirmed any more:") if confirmed else _("Still missing:")
        return " ".join(filter(None, [outside_told(outlook.plan), first, *lost]))
    return outside_told(outlook.plan) or str(_("Everybody and the room are free then."))


def _clashes(row: StorytellingSession, overlaps: list[Overlap]) -> list[str]:
    return overlaps_told(plan_of(row), overlaps)
