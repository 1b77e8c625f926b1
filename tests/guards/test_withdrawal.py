"""After a withdrawal nothing of a story comes to anybody, by any way that ever led to it (C8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from benchmarks.walk import Served, Signs, Walk
from stories.foundation import clock
from stories.foundation.access import STAFF, Role
from stories.foundation.db import db
from stories.people.models import Stage
from stories.sessions.models import Attendance, Part
from tests.conftest import running
from tests.factories import Factory
from tests.guards.conftest import Furnished
from tests.guards.hidden import Filled, agreement_of, filled_demo
from tests.guards.world import SOUND, inside

pytestmark = pytest.mark.slow
TEAM = frozenset(role.value for role in STAFF)
GUARDIAN = frozenset({Role.SAFEGUARDING.value})
THEMSELVES = frozenset({"narrator", "listener", "representative"})
HANDLE = frozenset({"id", "title"})
EVERYTHING = frozenset({"id", "title", "words", "sound"})


@dataclass(frozen=True)
class Excuse:
    """What may still be seen where, by whom, and why."""

    where: tuple[str, ...]
    who: frozenset[str]
    what: frozenset[str]
    why: str

    def covers(self, item: Served, kinds: frozenset[str]) -> bool:
        return item.endpoint in self.where and item.who in self.who and kinds <= self.what


STILL = (
    Excuse(
        (
            *("moderation.index", "moderation.show", "moderation.review", "moderation.queue"),
            *("moderation.close", "moderation.ask_takedown", "media.show", "collections.show"),
            *("moderation.takedown", "moderation.takedowns", "sessions.today"),
        ),
        TEAM,
        HANDLE,
        "the team has to know what is hidden, and why; no word of it stands there",
    ),
    Excuse(
        ("archive.log", "archive.log_csv"),
        TEAM,
        frozenset({"id"}),
        "the log says that something was done, by its id alone",
    ),
    Excuse(
        (
            *("people.held", "people.take_out", "people.erase", "people.erased"),
            *("people.erase_plan", "people.erase_plan_file"),
        ),
        TEAM,
        HANDLE,
        "the list of what is kept about somebody, for carrying out what they ask",
    ),
    Excuse(
        ("mine.held", "mine.take_out"),
        THEMSELVES,
        HANDLE,
        "what is kept about themselves",
    ),
    Excuse(
        (
            *("moderation.show", "moderation.listen", "media.playback", "media.original"),
            *("media.outline", "moderation.review", "transcripts.show", "transcripts.edit"),
            *("transcripts.read_version", "transcripts.times", "transcripts.word_times"),
            *("redaction.index", "redaction.hide", "redaction.change", "remarks.write"),
            "moderation.suggestions",
        ),
        GUARDIAN,
        EVERYTHING,
        "the safeguarding lead decides what becomes of it",
    ),
)


def excused(item: Served, kinds: frozenset[str]) -> bool:
    return any(excuse.covers(item, kinds) for excuse in STILL)


def left(walk: Walk, before: list[Served]) -> list[str]:
    return [
        f"{item.who} {item.endpoint} ({how}): {', '.join(sorted(kinds))}"
        for item, how, kinds in walk.again(before)
        if not excused(item, kinds)
    ]


@pytest.fixture(scope="module")
def filled(tmp_path_factory, sqlite_template) -> Iterator[Filled]:
    started = []

    def start(app):
        started.append(running(app))
        next(started[0])

    house = filled_demo(tmp_path_factory.mktemp("demo"), sqlite_template, start)
    house.before = house.walk.everywhere(house.starts)
    yield house
    next(started[0], None)


@pytest.fixture
def demo(filled: Filled) -> Filled:
    filled.set_back()
    return filled


def test_the_walk_finds_every_kind_of_way(filled):
    """A walk that finds nothing proves nothing."""
    found = {(item.who, item.endpoint): item.kinds for item in filled.before}
    assert found["family", "reading.story"] >= {"id", "title", "words"} - {"id"}
    assert found["family", "reading.sound"] == {"sound"}
    assert "title" in found["family", "reading.room"]
    assert "words" in found["curator", "collections.book"]
    assert "title" in found["curator", "archive.search"]
    assert "sound" in found["facilitator", "media.original"]
    assert "words" in found["facilitator", "transcripts.edit"]
    assert "words" in found["facilitator", "moderation.edit"]
    assert not [item for item in filled.before if item.who == "nobody"]


def by_facilitator(person: str, signer: str, stage: Stage = Stage.AFTER):
    def click(house: Filled) -> None:
        agreement = agreement_of(house, person, signer, stage)
        house.click("facilitator", f"/agreements/{agreement}/withdraw")

    return click


def by_own_link(person: str, signer: str):
    def click(house: Filled) -> None:
        agreement = agreement_of(house, person, signer)
        house.click(signer, f"/mine/{house.tokens[signer]}/agreements/{agreement}/take-back")

    return click


CLICKS = {
    "the narrator, by the facilitator": by_facilitator("narrator", "narrator"),
    "the narrator, of being recorded": by_facilitator("narrator", "narrator", Stage.BEFORE),
    "a child who listened": by_facilitator("listener", "listener"),
    "the child's representative": by_facilitator("listener", "representative"),
    "the narrator, through their own link": by_own_link("narrator", "narrator"),
    "the representative, through their own link": by_own_link("listener", "representative"),
}


@pytest.mark.parametrize("click", CLICKS)
def test_whoever_takes_their_word_back_nothing_is_left(demo, click):
    CLICKS[click](demo)
    assert left(demo.walk, demo.before) == []


def test_somebody_more_is_heard_whom_nobody_has_asked(demo):
    """Only whoever sent the original may still fetch it: nobody has said no (C5)."""
    newcomer = Factory(demo.app).person(organisation_id=demo.story.organisation_id)
    with inside(demo.app):
        seat = Attendance(session_id=demo.session_id, person_id=newcomer.id, part=Part.LISTENER)
        db.session.add(seat)
    sent = ("facilitator", "media.original")
    before = [item for item in demo.before if (item.who, item.endpoint) != sent]
    assert left(demo.walk, before) == []


def closing(path: str):
    def click(house: Filled) -> None:
        until = (clock.today() + timedelta(days=9)).isoformat()
        address = path.format(recording=house.story.recording_id, person=house.people["listener"])
        house.click("curator", address, until=until, because="Бала есейгенше")

    return click


def never(house: Filled) -> None:
    house.click("safeguarding_lead", f"/people/{house.people['listener']}/never-publish")


KEPT_IN = {
    "a closed recording": closing("/recordings/{recording}/close"),
    "a closed person": closing("/people/{person}/close"),
    "a decision never to publish": never,
}
WAYS_OUT = {"archive.search", "collections.book"}


@pytest.mark.parametrize("click", KEPT_IN)
def test_what_is_closed_stays_with_the_team(demo, click):
    KEPT_IN[click](demo)
    outside = [item for item in demo.before if item.who not in TEAM or item.endpoint in WAYS_OUT]
    assert left(demo.walk, outside) == []


def test_in_the_furnished_house_nothing_is_left_either(house: Furnished):
    """Pages that the demo has no state for."""
    guests = {role.value: house.visitor(role).ask for role in Role}
    signs = Signs(
        texts={
            "id": tuple(str(house.here.rows[name]) for name in house.here.rows if _story(name)),
            "title": (f"{house.here.mark} әңгімесі",),
            "words": ("Таңертең апам ерте тұратын.", "Үйді нан иісі басатын.", "О хлебе."),
        },
        sounds=(SOUND,),
        asked_for=(house.here.mark,),
    )
    walk = Walk(house.app, guests, signs)
    starts = ["/", f"/r/{house.here.secrets['token']}"]
    starts += [f"/stories/{house.here.rows[name]}" for name in house.here.rows if _story(name)]
    before = walk.everywhere(starts)
    assert {"family", "facilitator"} <= {item.who for item in before if "words" in item.kinds}
    answer = house.visitor(Role.FACILITATOR).ask(
        "POST", f"/agreements/{house.here.rows['agreement']}/withdraw"
    )
    assert answer.status_code == 303
    assert left(walk, before) == []


def _story(name: str) -> bool:
    return name.partition(".")[0] == "story"
