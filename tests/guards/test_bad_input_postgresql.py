"""The same hostile forms on PostgreSQL, which refuses more than SQLite does."""

from collections.abc import Iterator
from typing import Any

import pytest

from stories.foundation.access import Role
from tests.guards.conftest import Furnished
from tests.guards.forms import Form, gather
from tests.guards.hostile import CHOICES, DATES, NUMBERS, WORDS, sendings
from tests.guards.routes import ways_in
from tests.guards.test_bad_requests import ASKED, NO_CRASH, PAGES
from tests.guards.visitors import Visitor
from tests.guards.world import Place, build

pytestmark = pytest.mark.slow
ENDING = ("accounts.", "reading.", "mine.")


class Strict(Furnished):
    """A house in which everybody comes once and stays, but where sign-ins are what is tried."""

    def visitor(self, role: Role | None = None, place: Place | None = None) -> Visitor:
        inside = vars(self).setdefault("inside", {})
        if (role, id(place)) not in inside:
            inside[role, id(place)] = super().visitor(role, place)
        found: Visitor = inside[role, id(place)]
        return found

    def afresh(self) -> None:
        """Everybody comes anew."""
        vars(self).pop("inside", None)


@pytest.fixture
def strict(postgres_app, tmp_path) -> Strict:
    return Strict(postgres_app, tmp_path, *build(postgres_app))


def problem(house: Strict, role: Role | None, method: str, url: str, **more: Any) -> str:
    """What went wrong with a request, or nothing."""
    try:
        answer = house.visitor(role).ask(method, url, **more)
    except Exception as error:  # noqa: BLE001 - every crash is told, not only the first
        return f"{type(error).__name__}: {error}"[:300]
    if role and "/sign-in" in (answer.location or ""):
        house.afresh()
    return "" if answer.status_code in NO_CRASH else answer.status


def sent(house: Strict, form: Form) -> Iterator[tuple[str, Any]]:
    """What is sent; where a form may end somebody's stay, whoever sends the next one comes anew."""
    for one in sendings(form):
        if form.endpoint.startswith(ENDING):
            house.afresh()
        yield one


def test_no_page_can_be_broken(strict):
    told = [
        f"{endpoint}: {name}: {why}"
        for endpoint in PAGES
        for name, value in {**WORDS, **NUMBERS, **DATES, **CHOICES}.items()
        for url in [strict.url(endpoint, strict.here)]
        for role in ways_in(strict.app, endpoint)[:1]
        if (why := problem(strict, role, "GET", url, query_string=dict.fromkeys(ASKED, value)))
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
        for name, data in sent(strict, forms[endpoint])
        if (why := problem(strict, forms[endpoint].role, "POST", forms[endpoint].url, data=data))
    ]
    assert told == []
