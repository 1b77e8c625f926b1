"""What may stand beside what, who may sit with whom, and how a session moves. Pure.

Overlaps are half-open: a session that ends at 15:00 leaves 15:00 to the next (DOMAIN S1).
"""

import enum
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product

from stories.people.models import Stage, Use
from stories.people.rules import CLOSURES, Gap, Voice, permitted
from stories.sessions.models import SessionState

SHORTEST, USUAL, LONGEST = 20, 40, 90
EARLY = timedelta(hours=12)
MOST_PEOPLE = 20
FARTHEST = 240  # minutes of travel between two places


class Move(enum.StrEnum):
    """What can be done to a session."""

    CHANGE = "change"
    CONFIRM = "confirm"
    OPEN = "open"
    NOTE = "note"
    CLOSE = "close"
    CANCEL = "cancel"


_S = SessionState
MOVES: dict[tuple[SessionState, Move], SessionState] = {
    (_S.PLANNED, Move.CHANGE): _S.PLANNED,
    (_S.PLANNED, Move.CONFIRM): _S.CONFIRMED,
    (_S.PLANNED, Move.OPEN): _S.OPEN,
    (_S.PLANNED, Move.CANCEL): _S.CANCELLED,
    (_S.CONFIRMED, Move.CHANGE): _S.CONFIRMED,
    (_S.CONFIRMED, Move.OPEN): _S.OPEN,
    (_S.CONFIRMED, Move.CANCEL): _S.CANCELLED,
    (_S.OPEN, Move.CHANGE): _S.OPEN,
    (_S.OPEN, Move.NOTE): _S.OPEN,
    (_S.OPEN, Move.CLOSE): _S.HELD,
    (_S.OPEN, Move.CANCEL): _S.CANCELLED,
    (_S.HELD, Move.NOTE): _S.HELD,
}


def moves_from(state: SessionState) -> frozenset[Move]:
    """What can be done to a session in a state."""
    return frozenset(move for before, move in MOVES if before is state)


def too_early(starts_at: datetime, at: datetime) -> bool:
    """A session opens on its day: from twelve hours before its start."""
    return at < starts_at - EARLY


# Overlaps


class Clash(enum.StrEnum):
    """What would be in two places at once."""

    PERSON = "person"
    FACILITATOR = "facilitator"
    ROOM = "room"


@dataclass(frozen=True)
class Booking:
    """A session as a stretch of time that binds people, a facilitator and perhaps a room."""

    session_id: uuid.UUID | None
    organisation_id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    facilitator_id: uuid.UUID
    person_ids: frozenset[uuid.UUID] = frozenset()
    room: tuple[str, str] | None = None
    place: str | None = None
    travel: timedelta = timedelta()


@dataclass(frozen=True)
class Overlap:
    """One reason why two bookings cannot both be; ``person_ids`` for a clash of persons.

    ``way`` is how long people need from one place to the other where that is what stands against
    it, and nothing where the two share a moment.
    """

    kind: Clash
    other: Booking
    person_ids: frozenset[uuid.UUID] = frozenset()
    way: timedelta = timedelta()


def room_key(place: str, room: str, *, remote: bool) -> tuple[str, str] | None:
    """A room at a place, however it is spelled; None where no room is taken."""
    if remote or not room.strip():
        return None
    return _plain(place), _plain(room)


def place_key(place: str, *, remote: bool) -> str | None:
    """A place, however it is spelled; None on a call, where nobody has to travel."""
    return None if remote else _plain(place)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def overlaps(one: Booking, other: Booking) -> bool:
    """Whether two stretches share a moment; touching ends do not."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def way_between(one: Booking, other: Booking) -> timedelta:
    """How long people need between two sessions: nothing at one place, or from a call."""
    if one.place is None or other.place is None or one.place == other.place:
        return timedelta()
    return max(one.travel, other.travel)


def near(one: Booking, other: Booking) -> bool:
    """Whether two bookings share a moment, or leave less between them than the way takes."""
    way = way_between(one, other)
    return one.starts_at < other.ends_at + way and other.starts_at < one.ends_at + way


def clashes(wanted: Booking, others: Iterable[Booking]) -> list[Overlap]:
    """Everything that stands against a booking, earliest first; empty means the way is free."""
    close = [
        item
        for item in others
        if near(wanted, item)
        and (item.session_id != wanted.session_id or wanted.session_id is None)
    ]
    close.sort(key=lambda item: item.starts_at)
    return [found for item in close for found in _between(wanted, item)]


def _between(wanted: Booking, other: Booking) -> list[Overlap]:
    found = []
    at_once = overlaps(wanted, other)
    way = timedelta() if at_once else way_between(wanted, other)
    same = wanted.person_ids & other.person_ids
    if same:
        found.append(Overlap(Clash.PERSON, other, same, way))
    if wanted.facilitator_id == other.facilitator_id:
        found.append(Overlap(Clash.FACILITATOR, other, way=way))
    at_home = at_once and wanted.organisation_id == other.organisation_id
    if at_home and wanted.room is not None and wanted.room == other.room:
        found.append(Overlap(Clash.ROOM, other))
    return found


# Pairing


class Blocker(enum.StrEnum):
    """Why a session may not be confirmed or opened yet (DOMAIN S2, S3, C1)."""

    DO_NOT_PAIR = "do_not_pair"
    MINOR_ALONE = "minor_alone"
    NOT_CLEARED = "not_cleared"
    NO_SHARED_LANGUAGE = "no_shared_language"
    NEEDS_INTERPRETER = "needs_interpreter"
    NOT_READY = "not_ready"
    NO_AGREEMENT = "no_agreement"


@dataclass(frozen=True)
class Guest:
    """What pairing needs to know about one person of a session."""

    person_id: uuid.UUID
    narrator: bool
    languages: frozenset[str]
    child: bool = False
    ready: bool = True
    agreed: bool = True
    needs_interpreter: bool = False


@dataclass(frozen=True)
class Gathering:
    """Who would sit together. ``languages`` are the session's; ``apart`` are pairs kept apart."""

    guests: tuple[Guest, ...]
    languages: frozenset[str]
    facilitator_cleared: bool
    interpreter: bool = False
    apart: frozenset[frozenset[uuid.UUID]] = frozenset()


