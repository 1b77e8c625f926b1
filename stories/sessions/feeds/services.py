"""Making an address and closing it."""

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.links import hash_token, new_token
from stories.people.models import Person
from stories.sessions.feeds import queries
from stories.sessions.feeds.models import CalendarFeed
from stories.sessions.policy import VIEW

GIVE = "people.give_link"
ALARMS = (30, 60, 1440)  # minutes before


def give_own_feed(actor: Actor, language: str, alarm_minutes: int | None) -> str:
    """The actor's own address, told once; an earlier one is closed."""
    require(actor, VIEW)
    places = sorted(actor.organisations(), key=str)
    _close(actor, queries.feeds_of(user_id=actor.id))
    row = CalendarFeed(organisation_id=places[0], user_id=actor.id)
    return _give(actor, row, language, alarm_minutes)


def give_feed(actor: Actor, person: Person, language: str, alarm_minutes: int | None) -> str:
    """Somebody's address, told once; an earlier one is closed."""
    require(actor, GIVE, person)
    _close(actor, queries.feeds_of(person_id=person.id))
    row = CalendarFeed(organisation_id=person.organisation_id, person_id=person.id)
    return _give(actor, row, language, alarm_minutes)


def _give(actor: Actor, row: CalendarFeed, language: str, alarm_minutes: int | None) -> str:
    token = new_token()
    row.token_hash, row.language = hash_token(token), language
    row.alarm_minutes = alarm_minutes if alarm_minutes in ALARMS else None
    row.created_by = actor.id
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "sessions.feed_given", row)
    return token


def revoke_own_feed(actor: Actor) -> None:
    """Close the actor's own address."""
    require(actor, VIEW)
    _close(actor, queries.feeds_of(user_id=actor.id))


def revoke_feed(actor: Actor, person: Person) -> None:
    """Close somebody's address; whoever asks there finds nothing any more."""
    require(actor, GIVE, person)
    _close(actor, queries.feeds_of(person_id=person.id))


def _close(actor: Actor, rows: list[CalendarFeed]) -> None:
    for row in rows:
        if row.revoked_at is None:
            row.revoked_at = now()
            audit.record(actor, "sessions.feed_revoked", row)
