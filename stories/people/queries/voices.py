"""Gathering what a decision about people’s voices needs."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from stories.foundation.clock import HOME_ZONE
from stories.foundation.db import db
from stories.people.models import Agreement, EarlierVoice, Person, Representation, Stage, Use
from stories.people.queries.merges import earlier_of, representing
from stories.people.queries.persons import persons_by_ids
from stories.people.rules import Agreed, Voice

Key = TypeVar("Key", bound=Hashable)


def voices_for(person_ids: Iterable[uuid.UUID], session_id: uuid.UUID | None) -> list[Voice]:
    """Everybody audible in a session's recording, as ``permitted`` wants them.

    Without a session only agreements that stand for every session count.
    """
    return voices_for_many({0: (list(person_ids), session_id)})[0]


def voices_for_many(
    wanted: Mapping[Key, tuple[Collection[uuid.UUID], uuid.UUID | None]],
) -> dict[Key, list[Voice]]:
    """Voices for many recordings at once, in four queries however many there are.

    Whoever is asked for and not found is a voice without agreements: it permits nothing.
    """
    everybody = {who for people, _session in wanted.values() for who in people}
    people = persons_by_ids(everybody)
    representatives = _representatives(everybody)
    agreements = _agreements(everybody)
    earlier = earlier_of(everybody)
    return {
        key: [
            _whole(people.get(who), who, representatives[who], agreements[who], earlier[who], about)
            for who in dict.fromkeys(ids)
        ]
        for key, (ids, about) in wanted.items()
    }


def _representatives(children: set[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    query = select(Representation.child_id, Representation.representative_id).where(
        Representation.child_id.in_(children)
    )
    for child_id, representative_id in db.session.execute(query):
        found[child_id].add(representative_id)
    return found


def _agreements(people: set[uuid.UUID]) -> dict[uuid.UUID, list[Agreement]]:
    found: dict[uuid.UUID, list[Agreement]] = defaultdict(list)
    for row in db.session.scalars(select(Agreement).where(Agreement.person_id.in_(people))):
        found[row.person_id].append(row)
    return found


def _whole(
    row: Person | None,
    who: uuid.UUID,
    representatives: set[uuid.UUID],
    agreements: list[Agreement],
    earlier: list[EarlierVoice],
    session_id: uuid.UUID | None,
) -> Voice:
    """A voice, and in the sessions from before a merge what each entry alone had permitted."""
    bounds = [item for item in earlier if str(session_id) in item.sessions]
    alone = [
        _voice(row, who, representing(item, representatives, agreements), words, session_id)
        for item in bounds
        for words in [[word for word in agreements if str(word.id) not in item.left_out]]
    ]
    return replace(_voice(row, who, representatives, agreements, session_id), earlier=tuple(alone))


def _voice(
    row: Person | None,
    who: uuid.UUID,
    representatives: set[uuid.UUID],
    agreements: list[Agreement],
    session_id: uuid.UUID | None,
) -> Voice:
    if row is None:
        return Voice(who, None)
    spoken = sorted((item for item in agreements if counts_for(item, session_id)), key=_spoken)
    return Voice(
        who,
        row.birth_year,
        row.birth_date,
        frozenset(representatives),
        tuple(map(_agreed, spoken)),
        row.never_publish,
        row.closed_until,
    )


def counts_for(agreement: Agreement, session_id: uuid.UUID | None) -> bool:
    """Whether an agreement speaks about a session's recording (DOMAIN C1).

    One made before may stand for every session; one made after is about the session it names.
    """
    if agreement.session_id is None:
        return agreement.stage is Stage.BEFORE
    return agreement.session_id == session_id


def _spoken(agreement: Agreement) -> tuple[date, datetime, str]:
    # Within one day the order in which words were written down decides.
    word_day = _day(agreement.withdrawn_at or agreement.given_at)
    return word_day, agreement.withdrawn_at or agreement.created_at, str(agreement.id)


def _agreed(row: Agreement) -> Agreed:
    return Agreed(
        signer_id=row.signer_id,
        stage=row.stage,
        uses=frozenset(Use(use) for use in row.uses),
        audience=row.audience,
        naming=row.naming,
        given_on=_day(row.given_at),
        ends_on=row.ends_on,
        withdrawn_on=_day(row.withdrawn_at) if row.withdrawn_at else None,
        third_parties=row.third_parties,
        cross_border=row.cross_border,
        every_session=row.session_id is None,
        id=row.id,
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(HOME_ZONE)).date()