@dataclass(frozen=True)
class Obstacle:
    """A blocker and the people it is about."""

    kind: Blocker
    person_ids: frozenset[uuid.UUID] = frozenset()


def obstacles(gathering: Gathering) -> list[Obstacle]:
    """Everything that keeps a session from opening; empty means it may."""
    return [
        *_apart(gathering),
        *_alone(gathering),
        *([] if gathering.facilitator_cleared else [Obstacle(Blocker.NOT_CLEARED)]),
        *_speech(gathering),
        *_each(gathering, Blocker.NOT_READY, lambda guest: not guest.ready),
        *_each(gathering, Blocker.NO_AGREEMENT, lambda guest: not guest.agreed),
    ]


def minors_alone(children: int, adults: int) -> bool:
    """Whether a child would be alone with one adult (DOMAIN S3).

    ``adults`` counts the facilitator. Three in the room are enough, whoever the third is: another
    child or another adult. An interpreter does not count, for nobody checked their clearance,
    and being on a call makes one child with one adult no less alone.
    """
    return children > 0 and children + adults < 3  # noqa: PLR2004 - the rule of three


def _apart(gathering: Gathering) -> list[Obstacle]:
    present = {guest.person_id for guest in gathering.guests}
    pairs = sorted((pair for pair in gathering.apart if pair <= present), key=sorted)
    return [Obstacle(Blocker.DO_NOT_PAIR, pair) for pair in pairs]


def _alone(gathering: Gathering) -> list[Obstacle]:
    children = frozenset(guest.person_id for guest in gathering.guests if guest.child)
    adults = 1 + len(gathering.guests) - len(children)
    lonely = minors_alone(len(children), adults)
    return [Obstacle(Blocker.MINOR_ALONE, children)] if lonely else []


def _speech(gathering: Gathering) -> list[Obstacle]:
    if gathering.interpreter:
        return []
    in_need = _each(gathering, Blocker.NEEDS_INTERPRETER, lambda guest: guest.needs_interpreter)
    lost = [guest for guest in gathering.guests if not guest.languages & gathering.languages]
    pairs = [{guest.person_id} for guest in lost]
    tellers = [guest for guest in gathering.guests if guest.narrator and guest not in lost]
    hearers = [guest for guest in gathering.guests if not guest.narrator and guest not in lost]
    for one, other in product(tellers, hearers):
        if not one.languages & other.languages & gathering.languages:
            pairs.append({one.person_id, other.person_id})
    return in_need + [Obstacle(Blocker.NO_SHARED_LANGUAGE, frozenset(pair)) for pair in pairs]


def _each(gathering: Gathering, kind: Blocker, concerns: Callable[[Guest], bool]) -> list[Obstacle]:
    people = (guest for guest in gathering.guests if concerns(guest))
    return [Obstacle(kind, frozenset({guest.person_id})) for guest in people]


# Agreements

LATER = frozenset({Gap.NO_AGREEMENT_AFTER, Gap.NEVER_PUBLISH}) | CLOSURES


def gaps_before(voice: Voice, on: date) -> tuple[Gap, ...]:
    """What is missing of the first agreement, the one that opens the room (DOMAIN C1, C4).

    An unknown birth is told beside a gap, for it may be its cause, but is none by itself.
    """
    told = dict.fromkeys(item.gap for item in permitted([_before(voice)], on).missing)
    gaps = tuple(gap for gap in told if gap not in LATER)
    return () if gaps == (Gap.BIRTH_UNKNOWN,) else gaps


def may_be_recorded(voice: Voice, on: date) -> bool:
    """Whether the person may be heard in a recording; taking part alone is not enough."""
    return Use.RECORD in permitted([voice], on).uses


def not_asked_after(voice: Voice, on: date) -> bool:
    """Whether nobody asked yet what may be done with the recording (DOMAIN C1)."""
    return any(item.gap is Gap.NO_AGREEMENT_AFTER for item in permitted([voice], on).missing)


def _before(voice: Voice) -> Voice:
    first = tuple(item for item in voice.agreements if item.stage is Stage.BEFORE)
    return replace(voice, agreements=first, earlier=tuple(map(_before, voice.earlier)))
