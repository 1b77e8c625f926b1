"""Putting collections together. What they show is decided by the gate at every read."""

import uuid
from dataclasses import dataclass
from functools import partial

from stories.collections import queries
from stories.collections.errors import NOT_OFFERED, FaultyCollection, NotOpen
from stories.collections.labels import AUDIENCES, USE_LABELS
from stories.collections.models import Collection, CollectionEntry
from stories.collections.services.letting_go import look_later
from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.db import db
from stories.foundation.errors import NotFound
from stories.foundation.telling import tells_too_much
from stories.moderation.models import Story
from stories.moderation.queries import open_stories
from stories.moderation.reasons import FAULTS
from stories.moderation.text import MOST_SUMMARY, MOST_TITLE, Fault, one_line, paragraphs
from stories.people.models import Audience

MOST_SEED = 1_000_000


@dataclass(frozen=True)
class CollectionText:
    """A collection's own words, whom it is for, how it may be used, and its cover's seed."""

    title_kk: str
    title_ru: str
    intro_kk: str = ""
    intro_ru: str = ""
    audience: Audience = Audience.FAMILY
    labels: tuple[str, ...] = ()
    cover_seed: int = 0


def make_collection(actor: Actor, organisation_id: uuid.UUID, text: CollectionText) -> Collection:
    """Begin an empty collection; raises FaultyCollection."""
    row = Collection(
        organisation_id=organisation_id, created_by=actor.id, **_columns(_examined(text))
    )
    require(actor, "collections.curate", row)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "collections.started", row)
    return row


def change_collection(actor: Actor, collection: Collection, text: CollectionText) -> None:
    """Change its words, audience or labels; raises FaultyCollection."""
    require(actor, "collections.curate", collection)
    for name, value in _columns(_examined(text)).items():
        setattr(collection, name, value)
    db.session.flush()
    look_later(partial(queries.kept_editions, collection.id))
    audit.record(actor, "collections.changed", collection, detail={"audience": text.audience.value})


def add_story(actor: Actor, collection: Collection, story: Story) -> CollectionEntry:
    """Put a story at the end; raises NotOpen unless the gate is open for the audience.

    A story that is in already stays where it is.
    """
    require(actor, "collections.curate", collection)
    row = queries.locked(collection.id)
    if story.organisation_id != row.organisation_id:
        raise NotFound
    places = queries.places_of(row)
    for place in places:
        if place.story_id == story.id:
            return place
    if not open_stories([story], row.audience):
        raise NotOpen
    entry = CollectionEntry(
        collection_id=row.id, story_id=story.id, position=len(places), added_by=actor.id
    )
    db.session.add(entry)
    _number([*places, entry])
    audit.record(actor, "collections.story_added", row, detail={"story": str(story.id)})
    return entry


def remove_story(actor: Actor, collection: Collection, entry_id: uuid.UUID) -> None:
    """Take a story out; the story itself stays. One that is out already is no error."""
    require(actor, "collections.curate", collection)
    row = queries.locked(collection.id)
    places = queries.places_of(row)
    gone = [place for place in places if place.id == entry_id]
    for place in gone:
        db.session.delete(place)
        audit.record(actor, "collections.story_removed", row, detail={"story": str(place.story_id)})
    _number([place for place in places if place not in gone])
    look_later(partial(queries.kept_editions, row.id))


def move_story(actor: Actor, collection: Collection, entry_id: uuid.UUID, by: int) -> None:
    """Move a story by so many places, up (negative) or down; the ends are walls."""
    require(actor, "collections.curate", collection)
    places = queries.places_of(queries.locked(collection.id))
    for at, place in enumerate(places):
        if place.id == entry_id:
            places.insert(max(0, min(len(places) - 1, at + by)), places.pop(at))
            break
    else:
        raise NotFound
    _number(places)
    audit.record(actor, "collections.reordered", collection)


def _number(places: list[CollectionEntry]) -> None:
    for position, place in enumerate(places):
        place.position = position
    db.session.flush()


def _examined(text: CollectionText) -> CollectionText:
    tidy = CollectionText(
        one_line(text.title_kk),
        one_line(text.title_ru),
        paragraphs(text.intro_kk),
        paragraphs(text.intro_ru),
        text.audience,
        tuple(key for key in USE_LABELS if key in text.labels),
        text.cover_seed,
    )
    found: dict[str, object] = {name: FAULTS[fault] for name, fault in _faults(tidy).items()}
    found |= dict.fromkeys(_strange(text), NOT_OFFERED)
    if found:
        raise FaultyCollection(found)
    return tidy


def _strange(text: CollectionText) -> list[str]:
    sound = {
        "audience": text.audience in AUDIENCES,
        "labels": set(text.labels) <= set(USE_LABELS),
        "cover_seed": 0 <= text.cover_seed < MOST_SEED,
    }
    return [name for name, fits in sound.items() if not fits]


def _faults(text: CollectionText) -> dict[str, Fault]:
    found: dict[str, Fault] = {}
    for name, most in (
        ("title_kk", MOST_TITLE),
        ("title_ru", MOST_TITLE),
        ("intro_kk", MOST_SUMMARY),
        ("intro_ru", MOST_SUMMARY),
    ):
        value = getattr(text, name)
        if name.startswith("title") and not value:
            found[name] = Fault.EMPTY
        elif len(value) > most:
            found[name] = Fault.TOO_LONG
        elif name.startswith("title") and tells_too_much(value):
            found[name] = Fault.NAMES_A_PAST
    return found


def _columns(text: CollectionText) -> dict[str, object]:
    return {
        "title_kk": text.title_kk,
        "title_ru": text.title_ru,
        "intro_kk": text.intro_kk,
        "intro_ru": text.intro_ru,
        "audience": text.audience,
        "labels": list(text.labels),
        "cover_seed": text.cover_seed,
    }
