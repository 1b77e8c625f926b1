"""Voices for the rule: small builders, and hypothesis strategies over everything it can meet."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from stories.people.models import Audience, Naming, Stage, Use
from stories.people.rules import ORDER, Agreed, Permission, Voice

TODAY = date(2026, 6, 15)
EPOCH = date(2008, 1, 1)
WHO, GUARDIAN, OTHER_GUARDIAN, STRANGER = (uuid.UUID(int=number) for number in range(1, 5))
NAMINGS = tuple(Naming)
PEOPLE = (WHO, GUARDIAN, OTHER_GUARDIAN, STRANGER)
ROOM_USES = frozenset({Use.RECORD, Use.TRANSCRIBE, Use.TRANSLATE})
DOOR_USES = frozenset({Use.SHARE, Use.PUBLISH, Use.EXPORT})


def agreed(stage: Stage, signer: uuid.UUID = WHO, **fields: Any) -> Agreed:
    defaults = {
        "uses": ROOM_USES if stage is Stage.BEFORE else DOOR_USES,
        "audience": Audience.PRIVATE if stage is Stage.BEFORE else Audience.PUBLIC,
        "naming": Naming.OWN_NAME,
        "given_on": TODAY - timedelta(days=10),
    }
    return Agreed(signer_id=signer, stage=stage, **defaults | fields)


def both(signer: uuid.UUID = WHO, **fields: Any) -> tuple[Agreed, Agreed]:
    return agreed(Stage.BEFORE, signer, **fields), agreed(Stage.AFTER, signer, **fields)


def taken_back(signer: uuid.UUID = WHO) -> tuple[Agreed, Agreed]:
    yesterday = TODAY - timedelta(days=1)
    return agreed(Stage.BEFORE, signer), agreed(Stage.AFTER, signer, withdrawn_on=yesterday)


def orphaned(signer: uuid.UUID) -> tuple[Agreed, ...]:
    """What somebody agreed to for a child, and stood when they were erased yesterday."""
    yesterday = TODAY - timedelta(days=1)
    return tuple(replace(item, withdrawn_on=yesterday, orphaned=True) for item in both(signer))


def elder(*agreements: Agreed, **fields: Any) -> Voice:
    return Voice(WHO, **{"birth_year": 1950, "agreements": agreements} | fields)


def child(*agreements: Agreed, **fields: Any) -> Voice:
    defaults = {"birth_year": 2014, "representatives": frozenset({GUARDIAN})}
    return Voice(WHO, **defaults | {"agreements": agreements} | fields)


def told(permission: Permission) -> dict[str, Any]:
    """Everything an answer says, whatever the order in which it was put together."""
    return {**vars(permission), "missing": frozenset(permission.missing)}


def at_most(narrow: Permission, wide: Permission) -> bool:
    """Whether ``narrow`` permits nothing that ``wide`` does not."""
    if not narrow.uses <= wide.uses:
        return False
    if ORDER.index(narrow.audience) > ORDER.index(wide.audience):
        return False
    if narrow.third_parties > wide.third_parties or narrow.cross_border > wide.cross_border:
        return False
    if narrow.uses and any(
        NAMINGS.index(how) > NAMINGS.index(wide.naming[who])
        for who, how in narrow.naming.items()
        if who in wide.naming
    ):
        return False
    return not narrow.uses or wide.until is None or (narrow.until or date.max) <= wide.until


def _perhaps_orphaned(item: Agreed) -> Agreed:
    # Of whoever speaks for others, some were erased while their word stood.
    lost = item.signer_id != WHO and bool(item.uses) and item.withdrawn_on and item.cross_border
    return replace(item, orphaned=bool(lost))


days = st.dates(EPOCH, TODAY)
closures = st.none() | st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9))
ends = st.none() | st.dates(EPOCH, date(2040, 1, 1))
agreements = st.builds(
    Agreed,
    signer_id=st.sampled_from(PEOPLE),
    stage=st.sampled_from(Stage),
    uses=st.frozensets(st.sampled_from(Use)) | st.just(frozenset(Use)),
    audience=st.sampled_from(Audience),
    naming=st.sampled_from(Naming),
    given_on=days,
    ends_on=ends,
    withdrawn_on=st.none() | st.none() | days,
    third_parties=st.booleans(),
    cross_border=st.booleans(),
    every_session=st.booleans(),
).map(_perhaps_orphaned)
full = st.builds(
    agreed, st.sampled_from(Stage), st.sampled_from([WHO, GUARDIAN]), given_on=days, ends_on=ends
)
histories = st.lists(agreements, max_size=4).map(tuple)


def _voices(births: Any) -> Any:
    # Half of the voices have everything it takes, so that there is something to lose.
    common = {
        "person_id": st.just(WHO),
        "birth_year": births["year"],
        "birth_date": births["date"],
        "never_publish": st.sampled_from([False, False, False, True]),
        "closed_until": st.sampled_from([None, None, None, TODAY]),
    }
    any_voice = st.builds(
        Voice,
        representatives=st.frozensets(st.sampled_from(PEOPLE)),
        agreements=histories,
        **common,
    )
    whole = st.builds(
        Voice,
        representatives=st.just(frozenset({GUARDIAN})),
        agreements=st.tuples(histories, st.lists(full, max_size=2).map(tuple)).map(
            lambda parts: (*parts[0], *both(), *both(GUARDIAN), *parts[1])
        ),
        **common,
    )
    return any_voice | whole


voices = _voices(
    {
        "year": st.none() | st.integers(1930, 2020),
        "date": st.none() | st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    }
)
children = _voices({"year": st.integers(2009, 2024), "date": st.none()})
