"""Gathering what a decision about people’s voices needs."""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import String, cast, exists, select

from stories.foundation.clock import HOME_ZONE
from stories.foundation.db import among, columns_of, db, given
from stories.people.models import (
    Agreement,
    EarlierVoice,
    Person,
    Representation,
    Stage,
    Use,
)
from stories.people.queries.merges import earlier_of, representing
from stories.people.rules import Agreed, Voice

Key = TypeVar("Key", bound=Hashable)
Speakers = dict[uuid.UUID, datetime | None]  # who represents somebody, and when they were erased
HOME = ZoneInfo(HOME_ZONE)
# Columns past the mapper: a list asks about hundreds of agreements, and nobody changes them here.
WHO, WORD, LINK = columns_of(Person), columns_of(Agreement), columns_of(Representation)
SPEAKER = Person.__table__.alias("speakers")
# One row for each representative, and one for whoever has none.
PERSONS = (
    select(
        WHO.id,
        WHO.birth_year,
        WHO.birth_date,
        WHO.never_publish,
        WHO.closed_until,
        exists().where(columns_of(EarlierVoice).person_id == WHO.id).label("doubled"),
        LINK.representative_id,
        SPEAKER.c.erased_at.label("speaker_erased_at"),
    )
    .outerjoin_from(Person.__table__, Representation.__table__, LINK.child_id == WHO.id)
    .outerjoin(SPEAKER, SPEAKER.c.id == LINK.representative_id)
    .where(among(WHO.id, given("people")))
)
AGREEMENTS = select(
    WORD.person_id,
    WORD.session_id,
    WORD.created_at,
    WORD.withdrawn_at,
    WORD.id,
    WORD.signer_id,
    WORD.stage,
    cast(WORD.uses, String),
    WORD.audience,
    WORD.naming,
    WORD.given_at,
    WORD.ends_on,
    WORD.third_parties,
    WORD.cross_border,
    WORD.session_id.is_(None),
).where(
    among(WORD.person_id, given("people")),
    WORD.session_id.is_(None) | among(WORD.session_id, given("sessions")),
)


class Word(NamedTuple):
    """What a decision needs of an agreement, the session it names, and its two moments."""

    session_id: uuid.UUID | None
    created_at: datetime
    withdrawn_at: datetime | None
    agreed: Agreed

    @property
    def stage(self) -> Stage:
        return self.agreed.stage

    @property
    def signer_id(self) -> uuid.UUID:
        return self.agreed.signer_id

    @property
    def order(self) -> tuple[Any, ...]:
        """Within one day the order in which words were written down decides."""
        day = self.agreed.withdrawn_on or self.agreed.given_on
        return day, self.withdrawn_at or self.created_at, self.agreed.id


def voices_for(person_ids: Iterable[uuid.UUID], session_id: uuid.UUID | None) -> list[Voice]:
    """Everybody audible in a session's recording, as ``permitted`` wants them.

    Without a session only agreements that stand for every session count.
    """
    return voices_for_many({0: (list(person_ids), session_id)})[0]


def voices_for_many(
    wanted: Mapping[Key, tuple[Collection[uuid.UUID], uuid.UUID | None]],
) -> dict[Key, list[Voice]]:
    """Voices for many recordings at once, in two queries however many there are.

    A third is asked where somebody had been entered twice. Whoever is asked for and not found
    is a voice without agreements: it permits nothing.
    """
    everybody = {who for people, _session in wanted.values() for who in people}
    people, speakers = _persons(everybody)
    words = _words(everybody, {about for _people, about in wanted.values() if about})
    earlier = earlier_of(who for who, row in people.items() if row.doubled)
    return {
        key: [
            _whole(people.get(who), who, speakers[who], words[who], earlier[who], about)
            for who in dict.fromkeys(ids)
        ]
        for key, (ids, about) in wanted.items()
    }


def _persons(people: set[uuid.UUID]) -> tuple[dict[uuid.UUID, Any], dict[uuid.UUID, Speakers]]:
    """A row for each person, and who represents them."""
    rows = db.session.execute(PERSONS, {"people": people}).all()
    speakers: dict[uuid.UUID, Speakers] = defaultdict(dict)
    for row in rows:
        if row.representative_id:
            speakers[row.id][row.representative_id] = row.speaker_erased_at
    return {row.id: row for row in rows}, speakers


def _words(people: set[uuid.UUID], sessions: set[uuid.UUID]) -> dict[uuid.UUID, list[Word]]:
    found: dict[uuid.UUID, list[Word]] = defaultdict(list)
    rows = db.session.execute(AGREEMENTS, {"people": people, "sessions": sessions})
    for row in rows.all():
        who, session_id, created_at, withdrawn_at = row[:4]
        found[who].append(Word(session_id, created_at, withdrawn_at, _agreed(row)))
    return found


def _whole(
    row: Any,
    who: uuid.UUID,
    speakers: Speakers,
    words: list[Word],
    earlier: list[EarlierVoice],
    session_id: uuid.UUID | None,
) -> Voice:
    """A voice, and in the sessions from before a merge what each entry alone had permitted."""
    whole = _voice(row, who, speakers, words, session_id)
    if not earlier:
        return whole
    bounds = [item for item in earlier if str(session_id) in item.sessions]
    alone = [
        _voice(row, who, {one: speakers[one] for one in then}, kept, session_id)
        for item in bounds
        for then in [representing(item, set(speakers), words)]
        for kept in [[word for word in words if str(word.agreed.id) not in item.left_out]]
    ]
    return replace(whole, earlier=tuple(alone))


def _voice(
    row: Any,
    who: uuid.UUID,
    speakers: Speakers,
    words: list[Word],
    session_id: uuid.UUID | None,
) -> Voice:
    if row is None:
        return Voice(who, None)
    gone = {one: erased_at for one, erased_at in speakers.items() if erased_at and one != who}
    spoken = [word for word in words if counts_for(word, session_id)]
    if gone:
        spoken = [_orphaned(word, gone.get(word.signer_id)) for word in spoken]
    spoken.sort(key=attrgetter("order"))
    return Voice(
        who,
        row.birth_year,
        row.birth_date,
        frozenset(speakers.keys() - gone.keys()),
        tuple(word.agreed for word in spoken),
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


def _orphaned(word: Word, erased_at: datetime | None) -> Word:
    """A yes that stood when its speaker was erased was taken back at that very moment."""
    if not erased_at or not word.agreed.uses or word.withdrawn_at not in {None, erased_at}:
        return word
    agreed = replace(word.agreed, withdrawn_on=_day(erased_at), orphaned=True)
    return word._replace(withdrawn_at=erased_at, agreed=agreed)


def _agreed(row: Any) -> Agreed:
    """A row of ``AGREEMENTS`` as the rules want it: words as uses, moments as days."""
    withdrawn_at, key, signer_id, stage, uses, audience, naming, given_at, ends_on = row[3:12]
    days = _day(given_at), ends_on, _day(withdrawn_at) if withdrawn_at else None
    third, abroad, every = row[12:]
    return Agreed(
        signer_id, stage, _uses(uses), audience, naming, *days, third, abroad, every, id=key
    )


@lru_cache(maxsize=200)
def _uses(kept: str) -> frozenset[Use]:
    return frozenset(map(Use, json.loads(kept)))


def _day(moment: datetime) -> date:
    return moment.astimezone(HOME).date()
