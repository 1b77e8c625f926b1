"""Every page of the house, filled by the demo: as each role, in each language, light and dark."""

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.demo.pages import PAGES, first_way_in, roles_in
from tests.browser.demo.visits import Visits
from tests.guards.routes import table

pytestmark = [pytest.mark.speech, pytest.mark.slow]
HEAVIEST = 100_000  # bytes of a page without sound, on a cold cache
# they bring the whole of sending along (tus, SHA-256): it has to be there when the network is not
HEAVIER = {"media.record": 104_000}


def look(page: Page, visits: Visits, endpoint: str, language: str = "kk") -> None:
    """Open a page: it answers, fits and speaks its language, and nobody complains."""
    answer = page.goto(visits.demo.url(endpoint))
    assert answer is not None
    assert answer.status == 200, f"{endpoint}: {answer.status}"
    assert page.locator("html").get_attribute("lang") == language
    axe.fits(page)
    assert visits.complaints(page) == []


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_is_sound_in_every_size_and_light(visits, demo, endpoint):
    with visits.page(first_way_in(demo, endpoint)) as page:
        look(page, visits, endpoint)
        axe.check(page)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark")
            axe.fits(page)
            axe.contrast(page)
        page.emulate_media(color_scheme="light")
        axe.check(page)


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_speaks_russian_and_english(visits, demo, endpoint):
    role = first_way_in(demo, endpoint)
    with visits.page(role, "ru") as page:
        look(page, visits, endpoint, "ru")
    with visits.page(role, "en", width=1280) as page:
        look(page, visits, endpoint, "en")


@pytest.mark.parametrize("endpoint", [name for name in PAGES if not table()[name]["anonymous"]])
def test_a_page_serves_every_other_role(visits, demo, endpoint):
    for role in roles_in(demo, endpoint)[1:]:
        with visits.page(role) as page:
            look(page, visits, endpoint)


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page_is_light_on_a_cold_cache(visits, demo, endpoint):
    """And twice as large on a phone it still does not run out of the side of the screen."""
    with visits.page(first_way_in(demo, endpoint), width=180, cold=True) as page:
        scale = axe.Scale(page)
        page.goto(demo.url(endpoint))
        assert scale.weigh() < HEAVIER.get(endpoint, HEAVIEST)
        axe.fits(page)
