"""What was hidden in a released story comes to nobody outside the team, by any way (DOMAIN R5)."""

from collections.abc import Iterator

import pytest

from benchmarks.walk import Served, Signs, Walk
from stories.accounts.identity import as_actor
from stories.accounts.models import User
from stories.foundation.access import Actor, Role
from stories.foundation.db import db
from stories.moderation import queries
from stories.moderation.models import Story
from stories.moderation.redaction import asking, services
from stories.moderation.redaction.models import Redaction
from stories.moderation.services import approve_story
from stories.moderation.services.review import CHECKLIST, Seen
from tests.conftest import running
from tests.guards.hidden import Filled, do_what_waits, filled_demo, make_a_book, signs_of
from tests.guards.world import inside

pytestmark = pytest.mark.slow
OUTSIDE = ("family", "nobody")
# said in one sentence of the story: in Kazakh, and told in Russian
HIDDEN = {"kk": "Сарыарқа", "ru": "Сарыарка"}


@pytest.fixture(scope="module")
def released(tmp_path_factory, sqlite_template) -> Iterator[tuple[list[Served], list[Served]]]:
    """What is served of the hidden words and their sound, and of the rest of the story."""
    started = []

    def start(app):
        started.append(running(app))
        next(started[0])

    house = filled_demo(tmp_path_factory.mktemp("demo"), sqlite_template, start)
    words, before = tuple(HIDDEN.values()), house.signs
    assert {"words", "title"} <= kinds(outside(house, before))
    hidden = Signs({"hidden": words}, before.sounds, asked_for=("радиодан", "радио"))
    assert kinds(outside(house, hidden)) == {"hidden", "sound"}, "a walk that finds nothing"
    assert looked_for(house) == [*HIDDEN.values()]
    hide(house)
    release(house)
    with inside(house.app):
        rest = signs_of(db.session.get_one(Story, house.story.id))
    assert looked_for(house) == []
    yield outside(house, hidden), outside(house, rest)
    next(started[0], None)


def outside(house: Filled, signs: Signs) -> list[Served]:
    """What comes to families and to everybody, and in the books they are given."""
    guests = {who: house.guests[who].ask for who in OUTSIDE}
    found = Walk(house.app, guests, signs).everywhere(house.starts)
    books = Walk(house.app, {"curator": house.guests["curator"].ask}, signs)
    starts = ["/collections"]
    return found + [item for item in books.everywhere(starts) if item.endpoint in IN_HAND]


def looked_for(house: Filled) -> list[str]:
    """Hidden words by which the search still finds the story."""
    ask, key = house.guests["curator"].ask, str(house.story.id)
    address = "/archive/search?q={}"
    return [one for one in HIDDEN.values() if key in ask("GET", address.format(one)).text]


IN_HAND = {"collections.book", "archive.search"}


def kinds(served: list[Served]) -> set[str]:
    return {kind for item in served for kind in item.kinds}


def somebody(house: Filled, role: Role) -> Actor:
    """Whoever has the role, as an actor of the open unit."""
    return as_actor(db.session.get_one(User, house.staff[role.value]))


def hide(house: Filled) -> None:
    """Proposed by the facilitator, confirmed by the moderator."""
    with inside(house.app):
        story = db.session.get_one(Story, house.story.id)
        said = [one.spoken.segment for one in asking.passages(story)]
        here = next(one for one in said if HIDDEN["kk"] in one.text)
        at = here.text.index(HIDDEN["kk"])
        end = at + len(HIDDEN["kk"])
        wanted = asking.for_words(story, here.id, "kk", at, end, reason="Жер аты")
        key = services.propose(somebody(house, Role.FACILITATOR), story, wanted).id
    with inside(house.app):
        row = db.session.get_one(Redaction, key)
        services.confirm(somebody(house, Role.MODERATOR), row, seen_revision=row.revision)


def release(house: Filled) -> None:
    """Cut anew, approved by two, and in a book again."""
    do_what_waits(house)
    for role in (Role.CURATOR, Role.SAFEGUARDING):
        with inside(house.app):
            story = db.session.get_one(Story, house.story.id)
            facts = queries.facts_of([story])[story.id]
            seen = Seen(facts.story_revision, facts.transcript_revision)
            approve_story(somebody(house, role), story, seen, frozenset(CHECKLIST))
    make_a_book(house)


def test_the_story_is_out_again_with_all_its_other_words(released):
    _hidden, rest = released
    assert {"words", "title", "sound"} <= kinds(rest)
    assert {"family", "curator"} <= {item.who for item in rest if "words" in item.kinds}


def test_what_is_hidden_comes_to_nobody_outside(released):
    """Neither on a page, in data, in a book, in the search, in a header, nor as the old sound."""
    hidden, _rest = released
    assert [(item.who, item.endpoint, item.kinds) for item in hidden] == []
