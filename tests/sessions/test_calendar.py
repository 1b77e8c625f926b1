"""The calendar: which days a view holds, what it is narrowed to, and that it never grows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.foundation.access import Role
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.people.models import Generation
from stories.sessions.calendar.rules import View, page_of, read_day, read_view
from stories.sessions.models import SessionState, StorytellingSession
from stories.sessions.times import day_of
from tests.sessions.helpers import World, kept, soon

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def world(make):
    return World(make)


@given(st.sampled_from(View), DAYS)
def test_pages_follow_each_other_without_a_gap_and_come_back(view, day):
    page = page_of(view, day)
    assert page.has(day)
    assert day in page.days
    assert list(page.days) == [page.days[0] + timedelta(n) for n in range(len(page.days))]
    after = page_of(view, page.after)
    inside = [each for each in page.days if page.has(each)]
    assert min(each for each in after.days if after.has(each)) == inside[-1] + timedelta(days=1)
    assert set(page_of(view, after.before).days) == set(page.days)
    if view in {View.MONTH, View.WEEK}:
        assert page.days[0].weekday() == 0
        assert len(page.days) % 7 == 0


@given(st.text(max_size=12))
def test_what_is_no_day_or_view_is_none(text):
    day = read_day(text, date(2026, 11, 28))
    assert day is None or day.isoformat() == text
    view = read_view(text)
    assert view is None or text in {"", view.value}


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_opens_in_every_language(client, world, view, language):
    world.session(starts_at=soon(0))  # today, however late it is
    client.sign_in(world.leader).speak(language)
    page = client.page(f"/sessions?view={view.value}")
    assert page.html["lang"] == language
    assert page.select_one('[aria-current="date"]')
    assert page.select_one('.choice [aria-current="true"]')
    assert "Мәриям апа" in page.text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("view=year", "There is no such view"),
        ("day=2026-02-30", "There is no such day"),
        ("day=0001-01-01", "There is no such day"),
        ("day=20261128", "There is no such day"),
        ("facilitator=x", "What you were looking for is not here"),
        ("place=Қарағанды", "What you were looking for is not here"),
        ("person=%2F", "What you were looking for is not here"),
        ("person=00000000-0000-0000-0000-000000000000", "What you were looking for is not here"),
        ("who=Ешкім", "Nobody was found"),
    ],
)
def test_nonsense_is_left_out_with_a_sentence(client, world, address, sentence):
    world.session()
    client.sign_in(world.leader).speak("en")
    page = client.page(f"/sessions?{address}")
    assert sentence in page.text
    assert page.select_one('[aria-current="date"]')
    assert "Мәриям апа" in page.text


def test_it_is_narrowed_by_facilitator_place_and_person(client, make, world):
    colleague = make.facilitator(name="Болат")
    other = make.person(name="Дана апа")
    world.session(theme="Біріншісі", place="Ақтөбе")
    world.session(
        theme="Екіншісі", facilitator_id=colleague.id, narrators=[other], place="Орал", room="x"
    )
    world.session(theme="Үшіншісі", remote=True, facilitator_id=colleague.id, room="y")
    client.sign_in(world.leader).speak("en")
    page = client.page("/sessions?view=agenda")
    choices = {one.text.strip(): one["value"] for one in page.select("option")}
    assert {"Сәуле", "Болат", "Ақтөбе", "Орал", "On a call"} <= set(choices)
    for asked, seen in (
        (f"facilitator={choices['Болат']}", {"Екіншісі", "Үшіншісі"}),
        (f"facilitator={choices['Сәуле']}&place={choices['Ақтөбе']}", {"Біріншісі"}),
        (f"place={choices['On a call']}", {"Үшіншісі"}),
        (f"person={other.id}", {"Екіншісі"}),
        (f"person={other.id}&place={choices['On a call']}", set()),
    ):
        page = client.page(f"/sessions?view=agenda&{asked}")
        assert {one.text for one in page.select(".event .theme")} == seen, asked
        assert "Show everything" in page.text


def test_no_address_of_the_calendar_names_a_place(client, world):
    world.session(place="Зере орталығы")
    client.sign_in(world.leader)
    page = client.page("/sessions?view=agenda")
    key = next(one["value"] for one in page.select("#place option") if "Зере" in one.text)
    page = client.page(f"/sessions?view=agenda&place={key}")
    assert not [a["href"] for a in page.select("a[href]") if "%D0%97" in a["href"]]


def test_somebody_is_found_by_a_typed_name(client, make, world):
    other = make.person(name="Дана апа")
    make.person(name="Дана келін")
    world.session()
    world.session(narrators=[other], theme="Дананікі", room="x")
    client.sign_in(world.leader).speak("en")
    page = client.page("/sessions?view=agenda&who=Дана")
    ways = {a.text: a["href"] for a in page.select(".narrow .rows a")}
    assert set(ways) == {"Дана апа", "Дана келін"}
    page = client.page(ways["Дана апа"])
    assert {one.text for one in page.select(".event .theme")} == {"Дананікі"}
    assert "Only sessions with Дана апа." in page.text
    answer = client.get("/sessions?view=agenda&who=Мәриям", expect=303)
    assert f"person={world.elder.id}" in answer.location
    assert "who" not in answer.location


def test_another_house_s_people_facilitators_and_places_are_strangers(client, make, world):
    world.session(place="Құпия орын")
    client.sign_in(make.user(Role.ADMIN, organisation=make.other_organisation())).speak("en")
    page = client.page("/sessions?view=agenda&who=Мәриям")
    assert "Nobody was found" in page.text
    for hidden in ("Құпия орын", "Сәуле", "Мәриям апа", "Нан туралы"):
        assert hidden not in page.text
    for asked in (f"person={world.elder.id}", f"facilitator={world.leader.id}"):
        page = client.page(f"/sessions?{asked}")
        assert "What you were looking for is not here" in page.text
        assert str(world.elder.id) not in page.text


def test_a_curator_meets_no_child_s_name(client, make, world):
    child = make.child(name="Айлин", pseudonym="Жұлдыз")
    world.session(listeners=[child])
    client.sign_in(make.user(Role.CURATOR)).speak("en")
    page = client.page("/sessions?view=agenda")
    assert "Жұлдыз" in page.text
    assert "Айлин" not in page.text
    assert "Nobody was found" in client.page("/sessions?who=Айлин").text
    assert "Айлин" not in client.page(f"/sessions?person={child.id}").text


def test_a_full_day_leads_to_the_others(client, make, world):
    day = today() + timedelta(days=3)
    for hour in range(5):
        starts = datetime(day.year, day.month, day.day, 4 + hour, tzinfo=UTC)
        world.session(starts_at=starts, theme=f"Тақырып {hour}")
    client.sign_in(world.leader).speak("en")
    page = client.page(f"/sessions?day={day}")
    more = page.select_one(".more")
    assert "and 2 more" in more.text
    assert len(page.select(".event")) == 3
    page = client.page(more["href"])
    assert len(page.select(".event")) == 5
    assert not page.select(".more")


def test_an_empty_page_leads_to_the_next_session(client, world):
    world.session(starts_at=datetime.now(UTC) + timedelta(days=100))
    client.sign_in(world.leader).speak("en")
    page = client.page("/sessions?view=day")
    way = page.select_one(".empty a")
    assert "The next one is on" in way.text
    assert "Нан туралы" in client.page(way["href"]).text


def test_the_hour_is_the_place_s_and_said_so_where_it_is_another(client, world):
    world.session(starts_at=datetime(2025, 11, 5, 12, 0, tzinfo=UTC), zone="Europe/Berlin")
    client.sign_in(world.leader).speak("en")
    event = client.page("/sessions?view=day&day=2025-11-05").select_one(".event").text
    assert "13:00–13:40" in event
    assert "(Berlin)" in event


def test_the_day_at_the_place_follows_the_hour_and_the_zone(app, world):
    row = world.session(starts_at=datetime(2025, 10, 31, 19, 30, tzinfo=UTC))
    assert kept(app, row.id).day == date(2025, 11, 1)
    for change in (
        {"zone": "Europe/Berlin"},
        {"starts_at": datetime(2025, 12, 31, 23, 30, tzinfo=UTC)},
    ):
        with app.app_context(), unit_of_work():
            found = db.session.get(StorytellingSession, row.id)
            for name, value in change.items():
                setattr(found, name, value)
        found = kept(app, row.id)
        assert found.day == day_of(found.starts_at, found.zone)


def test_a_crowded_month_asks_as_many_questions_as_an_empty_one(app, client, make, world):
    from sqlalchemy import event

    def count(path):
        statements = []

        def note(_c, _cursor, statement, *_rest):
            statements.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        size = len(client.get(path).data)
        event.remove(engine, "before_cursor_execute", note)
        return len(statements), size

    client.sign_in(world.leader)
    noon = datetime.combine(today(), datetime.min.time(), UTC) + timedelta(hours=7)
    for place in range(4):
        world.session(starts_at=noon, room=str(place), state=SessionState.HELD)
    few = {view: count(f"/sessions?view={view.value}") for view in View}
    for place in range(12):
        other = make.person(Generation.YOUTH)
        world.session(starts_at=noon, listeners=[other], room=f"x{place}", place=f"Орын {place}")
    for view, (questions, size) in few.items():
        asked, grown = count(f"/sessions?view={view.value}")
        assert asked == questions, view
        if view is View.MONTH:
            assert grown < size + 2000  # the places one may choose from
