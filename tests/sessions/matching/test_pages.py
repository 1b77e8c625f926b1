"""A season's page: pairs with their reasons, who has nobody and why, pins and forbids."""

from datetime import UTC, datetime, timedelta

import pytest

from stories.foundation.access import OPERATOR, Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.erasure import Erasing, Wish, Words
from stories.foundation.holdings import held_about
from stories.foundation.models import AuditEvent
from stories.people.models import DoNotPair, Generation, Person, Readiness, Stage
from stories.people.services import merge_persons
from stories.sessions.matching.held import touches
from stories.sessions.matching.models import Season, SeasonPair
from stories.sessions.models import SessionState
from tests.sessions.helpers import World

FIRST = datetime.now(UTC).date() + timedelta(days=7)


class Spring:
    """A season of an elder and a young person who agreed, with a facilitator looking."""

    def __init__(self, app, make, client, **more) -> None:
        self.app, self.make, self.world = app, make, World(make)
        days = {"first_day": FIRST, "last_day": FIRST + timedelta(days=90)}
        owner = make.organisation.id
        self.id = make.keep(Season(organisation_id=owner, name="Көктем", **days | more)).id
        self.client = client.sign_in(self.world.leader).speak("en")
        self.url = f"/matching/{self.id}"

    def page(self):
        return self.client.page(self.url)

    def pairs(self) -> list[str]:
        """The suggested pairs by their names."""
        found = self.page().select("ul[aria-label='Suggested pairs'] .row-main > b")
        return [each.get_text(strip=True) for each in found]

    def say(self, choice, elder=None, youth=None, **kwargs):
        both = {"elder": elder or self.world.elder, "youth": youth or self.world.youth}
        told = {name: str(person.id) for name, person in both.items()}
        return self.client.send(f"{self.url}/pairs", told | {"choice": choice}, **kwargs)

    def free(self, **hours):
        with self.app.app_context(), unit_of_work():
            for side, windows in hours.items():
                db.session.get(Person, getattr(self.world, side).id).free_hours = windows

    def rows(self):
        with self.app.app_context(), unit_of_work(write=False):
            return [(row.elder_id, row.youth_id, row.choice.value)
                    for row in db.session.query(SeasonPair)]  # fmt: skip


@pytest.fixture
def spring(app, make, client):
    return Spring(app, make, client)


def test_a_season_is_entered_and_its_pairs_are_suggested(app, make, client):
    world = World(make)
    client.sign_in(world.leader).speak("en")
    days = {"first_day": FIRST.isoformat(), "last_day": (FIRST + timedelta(days=60)).isoformat()}
    answer = client.send("/matching/new", {"name": "Көктем", "most": "", **days}, expect=303)
    page = client.page(answer.location)
    assert "Мәриям апа — Ерасыл" in page.get_text()
    assert "Both speak: Kazakh, Russian" in page.get_text()
    assert "Have not met before" in page.get_text()
    assert client.page("/matching").find("a", string="Көктем")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Give the season a name"),
        ({"name": "к" * 121}, "This is too long."),
        ({"name": "Дети из Сирии"}, "a family’s past"),
        ({"last_day": "2020-01-01"}, "Choose a day within the next two years."),
        ({"last_day": (FIRST - timedelta(days=1)).isoformat()}, "not before the first"),
        ({"first_day": "жоқ"}, "Choose a day that is in the calendar."),
        ({"most": "9"}, "From 1 to 8, or nothing."),
        ({"most": "көп"}, "From 1 to 8, or nothing."),
    ],
    ids=[
        "no name",
        "long name",
        "a past",
        "too long ago",
        "backwards",
        "no day",
        "many",
        "no number",
    ],
)
def test_a_season_that_makes_no_sense_is_refused_with_a_sentence(spring, wrong, told):
    good = {"name": "Күз", "first_day": FIRST.isoformat(), "last_day": FIRST.isoformat()}
    answer = spring.client.send("/matching/new", good | {"most": ""} | wrong, expect=422)
    assert told in answer.get_data(as_text=True)


def test_a_season_is_changed(spring):
    days = {"first_day": FIRST.isoformat(), "last_day": FIRST.isoformat()}
    spring.client.send(f"{spring.url}/edit", {"name": "Күз", "most": "2", **days}, expect=303)
    assert spring.page().h1.get_text() == "Күз"
    assert "up to 2 young people" in spring.page().get_text()


