from datetime import UTC, datetime, timedelta

import pytest

from stories.foundation.access import Role
from stories.people.models import Generation, Readiness, Stage
from stories.sessions import queries
from stories.sessions.models import SessionState
from tests.client import soup
from tests.sessions.helpers import ALMATY, World, acting, kept, soon

LANGUAGES = ("kk", "ru", "en")
STAFF = (Role.FACILITATOR, Role.MODERATOR, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)
VIEWERS = {Role.FACILITATOR, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN}
PLANNERS = {Role.FACILITATOR, Role.ADMIN}


@pytest.fixture
def world(make):
    return World(make)


def text(page):
    return " ".join(page.find("main").get_text(" ").split())


# Who sees what


@pytest.mark.parametrize("role", STAFF)
def test_each_role_meets_the_doors_it_may_open(client, make, world, role):
    session = world.session()
    client.sign_in(make.user(role))
    sees, plans = role in VIEWERS, role in PLANNERS
    home = client.page("/")
    assert bool(home.select(".week")) is sees
    assert ("Нан туралы әңгіме" in text(home)) is sees
    client.get("/sessions", expect=200 if sees else 403)
    client.get(f"/sessions/{session.id}", expect=200 if sees else 403)
    for path in ("/sessions/new", f"/sessions/{session.id}/edit", f"/sessions/{session.id}/cancel"):
        client.get(path, expect=200 if plans else 403)
    for verb in ("open", "cancel", "close"):
        if not plans:
            client.send(f"/sessions/{session.id}/{verb}", expect=403)


def test_nobody_comes_in_without_signing_in(client, world):
    session = world.session()
    for path in ("/", "/sessions", "/sessions/new", f"/sessions/{session.id}"):
        assert "/sign-in" in client.get(path, expect=303).location


def test_another_organisations_sessions_are_not_there(client, make, world):
    session = world.session()
    client.sign_in(make.user(Role.ADMIN, organisation=make.other_organisation()))
    assert "Нан туралы" not in text(client.page("/"))
    assert "Мәриям" not in text(client.page("/sessions"))
    for path in ("", "/edit", "/cancel", "/close", "/attendance"):
        client.get(f"/sessions/{session.id}{path}", expect=404)
    for verb in ("open", "close", "cancel", "edit"):
        client.send(f"/sessions/{session.id}/{verb}", expect=404)


# Pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(client, world, language):
    planned = world.session()
    running = world.session(state=SessionState.OPEN, starts_at=soon(-30), opened_at=soon(-30))
    world.session(state=SessionState.CANCELLED, cancelled_because="Боран", starts_at=soon(5))
    client.sign_in(world.leader).speak(language)
    paths = ["/", "/sessions", "/sessions/new", "/sessions?month=2024-02"]
    paths += [f"/sessions/{planned.id}{tail}" for tail in ("", "/edit", "/cancel")]
    paths += [f"/sessions/{running.id}{tail}" for tail in ("", "/close", "/attendance")]
    for path in paths:
        assert client.page(path).html["lang"] == language, path


def test_the_day_shows_the_next_session_and_opens_it_without_a_script(client, app, world):
    session = world.session(starts_at=soon(1), room="2-бөлме")
    world.session(starts_at=soon(50), theme="Кейінгі")
    client.sign_in(world.leader).speak("en")
    home = client.page("/")
    card = home.select_one(".card.next")
    local = session.starts_at.astimezone(ALMATY)
    told = " ".join(card.get_text(" ").split())
    assert f"{local:%H:%M}" in told
    assert "Нан туралы әңгіме" in told
    assert "Мәриям апа" in told
    assert "Ерасыл" in told
    assert "2-бөлме" in told
    assert "40 minutes" in told
    assert "Agreements complete" in told
    assert "Questions not chosen" in told
    form = card.find("form")
    client.send(form["action"], {"once": form.find("input", attrs={"name": "once"})["value"]})
    assert kept(app, session.id).state is SessionState.OPEN


@pytest.mark.parametrize(
    ("sessions", "sentence"),
    [
        (0, "There is no session today."),
        (1, "There is one session today."),
        (2, "There are 2 sessions today."),
    ],
)
def test_the_day_counts_its_sessions(client, world, sessions, sentence):
    noon = datetime.now(ALMATY).replace(hour=12, minute=0, second=0, microsecond=0)
    for place in range(sessions):
        world.session(starts_at=noon + timedelta(hours=place))
    client.sign_in(world.leader).speak("en")
    assert sentence in text(client.page("/"))


