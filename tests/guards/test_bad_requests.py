"""Requests no page of the house would make: a sentence in the reader's language, never a crash."""

import re

import pytest

from stories.foundation.access import BY_LINK, Role
from stories.foundation.errors import StoriesError
from tests.client import inspect, soup
from tests.guards.hostile import CHOICES, DATES, NUL, NUMBERS, WORDS
from tests.guards.routes import endpoints, table, ways_in

POSTS = [endpoint for endpoint, method in endpoints() if method == "POST"]
PAGES = [endpoint for endpoint, method in endpoints() if method == "GET"]
# what pages read from their address, behind the question mark
ASKED = ("day", "generation", "kind", "month", "next", "page", "q", "session", "show", "stage")
ASKED += ("about", "before", "organisation", "since", "state", "until", "who", "words")
BODIES = {
    "a form of another kind": {"data": b'{"text": "x"}', "content_type": "application/json"},
    "a form in no kind at all": {"data": b"\x00\xff" * 50, "content_type": "x/\x7f"},
    "parts without an end": {
        "data": b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + b"n" * 5000,
        "content_type": "multipart/form-data; boundary=x",
    },
    "parts without a border": {"data": b"nothing", "content_type": "multipart/form-data"},
    "parts without a name": {
        "data": b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n",
        "content_type": "multipart/form-data; boundary=x",
    },
    "letters that are none": {
        "data": b"name=%ff%fe%c0&text=%ed%a0%80",
        "content_type": "application/x-www-form-urlencoded",
    },
    "a thousand and one fields": {
        "data": "&".join(f"f{number}=1" for number in range(1001)),
        "content_type": "application/x-www-form-urlencoded",
    },
}
# 412: a half-sent recording whose sender speaks another version of tus
NO_CRASH = {200, 201, 204, 302, 303, 400, 403, 404, 405, 409, 410, 412, 413, 415, 422, 429}


@pytest.mark.parametrize("endpoint", POSTS)
def test_no_body_breaks_a_form(house, endpoint):
    before = house.rows()
    for name, body in BODIES.items():
        visitor = house.visitor(ways_in(house.app, endpoint)[0])
        answer = visitor.ask("POST", house.url(endpoint, house.here), **body)
        assert answer.status_code in NO_CRASH, f"{name}: {answer.status}"
        if answer.status_code >= 400:
            assert house.rows() == before, name
        house.set_back()


@pytest.mark.parametrize("endpoint", POSTS)
@pytest.mark.parametrize("token", ["", "of another session"])
def test_a_form_without_its_token_changes_nothing(house, endpoint, token):
    before = house.rows()
    visitor = house.visitor(ways_in(house.app, endpoint)[0]).speak("ru")
    url = house.url(endpoint, house.here)
    answer = visitor.ask("POST", url, headers={"X-CSRFToken": token})
    assert answer.status_code == 400
    assert "устарела" in inspect_error(answer, "ru")
    assert house.rows() == before


@pytest.mark.parametrize("endpoint", PAGES)
def test_no_question_mark_breaks_a_page(house, endpoint):
    role = ways_in(house.app, endpoint)[0]
    for name, value in {**WORDS, **NUMBERS, **DATES, **CHOICES}.items():
        answer = house.visitor(role).ask(
            "GET", house.url(endpoint, house.here), query_string=dict.fromkeys(ASKED, value)
        )
        assert answer.status_code in NO_CRASH, f"{name}: {answer.status}"


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/people/" + "x" * 3000,
        "/people/00000000-0000-0000-0000-00000000000Z",
        "/stories/%00",
        "/r/" + "x" * 32,
        "/r/short",
        "/join/" + "ә" * 3000,
        "/join/%00",
        "/static/%00",
        "/static/../stories/app.py",
        "/recordings/..%2f..%2fetc/original",
        "/%F0%9F%AA%94",
    ],
)
def test_an_address_of_nothing_says_so(house, path, language):
    answer = house.visitor(Role.FACILITATOR).speak(language).ask("GET", path)
    assert answer.status_code == 404
    page = inspect_error(answer, language)
    assert "404" in page


def inspect_error(answer, language) -> str:
    inspect(answer)
    page = soup(answer)
    assert page.html["lang"] == language
    return page.get_text(" ")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "НАН", "POST"])
def test_a_method_nobody_offers_is_refused_with_a_sentence(house, method):
    before = house.rows()
    for endpoint in ("sessions.today", "people.person", "moderation.show", "reading.story"):
        role = ways_in(house.app, endpoint)[0]
        answer = house.visitor(role).ask(method, house.url(endpoint, house.here))
        assert answer.status_code == 405, endpoint
        inspect(answer)
    assert house.rows() == before


@pytest.mark.parametrize("endpoint", [name for name, method in endpoints()])
def test_asking_what_is_offered_changes_nothing(house, endpoint):
    before = house.rows()
    for role in (None, Role.ADMIN):
        answer = house.visitor(role).ask("OPTIONS", house.url(endpoint, house.here))
        assert answer.status_code in {200, 303, 403, 404}, answer.status
    assert house.rows() == before


def test_words_are_kept_without_what_nobody_types(house):
    visitor = house.visitor(Role.CURATOR)
    data = {"label": f"{NUL}\x1b\x85\ufffeапа", "days": "9\x000"}
    url = house.url("links.manage", house.here)
    answer = visitor.ask("POST", url, data=data)
    assert answer.status_code == 303
    assert "наншайапа" in visitor.ask("GET", answer.location).get_data(as_text=True)


def errors(kind: type[StoriesError] = StoriesError) -> list[type[StoriesError]]:
    return [kind, *(found for below in kind.__subclasses__() for found in errors(below))]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_error_is_a_sentence_in_the_readers_language(app, language):
    from flask_babel import force_locale

    untold = []
    for error in errors():
        for words in (error.title, error.sentence):
            with app.test_request_context(), force_locale("en"):
                english = str(words)
            with app.test_request_context(), force_locale(language):
                told = str(words)
            if told == english or not re.search("[а-яәғқңөұүһі]", told):
                untold.append(f"{error.__name__}: {told}")
    assert untold == []


def test_family_pages_are_the_only_ones_that_know_a_token():
    rules = [row for row in table().values() if "<string(length=32):token>" in str(row["rule"])]
    assert {row["permission"] for row in rules} == BY_LINK
