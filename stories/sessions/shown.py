"""What the pages of the room draw: days with their sessions, tags, steps."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from stories.foundation.clock import HOME_ZONE
from stories.foundation.i18n import clock, day_clock, locale_code, minutes
from stories.sessions.guides.models import Prompt
from stories.sessions.guides.words import prompt_text
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.readiness import Standing
from stories.sessions.rules import Blocker
from stories.sessions.words import STATES, ZONE_NAMES, languages_told, people_told

WAY = (SessionState.PLANNED, SessionState.CONFIRMED, SessionState.OPEN, SessionState.HELD)
COMING = frozenset({SessionState.PLANNED, SessionState.CONFIRMED})
Tags = list[tuple[str, str]]
Step = tuple[str, str | None, str]


@dataclass(frozen=True)
class Event:
    """A session in a calendar; ``kind`` is a colour, and the label says the same in words."""

    url: str
    label: Markup
    kind: str


@dataclass(frozen=True)
class Day:
    """A day of a week with its sessions."""

    date: date
    today: bool
    events: list[Event] = field(default_factory=list)


class Placed(Protocol):
    """Where something is held."""

    @property
    def place(self) -> str: ...
    @property
    def room(self) -> str: ...
    @property
    def remote(self) -> bool: ...


def event(session: StorytellingSession, standing: Standing | None = None) -> Event:
    """A session as one line: time, people, and a word where something is to be said."""
    word, kind = _state_told(session, standing)
    lines = [Markup("<span><b>{}</b> {}</span>").format(clock_of(session), people_told(session))]
    lines += [Markup("<small>{}</small>").format(word)] if word else []
    return Event(url_for("sessions.show", session_id=session.id), Markup("").join(lines), kind)


def clock_of(session: StorytellingSession) -> str:
    """«15:00» on the wall at the session's place."""
    return clock(session.starts_at, session.zone)


def _state_told(session: StorytellingSession, standing: Standing | None) -> tuple[str, str]:
    if session.state not in COMING:
        word, kind = STATES[session.state]
        return str(word), kind
    if not session.listeners:
        return _("Listener not chosen"), "wait"
    if standing is not None and standing.obstacles:
        return _readiness_told(standing), "wait"
    if session.state is SessionState.CONFIRMED:
        return str(STATES[SessionState.CONFIRMED][0]), "ok"
    return "", "info"


def _readiness_told(standing: Standing) -> str:
    kinds = {item.kind for item in standing.obstacles}
    if kinds == {Blocker.NO_AGREEMENT}:
        return str(_("Agreements missing"))
    return str(_("Not everything is ready"))


def by_day(
    sessions: Iterable[StorytellingSession], standings: Mapping[UUID, Standing]
) -> dict[date, list[Event]]:
    """Sessions under the day the calendar shows at their place."""
    found: dict[date, list[Event]] = defaultdict(list)
    for session in sessions:
        found[session.day].append(event(session, standings.get(session.id)))
    return found


def tags(session: StorytellingSession, standing: Standing) -> Tags:
    """The words under a session's title: agreements, readiness, languages, questions."""
    if session.state not in COMING | {SessionState.OPEN}:
        return [(languages_told(session.languages), "info")]
    agreed = (_("Agreements complete"), "ok")
    found = [agreed if standing.agreed else (_("Agreements missing"), "wait")]
    if any(item.kind is not Blocker.NO_AGREEMENT for item in standing.obstacles):
        found.append((_("Not everything is ready"), "wait"))
    if not session.listeners:
        found.append((_("Listener not chosen"), "wait"))
    found.append((languages_told(session.languages), "info"))
    chosen = len(session.prompts)
    if chosen:
        found.append((ngettext("%(num)d question", "%(num)d questions", chosen), "info"))
    else:
        found.append((_("Questions not chosen"), "wait"))
    return found


def place_told(session: Placed) -> str:
    """«Қарағанды орталығы, 2-бөлме», or that people meet on a call."""
    if session.remote:
        return str(_("On a call"))
    return ", ".join(part for part in (session.place, session.room) if part)


def steps(session: StorytellingSession) -> list[Step]:
    """The way of a session from its plan to its end."""
    opened, closed = _when(session, session.opened_at), _when(session, session.closed_at)
    confirmed = _when(session, session.confirmed_at)
    if session.state is SessionState.CANCELLED:
        way: list[Step] = [(_("Planned"), None, "done")]
        way += [(_("Confirmed"), confirmed, "done")] if confirmed else []
        way += [(_("Open"), opened, "done")] if opened else []
        return [*way, (_("Cancelled"), session.cancelled_because, "stopped")]
    words = [_("Planned"), _("Confirmed"), _("Open"), _("Held")]
    days = [None, confirmed, opened, closed]
    place = WAY.index(session.state)
    stood = ["done"] * place + ["done" if place == len(WAY) - 1 else "now"] + ["next"] * len(WAY)
    found = list(zip(words, days, stood, strict=False))
    # Whoever opens a session on its day need not have confirmed it before.
    return [step for step in found if step[0] != words[1] or confirmed or opened is None]


def details(session: StorytellingSession) -> list[tuple[str, str]]:
    """What is known about a session: place, length, who leads it, languages."""
    found = [
        (_("Place"), place_told(session)),
        (_("Length"), minutes(session.minutes)),
        (_("Facilitator"), session.facilitator.name),
        (_("Languages"), languages_told(session.languages)),
    ]
    if session.interpreter:
        found.append((_("Interpreter"), session.interpreter))
    if session.zone != HOME_ZONE:
        found.append((_("Time zone of the place"), str(ZONE_NAMES[session.zone])))
    return found


def _when(session: StorytellingSession, moment: Any) -> str | None:
    return day_clock(moment, session.zone) if moment else None


def question(row: StorytellingSession, prompt: Prompt) -> list[tuple[str, str]]:
    """A question in the session's languages, each with its code; else in the page's own."""
    languages = [code for code in ("kk", "ru") if code in row.languages] or [locale_code()]
    return [(code, prompt_text(prompt, code)) for code in languages]
