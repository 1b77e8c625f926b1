"""The served demo, and everybody's browser in front of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.demo.house import Demo, served_demo
from tests.browser.demo.visits import Visits


@pytest.fixture(scope="session")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Needs a browser first: without one, nothing is filled and transcribed in vain."""
    with served_demo(tmp_path_factory.mktemp("demo")) as filled:
        yield filled


@pytest.fixture(scope="session")
def visits(browser: Browser, demo: Demo) -> Iterator[Visits]:
    found = Visits(browser, demo)
    yield found
    found.close()
