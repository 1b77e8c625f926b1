"""The queue and the changes since the last look, as their pages show them."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from stories.foundation.access import Actor
from stories.foundation.db import after_unit, unit_of_work
from stories.moderation.models import Story
from stories.moderation.queries import Line, Waiting, stories_by_ids
from stories.moderation.reviewing import queries, rules
from stories.moderation.reviewing.rules import Age, Care, Change, Traits, Wish
from stories.moderation.reviewing.seen import look_at
from stories.moderation.reviewing.services import keep_look
from stories.moderation.services.review import Seen
from stories.transcripts.rules import LANGUAGES

AGES = {Age.OLDEST: _l("Oldest first"), Age.NEWEST: _l("Newest first")}
CARES = {
    Care.PLAIN: _l("Without a content note"),
    Care.NOTE: _l("With a content note"),
    Care.CHILD: _l("A child is heard"),
}


@dataclass(frozen=True)
class Queue:
    """A reviewer's queue as wished for; ``left`` are those the wish keeps out of sight."""

    items: list[Waiting]
    traits: dict[uuid.UUID, Traits]
    wish: Wish
    left: int
    decided: int
    a_day: int
    enough: bool


def queue_shown(actor: Actor, waiting: Sequence[Waiting], asked: "MultiDict[str, str]") -> Queue:
    """Arrange what waits; ``asked`` has ``age``, ``language`` and ``care``; all else means all."""
    traits = queries.traits_of(actor, [item.story for item in waiting])
    wish = _wish(asked)
    items = rules.arranged(waiting, lambda item: traits[item.story.id], wish)
    decided, a_day = queries.decided_today(actor), queries.pace_of(actor)
    enough = rules.enough(decided, a_day) and "more" not in asked
    return Queue(items, traits, wish, len(waiting) - len(items), decided, a_day, enough)


def _wish(asked: "MultiDict[str, str]") -> Wish:
    age, language, care = (asked.get(name, "") for name in ("age", "language", "care"))
    return Wish(
        Age(age) if age in set(Age) else Age.OLDEST,
        language if language in LANGUAGES else None,
        Care(care) if care in set(Care) else None,
    )


@dataclass(frozen=True)
class Differences:
    """What changed since somebody looked, and when that was; ``more`` are not shown."""

    since: datetime
    changes: list[Change]
    more: int


def looked_at(actor: Actor, story: Story, lines: list[Line], state: Seen) -> Differences | None:
    """Keep that the actor sees a story now; tell what changed since they last saw it otherwise."""
    now = look_at(story, lines)
    before = queries.last_look(actor, story, (state.story, state.transcript))
    # A page is read in a unit that writes nothing; what was seen is kept after it.
    after_unit(partial(_keep, actor, story.id, state, now))
    if before is None:
        return None
    found = rules.changes(json.loads(before.seen), now)
    most = rules.MOST_SHOWN
    return Differences(before.created_at, found[:most], max(0, len(found) - most))


def _keep(actor: Actor, story_id: uuid.UUID, state: Seen, seen: dict[str, Any]) -> None:
    with unit_of_work():
        story = stories_by_ids([story_id]).get(story_id)
        if story is not None:
            keep_look(actor, story, state, seen)
