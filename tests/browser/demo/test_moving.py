"""A session is moved by hand: dragged on a desk, step by step on a phone."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from stories.foundation.access import Role
from stories.foundation.clock import HOME_ZONE
from tests.browser import axe
from tests.browser.demo.visits import Visits, send_plan

pytestmark = [pytest.mark.speech, pytest.mark.slow]
QUARTER = 24  # pixels


def monday_in(days: int) -> date:
    day = datetime.now(ZoneInfo(HOME_ZONE)).date() + timedelta(days=days)
    return day - timedelta(days=day.weekday())


def planned(page: Page, day: date) -> str:
    """Plan a session at 11:00 of 40 minutes; its address."""
    page.goto("/sessions/new")
    page.locator("input[name=elders]").first.check()
    page.locator("input[name=youth]").first.check()
    page.locator("input[name=day]").fill(day.isoformat())
    page.locator("input[name=start]").fill("11:00")
    page.locator("input[name=place]").fill("Шағын бөлме")
    page.locator("input[name=theme]").fill("Көшіп-қону")
    send_plan(page)
    expect(page.locator("h1")).to_have_text("Көшіп-қону")
    return page.url


def drag(page: Page, event: Locator, x: float, y: float, *, edge: bool = False) -> None:
    event.scroll_into_view_if_needed()
    box = event.bounding_box()
    assert box is not None
    left, top = box["x"] + box["width"] / 2, box["y"] + (box["height"] - 3 if edge else 12)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + x / 2, top + y / 2)
    page.mouse.move(left + x, top + y)
    page.mouse.up()


@pytest.fixture
def desk(visits: Visits) -> Iterator[Page]:
    with visits.page(Role.FACILITATOR, "en", width=1280) as page:
        yield page
        assert visits.complaints(page) == []


def width_of_a_day(page: Page) -> float:
    days = page.locator("[data-day]")
    first, second = days.nth(0).bounding_box(), days.nth(1).bounding_box()
    assert first is not None
    assert second is not None
    return second["x"] - first["x"]


def test_in_a_week_it_is_dragged_and_lengthened_and_sticks_once_confirmed(desk):
    monday = monday_in(80)
    planned(desk, monday)
    desk.goto(f"/sessions?view=week&day={monday}")
    event = desk.locator("[data-move]").filter(has_text="Көшіп-қону")
    drag(desk, event, width_of_a_day(desk), 2 * QUARTER)
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("11:30–12:10")
    axe.check(desk)
    desk.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(event.locator("b")).to_have_text("11:00–11:40")
    desk.reload()
    expect(event.locator("b")).to_have_text("11:00–11:40")
    drag(desk, event, width_of_a_day(desk), 2 * QUARTER)
    desk.get_by_role("button", name="Move it").click()
    tuesday = desk.locator(f"[data-day='{monday + timedelta(days=1)}']")
    expect(tuesday.locator("[data-move] b")).to_have_text("11:30–12:10")
    expect(desk.locator(".flashes")).to_contain_text("The session is moved")
    drag(desk, event, 0, QUARTER, edge=True)
    expect(desk.get_by_role("dialog")).to_contain_text("11:30–12:25")
    desk.get_by_role("button", name="Move it").click()
    expect(event.locator("b")).to_have_text("11:30–12:25")


def test_in_a_month_it_is_dragged_to_a_day_and_a_taken_one_is_told(desk):
    monday = monday_in(120)
    for place in range(2):
        planned(desk, monday + timedelta(days=place))
    desk.goto(f"/sessions?day={monday}")
    event = desk.locator(f"[data-day='{monday}'] [data-move]")
    drag(desk, event, width_of_a_day(desk), 0)
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("already")
    expect(dialog.get_by_role("button", name="Move it")).to_have_count(0)
    dialog.get_by_role("button", name="Leave it").click()
    expect(event).to_be_focused()
    drag(desk, event, 2 * width_of_a_day(desk), 0)
    desk.get_by_role("button", name="Move it").click()
    moved = desk.locator(f"[data-day='{monday + timedelta(days=2)}'] [data-move]")
    expect(moved).to_contain_text("11:00")


def test_on_a_phone_it_is_moved_with_the_keyboard_step_by_step(visits):
    monday = monday_in(150)
    with visits.page(Role.FACILITATOR, "en", width=360) as page:
        address = planned(page, monday)
        page.get_by_role("link", name="Move in time").focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Move in time")
        axe.check(page)
        page.get_by_role("button", name="A day later").focus()
        page.keyboard.press("Enter")
        expect(page.locator("input[name=day]")).to_have_value(str(monday + timedelta(days=1)))
        page.get_by_role("button", name="15 minutes longer").focus()
        page.keyboard.press("Enter")
        expect(page.locator("input[name=minutes]")).to_have_value("55")
        axe.check(page)
        page.get_by_role("button", name="Move it").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(address)
        expect(page.locator(".head .when")).to_contain_text("11:00–11:55")
        assert visits.complaints(page) == []
