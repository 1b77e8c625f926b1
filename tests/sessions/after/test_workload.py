"""Workload: counts that add up, bars that fit, and nobody's numbers for whom they are not."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from stories.foundation.access import Role
from stories.foundation.clock import today
from stories.foundation.db import db, unit_of_work
from stories.sessions.after.debrief.models import Debrief
from stories.sessions.after.followups.models import FollowUp, Outcome
from stories.sessions.after.workload import queries
from stories.sessions.after.workload.rules import FULL, Load, Span, Stretch, bars
from stories.sessions.models import Attendance, SessionState
from tests.factories import DAY
from tests.sessions.after.helpers import Held
from tests.sessions.helpers import acting

SPANS, DAYS = st.sampled_from(Span), st.dates(date(2020, 1, 1), date(2035, 1, 1))
COUNTS = st.builds(Load, st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))


# Rules


@given(SPANS, DAYS)
def test_stretches_hold_their_day_and_follow_one_another(span, day):
    stretch = Stretch.around(span, day)
    assert stretch.first <= day <= stretch.last
    assert stretch.shifted(1).first == stretch.last + timedelta(days=1)
    assert stretch.shifted(1).shifted(-1) == stretch
    assert Stretch.around(span, stretch.last) == stretch
    assert 1 <= stretch.quarter <= 4


@given(st.lists(COUNTS, max_size=8))
def test_bars_fit_and_are_as_long_as_their_numbers(loads):
    drawn = bars([(str(place), load) for place, load in enumerate(loads)])
    longest = max((load.sessions for load in loads), default=0)
    for load, bar in zip(loads, drawn, strict=True):
        assert bar.count == load.sessions == sum((load.held, load.coming, load.cancelled))
        assert 0 <= bar.end <= FULL + 0.1
        assert all(piece.width > 0 for piece in bar.pieces)
        if longest:
            assert bar.end == pytest.approx(FULL * load.sessions / longest, abs=0.05)
        for one, following in zip(bar.pieces, bar.pieces[1:], strict=False):
            assert following.start == pytest.approx(one.start + one.width, abs=0.02)


@given(st.lists(COUNTS))
def test_counts_add_up(loads):
    together = sum(loads, Load())
    assert together.sessions == sum(load.sessions for load in loads)
    assert together.planned + together.cancelled == together.sessions


# Counting


@pytest.fixture
def held(make):
    """Yesterday's session, one cancelled, one without a listener who came, one to come."""
    held = Held(make, minutes=50)
    held.another(days=1, state=SessionState.CANCELLED)
    second = held.another(days=2, minutes=40)
    make.keep(Debrief(organisation_id=make.organisation.id, session_id=second.id, version=1))
    with make.app.app_context(), unit_of_work():
        db.session.get_one(Attendance, (second.id, held.elder.id)).came = False
    held.another(days=0, state=SessionState.PLANNED, starts_at=datetime.now(UTC) + 2 * DAY)
    held.another(days=900)
    mine = {"organisation_id": make.organisation.id, "session_id": second.id, "text": "Кітап беру"}
    mine |= {"owner_id": held.facilitator.id, "due_on": today()}
    make.keep(FollowUp(**mine))
    make.keep(FollowUp(**mine, outcome=Outcome.DONE))
    make.keep(FollowUp(**mine | {"due_on": today() + timedelta(days=800)}))
    return held


def counted(app, user, span=Span.YEAR, day=None):
    """Counts around a day so wide that no end of a year parts them."""
    with acting(app, user) as actor:
        stretch = Stretch.around(span, day or today())
        return {found.name: load for found, load in queries.loads(actor, stretch)}


def over_new_year(app, user):
    """This year and those on both sides, for the first and last days of a year."""
    found = {}
    for days in (-300, 0, 300):
        day = Stretch.around(Span.YEAR, today() + timedelta(days=days)).first
        found[day] = counted(app, user, day=day)
    together = defaultdict(Load)
    for loads in found.values():
        for name, load in loads.items():
            together[name] += load
    return dict(together)


def test_everything_of_a_facilitator_is_counted_once(app, held):
    assert over_new_year(app, held.facilitator) == {
        "Сәуле": Load(coming=1, held=2, cancelled=1, minutes=90, people=2, lacking=1, follow_ups=1)
    }


def test_a_month_holds_only_its_own_days(app, held):
    day = today() - timedelta(days=900)
    load = counted(app, held.facilitator, Span.MONTH, day)["Сәуле"]
    assert (load.held, load.sessions, load.lacking, load.follow_ups) == (1, 1, 1, 0)
    quarter = counted(app, held.facilitator, Span.QUARTER, day)["Сәуле"]
    assert quarter == load


def test_a_facilitator_sees_their_own_and_a_curator_all(app, held):
    assert set(counted(app, held.colleague)) == {held.colleague.name}
    assert counted(app, held.colleague)[held.colleague.name] == Load()
    for user in (held.curator, held.admin):
        assert set(counted(app, user)) == {"Сәуле", held.colleague.name}
        assert over_new_year(app, user)["Сәуле"].held == 2


def test_another_organisations_sessions_are_nobodys_business(app, held, make):
    there = make.other_organisation()
    at, leader = datetime.now(UTC) - DAY, held.facilitator.id
    make.session(
        organisation_id=there.id, facilitator_id=leader, starts_at=at, state=SessionState.HELD
    )
    assert over_new_year(app, held.curator)["Сәуле"].held == 2
    stranger = make.user(Role.CURATOR, organisation=there)
    assert over_new_year(app, stranger)["Сәуле"].held == 1


def test_who_led_sessions_and_left_is_still_counted(app, held, make):
    gone = make.user(Role.MODERATOR, name="Бұрынғы")
    held.another(days=1, facilitator_id=gone.id)
    assert over_new_year(app, held.curator)["Бұрынғы"].held == 1


def test_the_questions_do_not_grow_with_the_team(app, held, make):
    def count():
        asked = []

        def hear(_connection, _cursor, statement, *_more):
            asked.append(statement)

        with acting(app, held.curator) as actor:
            event.listen(db.engine, "before_cursor_execute", hear)
            queries.loads(actor, Stretch.around(Span.YEAR, today()))
            event.remove(db.engine, "before_cursor_execute", hear)
        return len(asked)

    before = count()
    for _ in range(4):
        held.another(days=1, facilitator_id=make.facilitator().id)
    assert count() == before <= 6


# The page


def test_the_page_draws_what_the_table_says(client, held):
    page = client.sign_in(held.curator).speak("en").page("/workload?span=year")
    chart, table = page.select_one("svg.bars"), page.select_one("table")
    assert chart["role"] == "img"
    told = [page.select_one(f"#{one}") for one in chart["aria-labelledby"].split()]
    assert "Сәуле" in told[1].get_text()
    row = next(one for one in table.select("tbody tr") if "Сәуле" in one.get_text())
    cells = [one.get_text(strip=True) for one in row.select("td")]
    assert cells[3].count(":") == 1
    assert int(cells[0]) == int(cells[1]) + 1 or today().month in {1, 12}
    assert not page.select("svg [style]")
    assert "script" not in str(chart)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?span=quarter",
        "?span=week",
        "?span=month&month=2026-13",
        "?month=9999-01",
        "?month=%00",
    ],
)
def test_whatever_is_asked_there_is_a_page(client, held, query):
    assert client.sign_in(held.facilitator).page("/workload" + query).select_one("h1")


def test_others_do_not_enter(client, held, make):
    for role in (Role.SAFEGUARDING, Role.MODERATOR):
        client.sign_in(make.user(role)).get("/workload", expect=403)