def test_one_s_own_session_comes_before_a_colleague_s_earlier_one(client, make, world):
    colleague = make.facilitator()
    world.session(facilitator_id=colleague.id, starts_at=soon(1), theme="Әріптестің")
    world.session(starts_at=soon(3), theme="Өзімдікі")
    client.sign_in(world.leader)
    assert "Өзімдікі" in client.page("/").select_one(".card.next").get_text()
    client.sign_in(make.user(Role.CURATOR))
    assert "Әріптестің" in client.page("/").select_one(".card.next").get_text()


def test_without_sessions_the_day_offers_to_plan_one(client, make, world):
    client.sign_in(world.leader).speak("en")
    assert client.page("/").select_one(".empty a")["href"] == "/sessions/new"
    client.sign_in(make.user(Role.CURATOR))
    assert client.page("/").select_one(".empty a") is None


def test_what_was_left_lying_waits(client, make, world):
    world.session(starts_at=soon(-30), theme="Ашылмаған")
    world.session(starts_at=soon(-50), state=SessionState.OPEN, opened_at=soon(-50), theme="Ашық")
    world.session(starts_at=soon(-70), state=SessionState.HELD, theme="Өткен")
    client.sign_in(world.leader).speak("en")
    waiting = " ".join(row.get_text(" ") for row in client.page("/").select(".rows li"))
    assert "“Ашылмаған”" in waiting
    assert "“Ашық” is over and still open" in waiting
    assert "How was “Өткен”" in waiting  # held, and not looked back on
    assert waiting.count("Өткен") == 1
    client.sign_in(make.user(Role.CURATOR))
    assert "Ашылмаған" not in " ".join(
        row.get_text(" ") for row in client.page("/").select(".rows li")
    )


@pytest.mark.parametrize(
    "month", ["2026-13", "9999-99", "x", "2026", "0000-00", "%01x", "2026-11-11", "-1", "99999-01"]
)
def test_an_absurd_month_is_this_one_with_a_sentence(client, world, month):
    client.sign_in(world.leader).speak("en")
    page = client.page(f"/sessions?month={month}")
    assert "There is no such month" in text(page)
    assert page.select_one('[aria-current="date"]')


def test_the_calendar_shows_a_session_on_the_day_of_its_place(client, world):
    # 19:30 UTC on the last of October is half past midnight of the first of November in Almaty.
    world.session(starts_at=datetime(2025, 10, 31, 19, 30, tzinfo=UTC), state=SessionState.HELD)
    client.sign_in(world.leader)
    page = client.page("/sessions?month=2025-11")
    days = {day.find("time")["datetime"]: day for day in page.select(".month > li")}
    assert "00:30" in days["2025-11-01"].get_text()
    assert not days["2025-10-31"].select(".event")


def test_the_calendar_and_the_day_ask_a_bounded_number_of_questions(app, client, make, world):
    from sqlalchemy import event

    from stories.foundation.db import db

    def count(path):
        statements = []

        def note(_c, _cursor, statement, *_rest):
            statements.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        client.get(path)
        event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    def add(many):
        for place in range(many):
            other = make.person(Generation.YOUTH)
            world.session(starts_at=noon + timedelta(hours=place % 6), listeners=[other])

    client.sign_in(world.leader)
    noon = datetime.now(ALMATY).replace(hour=12, minute=0, second=0, microsecond=0)
    world.session(starts_at=noon + timedelta(days=2))  # there is a next one at any hour
    add(4)
    few = {path: count(path) for path in ("/", "/sessions")}
    add(8)
    for path, before in few.items():
        assert count(path) <= before, path


# The session's own page


def test_what_is_missing_is_told_with_the_way_to_mend_it(client, make):
    world = World(make, agreed=False)
    make.agree(world.elder)
    tired = make.person(Generation.YOUTH, name="Дана", readiness=Readiness.NOT_NOW)
    make.agree(tired)
    session = world.session(listeners=[world.youth, tired])
    client.sign_in(world.leader).speak("en")
    page = client.page(f"/sessions/{session.id}")
    ways = [link["href"] for link in page.select(".rows a.btn")]
    assert f"/people/{world.youth.id}/agreements/new?session={session.id}&stage=before" in ways
    assert f"/people/{tired.id}" in ways
    for way in ways:
        client.get(way)
    assert not page.select("form.act button.do")
    assert "Дана does not want to take part now" in text(page)


