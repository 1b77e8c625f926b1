"""What everyone audible in a recording permits today, and who is missing (DOMAIN C5)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from stories.foundation.access import Actor, Role
from stories.foundation.clock import today
from stories.media import rules
from stories.media.models import Recording
from stories.people.calling import called
from stories.people.explained import LOOK_AT_CLOSURE, Scene, Told, Way, tell
from stories.people.models import Use
from stories.people.queries import persons_by_ids, voices_for, voices_for_many
from stories.people.reasons import sentence
from stories.people.rules import (
    CLOSURES,
    DECIDED,
    Gap,
    Missing,
    Permission,
    Voice,
    explain,
    permitted,
)
from stories.sessions.queries import audible_in

LATER = frozenset({Gap.NO_AGREEMENT_AFTER}) | DECIDED | CLOSURES
SAID_NO = frozenset({Gap.WITHDRAWN, Gap.REFUSED, Gap.EXPIRED, Gap.CAME_OF_AGE})
NOT_INCLUDED = {
    Use.RECORD: _l("Somebody's agreement does not include being recorded."),
    Use.TRANSCRIBE: _l("Somebody's agreement does not include having a machine write it down."),
    Use.TRANSLATE: _l("Somebody's agreement does not include translating it."),
}


@dataclass(frozen=True)
class Lack:
    """Whose agreement is missing (empty where names are not the reader's business), and why."""

    name: str
    sentence: Any


def permission_for(recording: Recording) -> Permission:
    """The meet over everyone who came or may have come; nobody permits nothing."""
    return permitted(voices_in(recording), today(), recording.closed_until, recording.decided)


def voices_in(recording: Recording) -> list[Voice]:
    """Everybody who may be heard in a recording, with their agreements about its session."""
    session_id = recording.session_id
    return voices_for(audible_in([session_id])[session_id], session_id)


def explained(actor: Actor, recording: Recording) -> Told:
    """What everyone agreed to, why it is no more, and what would change it, for a reader."""
    explanation = explain(voices_in(recording), today(), recording.closed_until, recording.decided)
    return tell(Scene(actor, recording, recording.session_id, _ways(actor, recording)), explanation)


def _ways(actor: Actor, recording: Recording) -> dict[Gap, Way]:
    """Where it is not about one person: to the recording's closure, and to who took part."""
    ways: dict[Gap, Way] = {}
    if actor.can("media.close", recording):
        closure = url_for("media.close", recording_id=recording.id), LOOK_AT_CLOSURE
        ways |= dict.fromkeys(CLOSURES, closure)
    if actor.can("sessions.view", recording.session):
        session = url_for("sessions.show", session_id=recording.session_id)
        ways[Gap.NOBODY] = session, _l("Look at the session")
    return ways


def closed_sessions(session_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Sessions whose recordings not everyone audible agrees to, in a handful of queries."""
    audible = audible_in(session_ids)
    voices = voices_for_many({key: (people, key) for key, people in audible.items()})
    return {key for key, heard in voices.items() if not rules.is_open(permitted(heard, today()))}


def is_open(recording: Recording) -> bool:
    """Whether everyone audible agrees to the recording being kept and heard by the team."""
    return rules.is_open(permission_for(recording))


def taken_back(recording: Recording) -> bool:
    """Whether somebody audible said no, or not any more; not yet asked is no such word (C8)."""
    permission = permission_for(recording)
    if rules.is_open(permission):
        return False
    return any(item.gap in SAID_NO for item in permission.missing)


def may_hear(actor: Actor, recording: Recording) -> bool:
    """Whether the actor may hear the whole of a recording today.

    The safeguarding lead may in any case, to decide what becomes of it (DOMAIN C8).
    """
    if not actor.can("media.listen", recording):
        return False
    return is_guardian(actor, recording) or is_open(recording)


def is_guardian(actor: Actor, recording: Recording) -> bool:
    """Whether the actor decides about recordings that are closed."""
    return recording.organisation_id in actor.organisations(Role.SAFEGUARDING)


def lacks(actor: Actor, recording: Recording, use: Use) -> list[Lack]:
    """Everything that keeps a use inside the team from being permitted; empty if it is."""
    permission = permission_for(recording)
    if Use.RECORD in permission.uses and use in permission.uses:
        return []
    gaps = [item for item in permission.missing if item.gap not in LATER]
    found = _told(actor, recording, gaps)
    return found or [Lack("", NOT_INCLUDED[use])]


def _told(actor: Actor, recording: Recording, gaps: list[Missing]) -> list[Lack]:
    known = persons_by_ids(item.person_id for item in gaps if item.person_id)
    if not actor.can("people.view", recording):
        known = {}
    told = {
        Lack(
            called(actor, known[item.person_id]) if item.person_id in known else "", item.gap
        ): None
        for item in gaps
    }
    return [Lack(item.name, sentence(item.sentence)) for item in told]
