"""What a form of planning offers to choose from, and how a refusal is told beside its fields."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from markupsafe import Markup

from stories.accounts.centres.queries import offered as centres_offered
from stories.accounts.queries import organisations_of, staff_with
from stories.foundation.access import Actor, Role, roles_for
from stories.people.calling import called_here
from stories.people.models import Generation, Person, Readiness
from stories.people.queries import people_list, persons_by_ids
from stories.sessions.errors import BadPlan, SessionClash
from stories.sessions.forms import PlanForm
from stories.sessions.guides.offering import offer_questions, question_drawers
from stories.sessions.guides.words import THEMES
from stories.sessions.models import StorytellingSession
from stories.sessions.outside import outside_told, print_of, same_people_and_time
from stories.sessions.plans import Plan, plan_of
from stories.sessions.policy import PLAN
from stories.sessions.rules import Clash, Overlap
from stories.sessions.series.errors import SeriesClash
from stories.sessions.words import clash_told, languages_told

Choices = list[tuple[str, str]]
FEW = 8
BROUGHT = ("elders", "youth", "languages")
PLACES = {Clash.FACILITATOR: "facilitator", Clash.ROOM: "room"}


def tell(form: PlanForm, error: BadPlan | SessionClash) -> None:
    """Put the sentences of a refusal beside the fields they are about."""
    if isinstance(error, BadPlan):
        form.blame(error.problems)
        return
    plan = form.plan()
    for overlap, sentence in zip(error.overlaps, overlaps_told(plan, error.overlaps), strict=True):
        elders = overlap.person_ids & set(plan.narrators)
        place = PLACES.get(overlap.kind, "elders" if elders else "youth")
        form.blame({place: sentence})


def clashes_told(form: PlanForm, error: SeriesClash) -> list[str]:
    """A sentence for what stands against the sessions of a series, each once, the first few."""
    plan = form.plan()
    found = [told for each in error.overlaps.values() for told in overlaps_told(plan, each)]
    return list(dict.fromkeys(found))[:FEW] or [str(error.sentence)]


def overlaps_told(plan: Plan, overlaps: Iterable[Overlap]) -> list[str]:
    """A sentence for everything that stands against a plan, in the zone of the plan."""
    people = persons_by_ids(plan.person_ids)
    owner = people[plan.narrators[0]].organisation_id
    return [clash_told(overlap, people, owner, plan.zone) for overlap in overlaps]


def keeps(form: PlanForm) -> bool:
    """Whether the plan is to be kept; with ``?offer=…`` only the questions are put in order."""
    return "offer" not in request.args and bool(form.validate_on_submit())


def fits_hours(form: PlanForm, row: StorytellingSession | None = None) -> bool:
    """Whether a plan lies within known free hours, or whoever plans has said yes to this one.

    A session that stays with its people at its time is asked about once.
    """
    plan = form.plan()
    told = "" if row and same_people_and_time(plan, plan_of(row)) else outside_told(plan)
    seen, form.outside_seen.data = form.outside_seen.data, print_of(told)
    if not told or (form.outside.data and seen == form.outside_seen.data):
        return True
    form.outside.data = False
    form.outside.errors = [told]
    return False


def plan_parts(form: PlanForm) -> dict[str, Any]:
    """What the page of a plan draws beside its fields: themes, and questions in their drawers."""
    return {
        "themes": THEMES,
        "drawers": question_drawers(form),
        "careful": "careful" in request.form,
    }


def first_guess(actor: Actor) -> dict[str, object]:
    """What most plans begin with: the planner leads; the day, and who is brought along."""
    guess: dict[str, object] = {"facilitator": str(actor.id), "languages": ["kk"]}
    # Whoever comes from somewhere else may bring people and languages with them.
    guess |= {name: given for name in BROUGHT if (given := request.args.getlist(name))}
    try:
        guess["day"] = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return guess
    return guess


def offer(actor: Actor, form: PlanForm, row: StorytellingSession | None = None) -> None:
    """Fill in what may be chosen: people, facilitators and questions of the actor's houses."""
    owners = {row.organisation_id} if row else _organisations(actor)
    elders = people_list(actor, Generation.ELDER, permission=PLAN)
    youth = people_list(actor, Generation.YOUTH, permission=PLAN)
    form.elders.choices = _people(elders, row.narrators if row else [], owners)
    form.youth.choices = _people(youth, row.listeners if row else [], owners)
    staff = staff_with(Role.FACILITATOR, frozenset(owners))
    form.facilitator.choices = [("", _("Choose"))] + [(str(one.id), one.name) for one in staff]
    offer_questions(form, owners, row)
    rows = centres_offered(owners, row.centre_id if row else None)
    form.centre.choices = [("", _("None")), *((str(one.id), one.name) for one in rows)]


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
