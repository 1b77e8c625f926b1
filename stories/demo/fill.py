"""Filling an empty house step by step. What is done is never done again."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stories.accounts.models import Organisation, User
from stories.accounts.queries import organisations_of
from stories.demo import afterwards, notes, recordings, shelf, telling
from stories.demo.content import DemoContent, load_content
from stories.demo.world import World, build_world
from stories.foundation import work
from stories.foundation.access import OPERATOR
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.foundation.errors import UnsafeStart
from stories.people.models import Person
from stories.sessions.models import StorytellingSession

Say = Callable[[str], None]
MOST_WORK = 100


def fill(home: Path, say: Say) -> notes.Secrets:
    """Fill the house, or go on where an interrupted fill stopped; ``say`` is told each step.

    Raises UnsafeStart in a house that holds something else.
    """
    kept = notes.Secrets(home / "demo.json")
    content = load_content()
    with unit_of_work(write=False):
        done = notes.steps()
        if not done and organisations_of(OPERATOR):
            raise UnsafeStart("This house is in use already; the demo is for an empty one.")
    for step, words, run in _steps(kept):
        if step not in done:
            say(words)
            with unit_of_work():
                notes.note(step, run(content))
            _work()
    if done and not shelf.link_is_told(kept):
        _give_new_link(content, kept)
    return kept


def _steps(kept: notes.Secrets) -> list[tuple[str, str, Callable[[DemoContent], notes.Ids]]]:
    return [
        ("world", "people, staff and sessions", lambda content: _world(content, kept)),
        ("recordings", "three recordings, written down by Whisper", _recordings),
        ("afterwards", "what facilitators looked back on", _afterwards),
        ("stories", "corrected text and stories", _stories),
        ("reviews", "two reviewers' approvals", _reviews),
        ("shelf", "a collection and a family's link", lambda content: _shelf(content, kept)),
    ]


def _world(content: DemoContent, kept: notes.Secrets) -> notes.Ids:
    return build_world(content, kept.passphrase(), today()).made()


def _again(content: DemoContent) -> tuple[World, notes.Ids]:
    made = notes.ids()
    world = World(content, notes.first_day())
    for kind, rows, model in (
        ("organisation", world.organisations, Organisation),
        ("staff", world.staff, User),
        ("person", world.people, Person),
        ("session", world.sessions, StorytellingSession),
    ):
        _find(made, kind, rows, model)
    return world, made


def _find(made: notes.Ids, kind: str, rows: dict[str, Any], model: type[Any]) -> None:
    for name, identifier in made.items():
        found, _, key = name.partition(":")
        if found == kind:
            rows[key] = db.session.get_one(model, identifier)


def _recordings(content: DemoContent) -> notes.Ids:
    world, _made = _again(content)
    return _ids("recording", recordings.build_recordings(world))


def _afterwards(content: DemoContent) -> notes.Ids:
    world, _made = _again(content)
    afterwards.look_back(world)
    return {}


def _stories(content: DemoContent) -> notes.Ids:
    return _ids("story", telling.correct_and_propose(*_again(content)))


def _reviews(content: DemoContent) -> notes.Ids:
    telling.approve(*_again(content))
    return {}


def _shelf(content: DemoContent, kept: notes.Secrets) -> notes.Ids:
    world, made = _again(content)
    return _ids("collection", shelf.build_shelf(world, made, kept))


def _give_new_link(content: DemoContent, kept: notes.Secrets) -> None:
    with unit_of_work():
        world, made = _again(content)
        shelf.give_link(world, made, kept)


def _ids(kind: str, rows: dict[str, Any]) -> dict[str, uuid.UUID]:
    db.session.flush()
    return {f"{kind}:{key}": row.id for key, row in rows.items()}


def _work() -> None:
    """Do here and now what a worker would do, until nothing waits."""
    for _ in range(MOST_WORK):
        with unit_of_work(write=False):
            waiting = work.waiting()
        if not waiting:
            return
        for work_id in waiting:
            work.perform(work_id)