def test_what_the_house_knows_counts(spring, make):
    """Region and interests speak for a pair; a meeting of earlier seasons does not."""
    near = {"region": "Абай", "interests": ["songs", "кокпар"]}
    elder = make.person(name="Зейнеп апа", **near)
    youth = make.person(Generation.YOUTH, name="Дана", **near)
    spring.world.session(
        narrators=[spring.world.elder],
        listeners=[spring.world.youth],
        starts_at=datetime.now(UTC) - timedelta(days=30),
        state=SessionState.HELD,
    )
    assert spring.pairs() == ["Зейнеп апа — Дана", "Мәриям апа — Ерасыл"]
    text = spring.page().get_text()
    assert "Same region: Абай" in text
    assert "Both like: Songs and music, кокпар" in text
    assert "They have met before." in text
    assert "The first agreement of Дана is still to be asked for." in text
    assert f"{elder.name} — {youth.name}" in text


def test_who_may_not_be_suggested_is_told_without_reasons(spring, make):
    make.person(Generation.YOUTH, name="Айша", readiness=Readiness.NOT_NOW)
    make.person(Generation.YOUTH, name="Бота", languages=["ar"])
    said_no = make.person(Generation.YOUTH, name="Гүлназ")
    make.agreement(said_no, Stage.BEFORE, uses=[])
    make.person(Generation.YOUTH, name="Марал", never_publish=True)
    page = spring.page()
    found = page.select("ul[aria-label='Who has nobody yet'] .row-main")
    left = {each.b.get_text(): each.p.get_text() for each in found}
    assert left == {
        "Айша": "Does not want to take part now. That needs no reason.",
        "Бота": "Shares no language of the sessions with those who are left.",
        "Гүлназ": "Has said no to taking part.",
        "Марал": "Nothing of theirs is ever published; plan their sessions by hand.",
    }


@pytest.mark.parametrize("turned", [False, True])
def test_two_on_the_do_not_pair_list_are_neither_suggested_nor_pinned(spring, turned):
    both = sorted((spring.world.elder.id, spring.world.youth.id), reverse=turned)
    spring.make.keep(DoNotPair(one_id=both[0], other_id=both[1]))
    assert spring.pairs() == []
    answer = spring.say("pin", expect=422)
    told = answer.get_data(as_text=True)
    assert "are not brought together in one session." in told
    assert spring.rows() == []


def test_a_child_needs_three_in_the_room(spring, make):
    child = make.child(name="Нұрай")
    make.agree(child)
    text = spring.page().get_text()
    assert "A child takes part: three stay in the room all the time" in text


def test_pinned_forbidden_and_taken_back(spring, make):
    other = make.person(name="Әсел апа", region="Абай")
    make.agree(other)
    world = spring.world
    spring.say("pin", elder=other, expect=303)
    assert spring.pairs() == ["Әсел апа — Ерасыл"]
    assert spring.page().select_one(".row-main .tag").get_text() == "Pinned"
    answer = spring.say("pin", expect=422)
    assert "already pinned to somebody else" in answer.get_data(as_text=True)
    spring.say("forbid", elder=other, expect=303)
    assert spring.pairs() == ["Мәриям апа — Ерасыл"]
    spring.say("forbid", expect=303)
    assert spring.pairs() == []
    assert len(spring.rows()) == 2
    spring.say("pin", expect=303)  # the planners' own no gives way to their pin
    assert (world.elder.id, world.youth.id, "pin") in spring.rows()
    free = [form["action"] for form in spring.page().select("form[action$='/free']")]
    for action in free:
        spring.client.send(action, {}, expect=303)
    assert spring.rows() == []


def test_a_pin_that_a_later_word_stands_against_is_told(spring, make):
    spring.say("pin", expect=303)
    both = sorted((spring.world.elder.id, spring.world.youth.id))
    make.keep(DoNotPair(one_id=both[0], other_id=both[1]))
    page = spring.page()
    assert spring.pairs() == []
    said = page.select_one("ul[aria-label='What you have said'] .error")
    assert "are not brought together in one session." in said.get_text()


def test_an_interpreter_who_is_promised_makes_more_pairs_possible(app, make, client):
    spring = Spring(app, make, client, interpreter=True)
    make.person(name="Фатима апа", languages=["ar"])
    make.person(Generation.YOUTH, name="Дана", languages=["ru"])
    assert "Фатима апа" in " ".join(spring.pairs())
    assert "With the promised interpreter." in spring.page().get_text()


