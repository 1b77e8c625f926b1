"""Every endpoint × everybody: the access table and what the doors do can never drift apart.

A page about a thing needs that thing: see ``PARAMETERS`` and ``FITTING`` in ``addresses.py``.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from werkzeug.test import TestResponse

from stories.foundation.access import BY_LINK, PUBLIC, STAFF, Role
from tests.client import inspect, soup
from tests.guards.conftest import Furnished
from tests.guards.routes import endpoints, table, ways_in
from tests.guards.visitors import SAFE

_F, M, C, _S, A = STAFF
WELCOMES = {200, 201, 204, 206, 302, 303, 409, 410, 412, 422}  # 412: let in, and speaks no tus
NOT_NOW = {"transcripts.stream": 204}  # a person has one stream, and asks instead of a second
OWN_EARS = "the master goes to whoever sent it and to those who may hear it all"
# where the table lets a role knock and the house still refuses it, with the reason
REFUSED_STILL = {("media.original", role): OWN_EARS for role in (M, C, A)}
NOT_CONCERNED = "of those with the role, whoever a referral was sent to"
REFUSED_STILL |= {
    (endpoint, role): NOT_CONCERNED
    for endpoint in (
        "sessions.referral",
        "sessions.answer_referral",
        "sessions.appoint_meeting",
    )
    for role in (C, A)
}
# pages of a family that answer before the PIN
AT_THE_DOOR = {
    "feeds.calendar": "a calendar types no PIN; the long address is the key",
    "reading.room": "asks for the PIN",
    "reading.enter": "takes the PIN",
    "reading.leave": "leads back to the PIN",
    "reading.take_down_here": "whoever asks for a takedown needs no PIN",
    "reading.asked": "shows a code to the browser that asked, and to no other",
    "mine.room": "asks for the PIN",
    "mine.enter": "takes the PIN",
    "mine.leave": "leads back to the PIN",
    "narrator.room": "asks for the PIN",
    "narrator.enter": "takes the PIN",
    "narrator.leave": "leads back to the PIN",
}
# acts on what is gone already, which is no mistake
DONE_ALREADY = {("collections.remove", "entry_id"): "a story that is out is out"}
# pages that lead elsewhere when nothing came before them
SENT_ON = {
    "accounts.code": "no passphrase was shown",
    "accounts.recover": "no passphrase was shown",
    "accounts.recovery_codes": "no app is set up",
    "accounts.set_up": "no passphrase was shown",
    "accounts.invited": "no link was made just now",
}
SOUND = (
    *("media.playback", "media.original", "media.outline"),
    *("moderation.listen", "reading.sound", "narrator.sound", "narrators.hear"),
)
PAGES = [endpoint for endpoint, method in endpoints() if method == "GET"]
NAMING = [
    (endpoint, method)
    for endpoint, method in endpoints()
    if "_id>" in str(table()[endpoint]["rule"])
]


@dataclass(frozen=True)
class Answer:
    """Who asked, what the table promises them, and what came."""

    who: str
    promised: str
    came: str
    response: TestResponse


def verdict(response: TestResponse) -> str:
    """What an answer means to whoever asked."""
    if response.status_code == 303 and (response.location or "").startswith("/sign-in?next="):
        return "sign in first"
    if response.status_code == 303 and response.location == "/sign-in":
        return "sign in first"
    if response.status_code in {403, 404}:
        return {403: "refused", 404: "nothing here"}[response.status_code]
    return "welcome" if response.status_code in WELCOMES else response.status


def promised(endpoint: str, role: Role | None, *, at_home: bool) -> str:
    """What the access table promises: for a place's own thing, or another place's."""
    row = table()[endpoint]
    if row["permission"] == PUBLIC:
        return "welcome"
    if row["permission"] in BY_LINK:
        inside = role is Role.FAMILY and at_home
        return "welcome" if inside or endpoint in AT_THE_DOOR else "knock first"
    if role is None or role is Role.FAMILY:
        return "sign in first"
    if role not in row["roles"] or (at_home and (endpoint, role) in REFUSED_STILL):  # type: ignore[operator]
        return "refused"
    return "welcome" if at_home or "<" not in str(row["rule"]) else "nothing here"


def answers(house: Furnished, endpoint: str, method: str, **headers: str) -> Iterator[Answer]:
    """Everybody's question at one endpoint about a thing of this place, and what came of it."""
    url = house.url(endpoint, house.here)
    doors = [house.url(name, house.here) for name in ("reading.room", "mine.room", "narrator.room")]
    for role in (None, *Role):
        for place in (house.here, house.there):
            if method not in SAFE:
                house.set_back()
            response = house.visitor(role, place).ask(method, url, headers=headers)
            came = verdict(response)
            if response.location in doors and endpoint not in AT_THE_DOOR:
                came = "knock first"
            if came == "sign in first" and table()[endpoint]["permission"] == PUBLIC:
                came = "welcome"  # a public door may lead to the sign-in page
            at_home = place is house.here
            who = f"{role or 'nobody'} {'here' if at_home else 'elsewhere'}"
            yield Answer(who, promised(endpoint, role, at_home=at_home), came, response)


