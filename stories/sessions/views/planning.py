"""Planning a session and changing the plan."""

import uuid
from collections.abc import Iterable
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from stories.accounts.queries import organisations_of, staff_with
from stories.foundation.access import Actor, Role, current_actor, expose, roles_for
from stories.people.calling import called_here
from stories.people.models import Generation, Person, Readiness
from stories.people.queries import people_list, persons_by_ids
from stories.sessions import queries
from stories.sessions.errors import BadPlan, NotReady, SessionClash, WrongState
from stories.sessions.forms import PlanForm
from stories.sessions.guides.offering import offer_questions, question_drawers
from stories.sessions.guides.words import THEMES
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.policy import PLAN
from stories.sessions.readiness import standing
from stories.sessions.rules import Clash
from stories.sessions.services import change_session, plan_session
from stories.sessions.times import local
from stories.sessions.views import blueprint
from stories.sessions.words import clash_told, cures, languages_told

Choices = list[tuple[str, str]]
PLACES = {Clash.FACILITATOR: "facilitator", Clash.ROOM: "room"}


@blueprint.route("/sessions/new", methods=["GET", "POST"])
@expose(PLAN)
def new() -> ResponseReturnValue:
    """Plan a session."""
    actor = current_actor()
    form = PlanForm(data=_first_guess(actor) if request.method == "GET" else None)
    _offer(actor, form)
    if _keeps(form):
        try:
            return _kept(plan_session(actor, form.plan()))
        except (BadPlan, SessionClash) as error:
            _tell(form, error)
    return _page(form, None)


@blueprint.route("/sessions/<uuid:session_id>/edit", methods=["GET", "POST"])
@expose(PLAN)
def edit(session_id: uuid.UUID) -> ResponseReturnValue:
    """Change a planned or open session."""
    actor = current_actor()
    row = queries.session(actor, session_id, PLAN)
    form = PlanForm(data=_as_planned(row) if request.method == "GET" else None)
    _offer(actor, form, row)
    if _keeps(form):
        try:
            confirmed = row.state is SessionState.CONFIRMED
            return _kept(change_session(actor, row, form.plan()), confirmed=confirmed)
        except WrongState as error:
            flash(str(error.sentence), "stop")
            return redirect(url_for("sessions.show", session_id=row.id), code=303)
        except (BadPlan, SessionClash) as error:
            _tell(form, error)
        except NotReady as error:
            told = cures(row, error.obstacles, standing(row).gaps)
            form.blame({"elders": " ".join(cure.sentence for cure in told)})
    return _page(form, row)


def _keeps(form: PlanForm) -> bool:
    """Whether the plan is to be kept; with ``?offer=…`` only the questions are put in order."""
    return "offer" not in request.args and form.validate_on_submit()


def _kept(row: StorytellingSession, *, confirmed: bool = False) -> ResponseReturnValue:
    if confirmed and row.state is SessionState.PLANNED:
        flash(
            _("The session is saved, but is not confirmed any more: something is missing."), "wait"
        )
    elif standing(row).obstacles:
        told = _("The session is saved. Before it can be opened, look at what is still missing.")
        flash(told, "wait")
    else:
        flash(_("The session is saved, and everything is ready for it."), "ok")
    return redirect(url_for("sessions.show", session_id=row.id), code=303)


def _tell(form: PlanForm, error: BadPlan | SessionClash) -> None:
    if isinstance(error, BadPlan):
        form.blame(error.problems)
        return
    plan = form.plan()
    people = persons_by_ids(plan.person_ids)
    owner = people[plan.narrators[0]].organisation_id
    for overlap in error.overlaps:
        elders = overlap.person_ids & set(plan.narrators)
        place = PLACES.get(overlap.kind, "elders" if elders else "youth")
        form.blame({place: clash_told(overlap, people, owner, plan.zone)})


def _page(form: PlanForm, row: StorytellingSession | None) -> ResponseReturnValue:
    page = render_template(
        "sessions/plan.html",
        form=form,
        session=row,
        themes=THEMES,
        drawers=question_drawers(form),
        careful="careful" in request.form,
    )
    return page, 422 if form.is_submitted() else 200


def _first_guess(actor: Actor) -> dict[str, object]:
    guess: dict[str, object] = {"facilitator": str(actor.id), "languages": ["kk"]}
    try:
        guess["day"] = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return guess
    return guess


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
        "elders": [str(person.id) for person in row.narrators],
        "youth": [str(person.id) for person in row.listeners],
        "prompts": [prompt.key for prompt in row.prompts],
    }


def _offer(actor: Actor, form: PlanForm, row: StorytellingSession | None = None) -> None:
    owners = {row.organisation_id} if row else _organisations(actor)
    elders = people_list(actor, Generation.ELDER, permission=PLAN)
    youth = people_list(actor, Generation.YOUTH, permission=PLAN)
    form.elders.choices = _people(elders, row.narrators if row else [], owners)
    form.youth.choices = _people(youth, row.listeners if row else [], owners)
    staff = staff_with(Role.FACILITATOR, frozenset(owners))
    form.facilitator.choices = [("", _("Choose"))] + [(str(one.id), one.name) for one in staff]
    offer_questions(form, owners, row)


def _organisations(actor: Actor) -> set[uuid.UUID]:
    return {each.id for each in organisations_of(actor, *roles_for(PLAN))}


def _people(found: list[Person], seated: Iterable[Person], owners: set[uuid.UUID]) -> Choices:
    offered = {person.id: person for person in found if person.organisation_id in owners}
    # Whoever already sits there stays on offer, whichever generation they were entered as.
    offered |= {person.id: person for person in seated}
    return [(str(person.id), _labelled(person)) for person in offered.values()]


def _labelled(person: Person) -> Markup:
    told = [languages_told(person.languages)] if person.languages else []
    told += [_("needs an interpreter")] if person.needs_interpreter else []
    told += [_("not now")] if person.readiness is Readiness.NOT_NOW else []
    return Markup("{}<small>{}</small>").format(called_here(person), " · ".join(told))
