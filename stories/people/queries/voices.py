"""Gathering what a decision about people’s voices needs."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select

from stories.foundation.clock import HOME_ZONE
from stories.foundation.db import among, db
from stories.people.models import Agreement, EarlierVoice, Person, Representation, Stage, Use
from stories.people.queries.merges import earlier_of, representing
from stories.people.rules import Agreed, Voice

Key = TypeVar("Key", bound=Hashable)
Gone = Mapping[uuid.UUID, datetime]  # who was erased, and when
Speakers = dict[uuid.UUID, datetime | None]  # who represents somebody, and when they were erased
HOME = ZoneInfo(HOME_ZONE)
# Columns alone: a list asks about hundreds of agreements, and nobody changes them here.
OF_A_PERSON = select(
    Person.id,
    Person.birth_year,
    Person.birth_date,
    Person.never_publish,
    Person.closed_until,
    exists().where(EarlierVoice.person_id == Person.id).label("doubled"),
)
OF_A_WORD = select(
    Agreement.id,
    Agreement.person_id,
    Agreement.signer_id,
    Agreement.session_id,
    Agreement.stage,
    Agreement.uses,
    Agreement.audience,
    Agreement.naming,
    Agreement.given_at,
    Agreement.ends_on,
    Agreement.withdrawn_at,
    Agreement.created_at,
    Agreement.third_parties,
    Agreement.cross_border,
)


def voices_for(person_ids: Iterable[uuid.UUID], session_id: uuid.UUID | None) -> list[Voice]:
    """Everybody audible in a session's recording, as ``permitted`` wants them.

    Without a session only agreements that stand for every session count.
    """
    return voices_for_many({0: (list(person_ids), session_id)})[0]


def voices_for_many(
    wanted: Mapping[Key, tuple[Collection[uuid.UUID], uuid.UUID | None]],
) -> dict[Key, list[Voice]]:
    """Voices for many recordings at once, in three queries however many there are.

    A fourth is asked where somebody had been entered twice. Whoever is asked for and not found
    is a voice without agreements: it permits nothing.
    """
    everybody = {who for people, _session in wanted.values() for who in people}
    people = _persons(everybody)
    representatives = _representatives(everybody)
    agreements = _agreements(everybody, {about for _people, about in wanted.values() if about})
    earlier = earlier_of(who for who, row in people.items() if row.doubled)
    return {
        key: [
            _whole(people.get(who), who, representatives[who], agreements[who], earlier[who], about)
            for who in dict.fromkeys(ids)
        ]
        for key, (ids, about) in wanted.items()
    }


def _representatives(children: set[uuid.UUID]) -> dict[uuid.UUID, Speakers]:
    found: dict[uuid.UUID, Speakers] = defaultdict(dict)
    query = (
        select(Representation.child_id, Representation.representative_id, Person.erased_at)
        .join(Person, Person.id == Representation.representative_id)
        .where(among(Representation.child_id, children))
    )
    for child_id, representative_id, erased_at in db.session.execute(query):
        found[child_id][representative_id] = erased_at
    return found


def _persons(people: set[uuid.UUID]) -> dict[uuid.UUID, Any]:
    return {row.id: row for row in db.session.execute(OF_A_PERSON.where(among(Person.id, people)))}


def _agreements(people: set[uuid.UUID], sessions: set[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    about = Agreement.session_id.is_(None) | among(Agreement.session_id, sessions)
    for row in db.session.execute(OF_A_WORD.where(among(Agreement.person_id, people), about)):
        found[row.person_id].append(row)
    return found


def _whole(
    row: Any,
    who: uuid.UUID,
    speakers: Speakers,
    agreements: list[Any],
    earlier: list[EarlierVoice],
    session_id: uuid.UUID | None,
) -> Voice:
    """A voice, and in the sessions from before a merge what each entry alone had permitted."""
    whole = _voice(row, who, speakers, agreements, session_id)
    if not earlier:
        return whole
    bounds = [item for item in earlier if str(session_id) in item.sessions]
    alone = [
        _voice(row, who, {one: speakers[one] for one in then}, words, session_id)
        for item in bounds
        for then in [representing(item, set(speakers), agreements)]
        for words in [[word for word in agreements if str(word.id) not in item.left_out]]
    ]
    return replace(whole, earlier=tuple(alone))


def _voice(
    row: Any,
    who: uuid.UUID,
    speakers: Speakers,
    agreements: list[Any],
    session_id: uuid.UUID | None,
) -> Voice:
    if row is None:
        return Voice(who, None)
    spoken = [item for item in agreements if counts_for(item, session_id)]
    gone = {one: erased_at for one, erased_at in speakers.items() if erased_at and one != who}
    if len(spoken) > 1:
        spoken.sort(key=lambda item: _spoken(item, gone))
    return Voice(
        who,
        row.birth_year,
        row.birth_date,
        frozenset(speakers.keys() - gone.keys()),
        tuple(_agreed(item, gone) for item in spoken),
        row.never_publish,
        row.closed_until,
    )


def counts_for(agreement: Any, session_id: uuid.UUID | None) -> bool:
    """Whether an agreement speaks about a session's recording (DOMAIN C1).

    One made before may stand for every session; one made after is about the session it names.
    """
    if agreement.session_id is None:
        return agreement.stage is Stage.BEFORE
    return bool(agreement.session_id == session_id)


def _spoken(agreement: Any, gone: Gone) -> tuple[date, datetime, str]:
    # Within one day the order in which words were written down decides.
    ended = _ended_at(agreement, gone)
    word_day = _day(ended or agreement.given_at)
    return word_day, ended or agreement.created_at, str(agreement.id)


def _orphaned(row: Any, gone: Gone) -> bool:
    """Whether a yes stood when its speaker was erased; it was taken back at that very moment."""
    erased_at = gone.get(row.signer_id)
    return erased_at is not None and bool(row.uses) and row.withdrawn_at in {None, erased_at}


def _ended_at(row: Any, gone: Gone) -> datetime | None:
    ended: datetime | None = row.withdrawn_at
    return gone[row.signer_id] if ended is None and _orphaned(row, gone) else ended


def _agreed(row: Any, gone: Gone) -> Agreed:
    ended = _ended_at(row, gone)
    return Agreed(
        signer_id=row.signer_id,
        stage=row.stage,
        uses=_uses(tuple(row.uses)),
        audience=row.audience,
        naming=row.naming,
        given_on=_day(row.given_at),
        ends_on=row.ends_on,
        withdrawn_on=_day(ended) if ended else None,
        third_parties=row.third_parties,
        cross_border=row.cross_border,
        every_session=row.session_id is None,
        orphaned=_orphaned(row, gone),
        id=row.id,
    )


@cache
def _uses(kept: tuple[str, ...]) -> frozenset[Use]:
    return frozenset(map(Use, kept))


def _day(moment: datetime) -> date:
    return moment.astimezone(HOME).date()