def test_after_a_session_people_are_asked_what_may_be_done(client, make):
    world = World(make, agreed=False)
    for person in (world.elder, world.youth):
        make.agreement(person, Stage.BEFORE)
    session = world.session(starts_at=soon(-2), state=SessionState.HELD, opened_at=soon(-2))
    client.sign_in(world.leader).speak("en")
    page = client.page(f"/sessions/{session.id}")
    assert "Not asked yet about the recording" in text(page)
    way = f"/people/{world.elder.id}/agreements/new?session={session.id}&stage=after"
    assert page.select_one(f'a[href="{way}"]')


def test_opening_too_early_is_a_sentence(client, app, world):
    session = world.session(starts_at=soon(30))
    client.sign_in(world.leader).speak("en")
    client.send(f"/sessions/{session.id}/open")
    page = client.page(f"/sessions/{session.id}")
    assert "twelve hours before" in page.select_one(".flashes").get_text()
    assert kept(app, session.id).state is SessionState.PLANNED


def test_a_session_walks_from_its_plan_to_its_end(client, app, world):
    session = world.session(starts_at=soon(0))
    client.sign_in(world.leader).speak("en")
    client.send(f"/sessions/{session.id}/open")
    refused = client.send(f"/sessions/{session.id}/close", {}, expect=422)
    assert len(soup(refused).select(".field .error")) == 2
    came = {f"came_{world.elder.id.hex}": "yes", f"came_{world.youth.id.hex}": "no"}
    client.send(f"/sessions/{session.id}/close", came)
    page = client.page(f"/sessions/{session.id}")
    assert "Did not come" in text(page)
    assert kept(app, session.id).state is SessionState.HELD
    client.send(f"/sessions/{session.id}/attendance", dict.fromkeys(came, "yes"))
    assert all(item.came for item in kept(app, session.id).attendances)
    assert "/edit" not in str(page.find("main"))
    for verb in ("open", "cancel", "close"):
        client.send(f"/sessions/{session.id}/{verb}", {"reason": "Кеш"})
    assert kept(app, session.id).state is SessionState.HELD


def test_closing_with_nobody_is_a_sentence_and_loses_nothing(client, world):
    session = world.session(state=SessionState.OPEN, opened_at=soon(-1))
    client.sign_in(world.leader).speak("en")
    nobody = {f"came_{each.id.hex}": "no" for each in (world.elder, world.youth)}
    page = soup(client.send(f"/sessions/{session.id}/close", nobody, expect=422))
    assert "If nobody came" in text(page)
    assert len(page.select("input[type=radio][checked]")) == 2


def test_a_child_left_alone_with_the_facilitator_is_told_at_once(client, make, world):
    child = make.child()
    session = world.session(listeners=[child], state=SessionState.OPEN, opened_at=soon(-1))
    client.sign_in(world.leader).speak("en")
    came = {f"came_{world.elder.id.hex}": "no", f"came_{child.id.hex}": "yes"}
    client.send(f"/sessions/{session.id}/attendance", came)
    page = client.page(f"/sessions/{session.id}")
    assert "alone with one adult" in page.select_one(".flashes .stop").get_text()


def test_cancelling_asks_for_a_reason_and_tells_it(client, app, world):
    session = world.session()
    client.sign_in(world.leader).speak("en")
    for reason in ("", "   ", "н" * 301):
        page = soup(client.send(f"/sessions/{session.id}/cancel", {"reason": reason}, expect=422))
        assert page.select_one(".field .error")
    client.send(f"/sessions/{session.id}/cancel", {"reason": "Боран соқты"})
    assert "Боран соқты" in text(client.page(f"/sessions/{session.id}"))
    assert kept(app, session.id).state is SessionState.CANCELLED


def test_next_for_skips_what_is_over(app, world):
    world.session(starts_at=soon(-1), minutes=20)
    later = world.session(starts_at=soon(4))
    with acting(app, world.leader) as actor:
        found = queries.next_for(actor)
        assert found is not None
        assert found.id == later.id
        assert [row.id for row in queries.upcoming(actor)] == [later.id]
