"""Every form × whatever nobody should send: a sentence, nothing half done, never a crash."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.client import inspect
from tests.guards.conftest import Furnished
from tests.guards.forms import WITHOUT_A_PAGE, Form
from tests.guards.hostile import faults, sendings
from tests.guards.routes import endpoints
from tests.guards.visitors import Visitor

POSTS = [endpoint for endpoint, method in endpoints() if method == "POST"]
SENTENCES = {400, 403, 404, 409, 410, 412, 413, 422, 429}
GOOD = {200, 201, 302, 303}
# forms that even a decent answer does not satisfy, with the reason
NEVER_RIGHT = {
    "accounts.second_factor": "no app shows a code here",
    "accounts.sign_in": "nobody has such an address",
    "media.begin_upload": "a form speaks no tus",
    "media.send_on": "a form speaks no tus",
    "people.unlink": "the representative has signed for the child",
    "reading.enter": "the PIN is not six noughts",
    "redaction.change": "what follows from other words is looked at first",
    "redaction.hide": "what follows from the words is looked at first",
    "mine.enter": "the PIN is not six noughts",
    "narrator.enter": "the PIN is not six noughts",
    "narrator.note": "no voice comes with it",
    "people.erase_now": "the word is not the one that is shown",
    "takedown.open_case": "no case has this code",
    "translations.draft_all": "no engine is set in a house of tests",
    "translations.draft_one": "no engine is set in a house of tests",
    "translations.stop_drafts": "no machine drafts here",
    "translations.take_earlier": "nobody translated anything alike before",
}
# forms without a token against a second sending, with the reason why none is needed
DONE_TWICE = {
    "accounts.join": "an invitation is used up",
    "accounts.passphrase": "the old passphrase is over",
    "accounts.sign_out": "whoever is out is out",
    "collections.remove": "a story that is out is out",
    "foundation.set_appearance": "the same choice again",
    "foundation.set_language": "the same choice again",
    "sessions.move": "what it shows is not kept; keeping it is tested in sessions/",
    "sessions.new_series": "what it shows is not kept; keeping it is tested in sessions/series",
    "reading.leave": "whoever is out is out",
    "reviewing.pace": "the same number again",
    "mine.leave": "whoever is out is out",
    "narrator.leave": "whoever is out is out",
    "transcripts.save_times": "each edge carries where it was when it was typed",
    "transcripts.save_all": "each text carries the revision it was typed on",
}
DONE_ONCE = sorted({*POSTS} - {*DONE_TWICE, *NEVER_RIGHT, *WITHOUT_A_PAGE})


def send(house: Furnished, form: Form, data: Any, **kwargs: Any) -> tuple[Visitor, TestResponse]:
    visitor = house.visitor(form.role)
    return visitor, visitor.ask("POST", form.url, data=data, **kwargs)


def form_of(forms: dict[str, Form], endpoint: str) -> Form:
    assert endpoint in forms, (
        f"{endpoint}: no page of the furnished house has its form. Put the house into the state "
        "that shows it (tests/guards/world.py), or list its fields in WITHOUT_A_PAGE (forms.py)."
    )
    return forms[endpoint]


@pytest.mark.parametrize("endpoint", POSTS)
def test_a_form_filled_in_decently_is_taken(house, forms, endpoint):
    _visitor, answer = send(house, form_of(forms, endpoint), forms[endpoint].filled())
    assert (answer.status_code in GOOD) == (endpoint not in NEVER_RIGHT), answer.status


@pytest.mark.parametrize("endpoint", POSTS)
def test_no_form_can_be_broken(house, forms, endpoint):
    """Whatever is wrong: a page of sentences and no row changed, or a sound row and a page."""
    form, told = form_of(forms, endpoint), []
    before, seen = house.rows(), set()
    for name, data in sendings(form):
        try:
            visitor, answer = send(house, form, data)
            told += [f"{name}: {why}" for why in judge(house, before, visitor, answer)]
        except Exception as error:  # noqa: BLE001 - every crash is told, not only the first
            told.append(f"{name}: {type(error).__name__}: {error}"[:300])
        else:
            if answer.mimetype == "text/html" and answer.status_code not in seen | GOOD:
                inspect(answer)
            seen.add(answer.status_code)
        house.set_back()
    assert told == []


def judge(
    house: Furnished, before: dict[str, list[Any]], visitor: Visitor, answer: TestResponse
) -> list[str]:
    """What is wrong with an answer."""
    after = house.rows()
    if answer.status_code in SENTENCES:
        return [f"{answer.status}, and yet rows changed"] if after != before else []
    if answer.status_code not in GOOD:
        return [answer.status]
    wrong = faults(before, after)
    if answer.location and (shown := visitor.ask("GET", answer.location)).status_code >= 400:
        wrong.append(f"leads to {answer.location}: {shown.status}")
    return wrong


@pytest.mark.parametrize("endpoint", DONE_ONCE)
def test_a_stale_tab_sends_twice_and_it_is_done_once(house, forms, endpoint):
    form = form_of(forms, endpoint)
    assert form.once, "the form has no field `once` (the form macro puts it in), or say why not"
    visitor, token = house.visitor(form.role), {"once": str(uuid.uuid4())}
    answers, rows = [], []
    for _time in range(2):
        data = form.filled()
        data.update(token)
        answers.append(visitor.ask("POST", form.url, data=data))
        rows.append(house.rows())
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert rows[0] == rows[1]


def foreign_choices(house: Furnished, form: Form) -> Iterator[tuple[str, uuid.UUID, Any]]:
    """The form with another place's things wherever it has a thing of that kind."""
    kinds = house.kinds()
    for field in form.fields:
        wanted = {kinds.get(str(value)) for value in field.values if _is_id(value)}
        for name, row in house.there.rows.items():
            if wanted and (None in wanted or kinds.get(str(row)) in wanted):
                data = form.filled()
                data.setlist(field.name, [str(row)])
                yield f"{field.name}: {name}", row, data


def _is_id(value: Any) -> bool:
    try:
        return bool(uuid.UUID(value))
    except (TypeError, ValueError, AttributeError):
        return False


@pytest.mark.parametrize("endpoint", POSTS)
def test_no_form_takes_a_thing_of_another_place(house, forms, endpoint):
    before = house.rows()
    for name, row, data in foreign_choices(house, form_of(forms, endpoint)):
        _visitor, answer = send(house, forms[endpoint], data)
        assert answer.status_code in SENTENCES, f"{name}: {answer.status}"
        assert house.rows() == before, name
        assert house.there.mark not in answer.get_data(as_text=True), f"{name} ({row}) is told"
