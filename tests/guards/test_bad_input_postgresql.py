"""The same hostile forms on PostgreSQL: what it refuses and SQLite takes.

The rest is judged on SQLite, with every row that it leaves (test_bad_input.py).
"""

from typing import Any

import pytest

from tests.guards.conftest import Furnished
from tests.guards.forms import gather
from tests.guards.hostile import CHOICES, DATES, NUMBERS, STRICTER, WORDS, sendings
from tests.guards.routes import ways_in
from tests.guards.test_bad_requests import ASKED, NO_CRASH, PAGES
from tests.guards.visitors import Visitor
from tests.guards.world import build

pytestmark = pytest.mark.slow
EVERY = {**NUMBERS, **DATES, **CHOICES, **WORDS}
VALUES = {name: value for name, value in EVERY.items() if name in STRICTER}


@pytest.fixture
def strict(postgres_app, tmp_path) -> Furnished:
    return Furnished(postgres_app, tmp_path, *build(postgres_app))


def problem(visitor: Visitor, method: str, url: str, **more: Any) -> str:
    """What went wrong with a request, or nothing."""
    try:
        answer = visitor.ask(method, url, **more)
    except Exception as error:  # noqa: BLE001 - every crash is told, not only the first
        return f"{type(error).__name__}: {error}"[:300]
    return "" if answer.status_code in NO_CRASH else answer.status


def test_no_page_can_be_broken(strict):
    told = [
        f"{endpoint}: {name}: {why}"
        for endpoint in PAGES
        for url in [strict.url(endpoint, strict.here)]
        for visitor in map(strict.visitor, ways_in(strict.app, endpoint)[:1])
        for name, value in VALUES.items()
        if (why := problem(visitor, "GET", url, query_string=dict.fromkeys(ASKED, value)))
    ]
    assert told == []


def test_no_form_can_be_broken(strict):
    """Rows are not set back here: later forms meet what earlier ones left, which is fine too."""
    forms = gather(strict)
    # Whoever changes their own passphrase is signed out, so accounts come last.
    order = sorted(forms, key=lambda name: (name.startswith("accounts."), name))
    told = [
        f"{endpoint}: {name}: {why}"
        for endpoint in order
        for name, data in sendings(forms[endpoint], STRICTER)
        for visitor in [strict.visitor(forms[endpoint].role)]
        if (why := problem(visitor, "POST", forms[endpoint].url, data=data))
    ]
    assert told == []
