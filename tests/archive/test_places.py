"""Figures by place: what is counted, and that nobody can be found by subtracting."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.accounts.models import Centre, Grant
from stories.archive.places.rules import (
    Counts,
    Period,
    first_day,
    kept_back,
    small,
    tabled,
)
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.sessions.models import SessionState, StorytellingSession


def possible(cells, hidden, total):
    """For each hidden cell, the numbers it may be for all a reader knows."""
    rest = total - sum(value for at, value in enumerate(cells) if at not in hidden)
    found = {at: set() for at in hidden}
    for guess in itertools.product(range(1, rest + 1), repeat=len(hidden)):
        if sum(guess) == rest:
            for at, value in zip(hidden, guess, strict=True):
                found[at].add(value)
    return found


@given(st.lists(st.integers(0, 7), min_size=1, max_size=5))
def test_no_small_cell_follows_from_its_sum(cells):
    hidden, whole = kept_back(cells)
    assert all(at in hidden for at, value in enumerate(cells) if small(value))
    if hidden and not whole:
        real = sorted(at for at in hidden if cells[at])
        assert all(len(numbers) > 1 for numbers in possible(cells, real, sum(cells)).values())


def test_what_gives_nobody_away_is_told():
    assert kept_back([0, 5, 12]) == (set(), False)
    assert kept_back([3, 9, 40]) == ({0, 1}, False)
    assert kept_back([3]) == ({0}, True)
    assert kept_back([1, 1, 30]) == ({0, 1, 2}, False)


trees = st.dictionaries(
    st.sampled_from("abc"),
    st.dictionaries(st.sampled_from("vwxyz"), st.integers(0, 9), min_size=1, max_size=3),
    min_size=1,
    max_size=3,
)


@given(trees)
def test_no_small_cell_follows_from_the_whole_table(tree):
    """Solved as a reader would: every sum that is told is an equation over what is not."""
    counts = {
        region: {place: Counts(elders=value) for place, value in places.items()}
        for region, places in tree.items()
    }
    figures = tabled(counts)
    unknown = {}
    for region in figures.regions:
        for line in region.places:
            value = line.counts.elders
            if line.told("elders") is None and value:
                unknown[region.whole.name, line.name] = value
    for key, value in unknown.items():
        if small(value):
            assert _another_house_looks_the_same(figures, unknown, key)


def _another_house_looks_the_same(figures, unknown, key):
    """Whether somebody may be moved to or from this cell, and every sum that is told stays."""
    for other in unknown.keys() - {key}:
        for step in (1, -1):
            moved = unknown | {key: unknown[key] + step, other: unknown[other] - step}
            if min(moved.values()) > 0 and _fits(figures, unknown, moved):
                return True
    alone = unknown | {key: unknown[key] + 1}
    return _fits(figures, unknown, alone)


def _fits(figures, unknown, moved):
    for region in figures.regions:
        mine = [name for name in unknown if name[0] == region.whole.name]
        before, after = (sum(cells[name] for name in mine) for cells in (unknown, moved))
        if region.whole.told("elders") is not None and before != after:
            return False
    told = figures.whole.told("elders") is not None
    return not told or sum(unknown.values()) == sum(moved.values())


@pytest.mark.parametrize(
    ("period", "begins"),
    [
        (Period.ALL, None),
        (Period.YEAR, date(2026, 1, 1)),
        (Period.QUARTER, date(2026, 10, 1)),
        (Period.MONTH, date(2026, 11, 1)),
    ],
)
def test_where_a_period_begins(period, begins):
    assert first_day(period, date(2026, 11, 29)) == begins


@pytest.fixture
def places(app, make):
    """Two centres: nine elders come to one, three to the other; one more session is planned."""
    ids = {}
    for name, region, count in (("Бірінші", "almaty", 9), ("Екінші", "north", 3)):
        row = make.keep(
            Centre(
                organisation_id=make.organisation.id, name=name, folded=name.lower(), region=region
            )
        )
        ids[name] = row.id
        elders = [make.person(centre_id=row.id) for _ in range(count)]
        held = make.session(narrators=elders, state=SessionState.HELD, centre_id=row.id)
        with app.app_context(), unit_of_work():
            for item in db.session.get_one(StorytellingSession, held.id).attendances:
                item.came = True
    make.session(narrators=[make.person()], centre_id=ids["Бірінші"])
    return ids


def lines_of(page):
    return {
        row.th.get_text(strip=True): [cell.get_text(" ", strip=True) for cell in row("td")]
        for row in page.select("tbody tr, tfoot tr")
    }


def test_the_page_counts_and_keeps_back(client, make, places):
    client.sign_in(make.user(Role.CURATOR)).speak("en")
    lines = lines_of(client.page("/archive/figures/places?period=all"))
    assert lines["Бірінші"][0].startswith("…")  # beside the three, nine would tell them
    assert lines["Екінші"][0].startswith("…")
    assert lines["Together"][0] == "12"
    assert lines["Бірінші"][2:5] == ["2", "1", "0"]
    assert lines["Екінші"][2:5] == ["1", "1", "0"]
    assert lines["Almaty region"][2:5] == ["2", "1", "0"]


@pytest.mark.parametrize("period", ["month", "quarter", "year", "nonsense"])
def test_other_periods_have_pages(client, make, places, period):
    client.sign_in(make.user(Role.CURATOR)).speak("en")
    client.page(f"/archive/figures/places?period={period}")


def test_across_organisations_there_are_counts_and_no_centres(client, make, places):
    both = make.user(Role.CURATOR)
    elsewhere = make.other_organisation()
    make.keep(Grant(user_id=both.id, organisation_id=elsewhere.id, role=Role.CURATOR))
    client.sign_in(both).speak("en")
    page = client.page("/archive/figures/places?period=all")
    told = page.get_text()
    assert make.organisation.name in told
    assert "Бірінші" not in told
    one = client.page(f"/archive/figures/places?period=all&organisation={make.organisation.id}")
    assert "Бірінші" in one.get_text()


def test_another_organisation_counts_nothing_of_it(client, make, places):
    stranger = make.user(Role.CURATOR, organisation=make.other_organisation())
    client.sign_in(stranger).speak("en")
    assert lines_of(client.page("/archive/figures/places?period=all")) == {}