def test_planning_begins_with_the_two(spring):
    link = spring.page().find("a", string="Plan sessions")
    page = spring.client.page(link["href"])
    ticked = [each["value"] for each in page.select("input[checked]")]
    assert str(spring.world.elder.id) in ticked
    assert str(spring.world.youth.id) in ticked
    assert {"kk", "ru"} <= set(ticked)
    assert page.select_one("input[name=day]")["value"] == FIRST.isoformat()


def test_another_house_is_neither_suggested_nor_pinned(spring, make):
    there = make.other_organisation()
    stranger = make.person(Generation.YOUTH, name="Бөтен", organisation_id=there.id)
    assert "Бөтен" not in spring.page().get_text()
    spring.say("pin", youth=stranger, expect=422)
    outsider = make.user(Role.FACILITATOR, organisation=there)
    spring.client.sign_in(outsider).get(spring.url, expect=404)


@pytest.mark.parametrize("role", [Role.CURATOR, Role.MODERATOR, Role.SAFEGUARDING])
def test_planners_alone_look_at_pairs(spring, make, role):
    spring.client.sign_in(make.user(role)).get(spring.url, expect=403)


def test_the_log_knows_who_looked_and_what_was_said(spring, app):
    spring.page()
    spring.say("pin", expect=303)
    spring.say("forbid", expect=303)
    with app.app_context(), unit_of_work(write=False):
        told = [row.action for row in db.session.query(AuditEvent).order_by(AuditEvent.number)]
    wanted = ["sessions.season_seen", "sessions.pair_pinned", "sessions.pair_forbidden"]
    assert [action for action in told if action in wanted] == wanted


def test_many_pairs_stand_on_several_pages(spring, make):
    from stories.sessions.matching import views

    old, views.A_PAGE = views.A_PAGE, 1
    try:
        make.person(name="Әсел апа")
        make.person(Generation.YOUTH, name="Дана")
        first = spring.page()
        assert len(first.select("ul[aria-label='Suggested pairs'] > li")) == 1
        second = spring.client.page(first.select_one("a[rel=next]")["href"])
        assert len(second.select("ul[aria-label='Suggested pairs'] > li")) == 1
        spring.client.page(f"{spring.url}?page=99999999999999999999")
        spring.client.page(f"{spring.url}?page=x")
    finally:
        views.A_PAGE = old


def test_what_was_said_is_told_to_whoever_asks_and_goes_when_they_are_erased(spring, app):
    spring.say("forbid", expect=303)
    youth = spring.world.youth.id
    with app.app_context(), app.test_request_context(), unit_of_work(write=False):
        (told,) = [each for each in held_about(youth) if each.table == "season_pairs"]
        assert told.facts["season"] == "Көктем"
        assert told.facts["choice"] == "forbid"
        assert "Мәриям" not in str(told)
        touched = list(touches(Erasing(youth, Wish.DELETE, Words.of(()))))
        assert [each.table for each in touched] == ["season_pairs"]


def test_a_no_about_either_of_two_entries_stays_a_no(spring, app, make):
    twice = make.person(Generation.YOUTH, name="Ерасыл")
    spring.say("forbid", expect=303)
    spring.say("pin", youth=twice, expect=303)
    with app.app_context(), app.test_request_context(), unit_of_work():
        kept, gone = (db.session.get_one(Person, each.id) for each in (twice, spring.world.youth))
        merge_persons(OPERATOR, kept, gone, {})
    assert spring.rows() == [(spring.world.elder.id, twice.id, "forbid")]


def test_free_hours_speak_for_a_pair_and_what_is_not_known_is_said(spring):
    text = spring.page().get_text()
    assert "It is not known when Мәриям апа is free." in text
    spring.free(elder=[[2, 840, 1020]], youth=[[2, 900, 1080]])
    text = spring.page().get_text()
    assert "Both are free: Wed 15:00–17:00" in text
    assert "It is not known" not in text
    spring.free(elder=[[2, 840, 1020]], youth=[])
    assert spring.pairs() == ["Мәриям апа — Ерасыл"]
    assert "They share no free 40 minutes in the week." in spring.page().get_text()


def test_a_season_is_deleted_with_what_was_said_in_it_and_nothing_else(spring):
    spring.say("pin")
    page = spring.client.page(f"{spring.url}/delete")
    assert "1 pinned pair is forgotten." in page.get_text()
    assert "together in this season" not in page.get_text()
    assert spring.rows()
    spring.client.send(f"{spring.url}/delete")
    assert spring.rows() == []
    spring.client.get(spring.url, expect=404)
    spring.client.send(f"{spring.url}/delete", expect=404)
