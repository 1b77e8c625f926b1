"""Keeping seasons, and what is said about pairs in them."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.sessions.matching import queries
from stories.sessions.matching.errors import NotTogether
from stories.sessions.matching.gathering import Crowd, crowd_of
from stories.sessions.matching.models import Choice, Season, SeasonPair
from stories.sessions.matching.rules import Pair, Wall
from stories.sessions.policy import PLAN

SAID = {Choice.PIN: "sessions.pair_pinned", Choice.FORBID: "sessions.pair_forbidden"}


@dataclass(frozen=True)
class SeasonText:
    """What is said of a season; ``most`` youth for one elder, None for as many as are needed."""

    name: str
    first_day: date
    last_day: date
    most: int | None = None
    interpreter: bool = False


def add_season(actor: Actor, organisation_id: uuid.UUID, text: SeasonText) -> Season:
    """Enter a season."""
    row = Season(id=uuid.uuid4(), organisation_id=organisation_id, created_by=actor.id)
    require(actor, PLAN, row)
    _fill(row, text)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.season_added", row)
    return row


def change_season(actor: Actor, row: Season, text: SeasonText) -> Season:
    """Say something else about a season."""
    require(actor, PLAN, row)
    _fill(row, text)
    audit.record(actor, "sessions.season_changed", row)
    return row


def _fill(row: Season, text: SeasonText) -> None:
    row.name, row.first_day, row.last_day = text.name.strip(), text.first_day, text.last_day
    row.most, row.interpreter = text.most, text.interpreter


def delete_season(actor: Actor, row: Season) -> None:
    """Forget a season and what was said about pairs in it; what was planned from it stays."""
    require(actor, PLAN, row)
    queries.lock(row)
    said = queries.pairs_of(row.id)
    audit.record(actor, "sessions.season_deleted", row, detail={"pairs": len(said)})
    for each in said:
        db.session.delete(each)
    db.session.flush()
    db.session.delete(row)


def look_at_season(actor: Actor, row: Season) -> Crowd:
    """Everybody a season is about; who looked is noted, for it tells who cannot be there."""
    require(actor, PLAN, row)
    audit.record(actor, "sessions.season_seen", row)
    return crowd_of(actor, row)


def keep_pair(actor: Actor, row: Season, pair: Pair, choice: Choice) -> SeasonPair:
    """Pin two people or forbid them for a season; what was said of them before is replaced.

    Raises NotTogether where a rule stands against a pin, and for people of another house.
    """
    require(actor, PLAN, row)
    queries.lock(row)
    wall = _against(crowd_of(actor, row), pair, choice)
    if wall is not None:
        raise NotTogether(pair, wall)
    said = queries.pair_in(row.id, pair)
    if said is None:
        said = SeasonPair(
            id=uuid.uuid4(),
            organisation_id=row.organisation_id,
            season_id=row.id,
            elder_id=pair.elder_id,
            youth_id=pair.youth_id,
        )
        db.session.add(said)
    said.choice, said.created_by = choice, actor.id
    db.session.flush()
    audit.record(actor, SAID[choice], said)
    return said


def _against(crowd: Crowd, pair: Pair, choice: Choice) -> Wall | None:
    if choice is Choice.FORBID:
        known = {one.id for one in crowd.elders}, {one.id for one in crowd.youth}
        there = pair.elder_id in known[0] and pair.youth_id in known[1]
        return None if there else Wall.GONE
    # An earlier no of the planners gives way to their pin; the house's own rules do not.
    pins = (*(each for each in crowd.terms.pins if each != pair), pair)
    terms = replace(crowd.terms, pins=pins, forbids=set(crowd.terms.forbids) - {pair})
    return replace(crowd, terms=terms).suggest().refused.get(pair)


def free_pair(actor: Actor, row: Season, said: SeasonPair) -> None:
    """Take back what was said about two people."""
    require(actor, PLAN, row)
    audit.record(actor, "sessions.pair_freed", said)
    db.session.delete(said)