def wrong(found: Iterator[Answer]) -> list[str]:
    return [
        f"{answer.who}: {answer.came}, not {answer.promised}"
        for answer in found
        if answer.came != answer.promised
    ]


@pytest.mark.parametrize(("endpoint", "method"), endpoints())
def test_everybody_gets_the_answer_the_table_promises(house, endpoint, method):
    assert wrong(answers(house, endpoint, method)) == []


@pytest.mark.parametrize("method", ["HEAD", "GET"])
@pytest.mark.parametrize("endpoint", SOUND)
def test_sound_is_guarded_piece_by_piece(house, endpoint, method):
    found = list(answers(house, endpoint, method, Range="bytes=10-19"))
    assert wrong(iter(found)) == []
    for answer in found:
        sound = answer.response.mimetype.startswith(("audio/", "application/octet-stream"))
        assert sound == (answer.came == "welcome"), answer.who
        if sound:
            assert answer.response.status_code == 206, answer.who
            assert "no-store" in answer.response.headers["Cache-Control"]


@pytest.mark.parametrize("endpoint", [name for name in PAGES if name not in SENT_ON])
def test_a_page_opens_for_whoever_may_see_it(house, endpoint):
    """Sound pages for those let in; a page about a thing is found in the state it is for."""
    for role in ways_in(house.app, endpoint):
        if (endpoint, role) in REFUSED_STILL:
            continue
        answer = house.visitor(role).ask("GET", house.url(endpoint, house.here))
        good = {200, NOT_NOW.get(endpoint)}
        assert answer.status_code in good, f"{role}: {answer.status}"
        if b"<html" in answer.data:
            inspect(answer)


@pytest.mark.parametrize(("endpoint", "method"), NAMING)
def test_a_thing_that_does_not_exist_is_like_one_of_others(house, endpoint, method):
    """An id that nobody has and an id of another place get the very same answer."""
    row = table()[endpoint]
    names = [name for name in house.parameters(endpoint) if name.endswith("_id")]
    for role in [Role(name) for name in row["roles"]]:  # type: ignore[attr-defined]
        for name in names:
            unknown = house.url(endpoint, house.here, **{name: uuid.uuid4()})
            foreign = house.url(endpoint, house.here, **{name: house.there.value(endpoint, name)})
            told = [house.visitor(role).ask(method, url) for url in (unknown, foreign)]
            status = 303 if (endpoint, name) in DONE_ALREADY else 404
            assert [answer.status_code for answer in told] == [status] * 2, f"{role}: {name}"
            assert _said(told[0]) == _said(told[1]), f"{role}: {name}"


def _said(response: TestResponse) -> str:
    main = soup(response).main
    return main.get_text(" ", strip=True) if main else str(response.location)


@pytest.mark.parametrize("endpoint", PAGES)
def test_no_page_offers_what_belongs_to_another_place(house, endpoint):
    """Neither the words nor the ids of another place stand in a page, its choices included."""
    foreign = {house.there.mark, *(str(value) for value in house.there.rows.values())}
    for role in Role:
        answer = house.visitor(role).ask("GET", house.url(endpoint, house.here))
        if answer.mimetype in {"text/html", "application/json"}:
            text = answer.get_data(as_text=True)
            assert [word for word in foreign if word in text] == [], role
