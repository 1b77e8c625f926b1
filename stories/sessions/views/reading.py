"""Today, and a session's own page."""

import uuid
from datetime import date

from flask import render_template
from flask_babel import gettext as _

from stories.foundation import clock
from stories.foundation.access import SIGNED_IN, Actor, current_actor, expose
from stories.foundation.attention import waiting_for
from stories.people.calling import called_here
from stories.people.models import Stage
from stories.sessions import queries, shown
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.policy import PLAN, VIEW
from stories.sessions.readiness import Standing, standing, standings
from stories.sessions.rules import Move, moves_from, too_early
from stories.sessions.series.queries import place_of
from stories.sessions.series.words import own_told
from stories.sessions.times import day_of, local, span, week_of
from stories.sessions.views import blueprint
from stories.sessions.words import STATES, agreement_url, cures, listed, person_url

MORNING, NOON, EVENING = 5, 12, 18


@blueprint.get("/")
@expose(SIGNED_IN)
def today() -> str:
    """The day: what waits, the next session, the week."""
    actor = current_actor()
    at = local(clock.now(), clock.HOME_ZONE)
    sees = actor.can(VIEW)
    week = _week(actor, at.date()) if sees else []
    return render_template(
        "sessions/today.html",
        greeting=_greeting(at.hour, actor.name),
        sees=sees,
        count=len([row for row in week if _is_today(row, at.date())]),
        card=_card(actor) if sees else None,
        week=_week_days(week, at.date()) if sees else [],
        waiting=waiting_for(actor),
        may_plan=actor.can(PLAN),
    )


def _greeting(hour: int, name: str) -> str:
    if MORNING <= hour < NOON:
        return str(_("Good morning, %(name)s", name=name))
    if NOON <= hour < EVENING:
        return str(_("Good day, %(name)s", name=name))
    return str(_("Good evening, %(name)s", name=name))


def _week(actor: Actor, today: date) -> list[StorytellingSession]:
    days = week_of(today)
    rows = queries.between(actor, *span(days[0], days[-1]))
    return [row for row in rows if row.state is not SessionState.CANCELLED]


def _is_today(row: StorytellingSession, today: date) -> bool:
    waits = row.state in queries.ALIVE
    return waits and day_of(row.starts_at, row.zone) == today


def _week_days(rows: list[StorytellingSession], today: date) -> list[shown.Day]:
    events = shown.by_day(rows, standings(rows))
    return [shown.Day(day, day == today, events.get(day, [])) for day in week_of(today)]


def _card(actor: Actor) -> dict[str, object] | None:
    row = queries.next_for(actor)
    if row is None:
        return None
    stands = standing(row)
    return _row_told(row, stands) | {"openable": _openable(actor, row, stands)}


def _openable(actor: Actor, row: StorytellingSession, stands: Standing) -> bool:
    waiting = row.state in {SessionState.PLANNED, SessionState.CONFIRMED}
    on_its_day = waiting and not too_early(row.starts_at, clock.now())
    return on_its_day and not stands.obstacles and actor.can(PLAN, row)


def _row_told(row: StorytellingSession, stands: Standing) -> dict[str, object]:
    return {
        "session": row,
        "tags": shown.tags(row, stands),
        "people": listed(map(called_here, row.people)),
        "place": shown.place_told(row),
    }


@blueprint.get("/sessions/<uuid:session_id>")
@expose(VIEW)
def show(session_id: uuid.UUID) -> str:
    """A session: when, where, who, how it stands, and what can be done."""
    actor = current_actor()
    row = queries.session(actor, session_id)
    stands = standing(row)
    may = moves_from(row.state) if actor.can(PLAN, row) else frozenset[Move]()
    word, kind = STATES[row.state]
    return render_template(
        "sessions/show.html",
        **_row_told(row, stands),
        state=(word, kind),
        steps=shown.steps(row),
        guests=_guests(actor, row, stands),
        cures=cures(row, stands.obstacles, stands.gaps) if Move.OPEN in may else [],
        may={move.value for move in may},
        openable=_openable(actor, row, stands),
        early=too_early(row.starts_at, clock.now()),
        questions=[shown.question(row, prompt) for prompt in row.prompts],
        details=shown.details(row),
        series_place=place_of(row) if row.series_id else None,
        own=own_told(row.own),
    )


def _guests(actor: Actor, row: StorytellingSession, stands: Standing) -> list[dict[str, object]]:
    may_agree = actor.can("people.agree", row)
    over = row.state is SessionState.HELD or row.opened_at is not None
    return [
        {
            "person": item.person,
            "url": person_url(item.person_id),
            "part": item.part,
            "came": item.came,
            "child": item.person_id in stands.children,
            "agreed": not stands.gaps[item.person_id],
            "unrecorded": item.person_id in stands.unrecorded,
            "unasked": over and item.came is not False and item.person_id in stands.unasked,
            "before_url": agreement_url(row, item.person, Stage.BEFORE) if may_agree else None,
            "after_url": agreement_url(row, item.person, Stage.AFTER) if may_agree else None,
        }
        for item in row.attendances
    ]
