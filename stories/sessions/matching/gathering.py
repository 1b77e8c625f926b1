"""Gathers from people and sessions what matching wants to know about a season."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from stories.foundation.access import Actor
from stories.foundation.clock import HOME_ZONE, today
from stories.foundation.search import fold
from stories.people.models import Generation, Person, Readiness
from stories.people.queries import do_not_pair_among, people_list, voices_for_many
from stories.people.rules import Gap, is_child
from stories.sessions.matching import queries
from stories.sessions.matching.models import Choice, Season
from stories.sessions.matching.rules import Candidate, Pair, Suggestion, Terms, suggest
from stories.sessions.policy import PLAN
from stories.sessions.rules import gaps_before

NO = frozenset({Gap.REFUSED, Gap.WITHDRAWN})


@dataclass(frozen=True)
class Crowd:
    """Everybody of a season's organisation who may be suggested, and what binds them.

    ``unasked`` are those whose first agreement is still to be asked for (DOMAIN C1).
    """

    people: dict[uuid.UUID, Person]
    elders: tuple[Candidate, ...]
    youth: tuple[Candidate, ...]
    terms: Terms
    unasked: frozenset[uuid.UUID]
    children: frozenset[uuid.UUID]

    def suggest(self) -> Suggestion:
        """The best pairs for them all."""
        return suggest(self.elders, self.youth, self.terms)


def crowd_of(actor: Actor, season: Season) -> Crowd:
    """Everybody a season is about, as they stand now; a handful of queries however many."""
    elders = _people(actor, season, Generation.ELDER)
    youth = _people(actor, season, Generation.YOUTH)
    people = {person.id: person for person in (*elders, *youth)}
    on = max(today(), season.first_day)
    voices = voices_for_many({0: (list(people), None)})[0] if people else []
    gaps = {voice.person_id: gaps_before(voice, on) for voice in voices}
    refusing = {who for who, found in gaps.items() if NO & set(found)}
    return Crowd(
        people,
        tuple(_candidate(person, refusing) for person in elders),
        tuple(_candidate(person, refusing) for person in youth),
        _terms(season, people),
        frozenset(who for who, found in gaps.items() if found),
        frozenset(voice.person_id for voice in voices if is_child(voice, on)),
    )


def _people(actor: Actor, season: Season, generation: Generation) -> list[Person]:
    found = people_list(actor, generation, permission=PLAN)
    return [person for person in found if person.organisation_id == season.organisation_id]


def _candidate(person: Person, refusing: Collection[uuid.UUID]) -> Candidate:
    return Candidate(
        person.id,
        frozenset(person.languages),
        fold(person.region),
        frozenset(fold(str(each)) for each in person.interests),
        ready=person.readiness is Readiness.READY,
        needs_interpreter=person.needs_interpreter,
        said_no=person.id in refusing,
        never=person.never_publish,
        free=person.free,
    )


def _terms(season: Season, people: Iterable[uuid.UUID]) -> Terms:
    said = queries.pairs_of(season.id)
    pairs = {
        choice: [Pair(row.elder_id, row.youth_id) for row in said if row.choice is choice]
        for choice in Choice
    }
    before = datetime.combine(season.first_day, time(), ZoneInfo(HOME_ZONE))
    return Terms(
        pins=tuple(pairs[Choice.PIN]),
        forbids=frozenset(pairs[Choice.FORBID]),
        met=queries.met_before(season.organisation_id, before),
        apart=frozenset(frozenset(pair) for pair in do_not_pair_among(people)),
        most=season.most,
        interpreter=season.interpreter,
    )
