"""A form is taken in once, from a stale tab or a double tap."""

import uuid

import pytest
from flask import Flask

from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.people.models import Person
from tests.client import InspectingClient
from tests.factories import Factory
from tests.foundation.crowd import at_once

WHOLE = {"generation": "elder", "name": "Әсел", "birth_year": "1950", "readiness": "ready"}


def count(app: Flask) -> int:
    with app.app_context(), unit_of_work(write=False):
        return db.session.query(Person).count()


def test_a_second_submit_is_led_to_the_first_answer(app: Flask, client, make: Factory):
    client.sign_in(make.facilitator()).speak("en")
    form = WHOLE | {"once": str(uuid.uuid4())}
    first = client.send("/people/new", form)
    second = client.send("/people/new", form | {"name": "Басқа"})
    assert second.location == first.location
    assert "nothing was done twice" in client.page(first.location).text
    assert count(app) == 1


def test_a_refused_form_may_be_sent_again(app: Flask, client, make: Factory):
    client.sign_in(make.facilitator())
    form = WHOLE | {"once": str(uuid.uuid4())}
    client.send("/people/new", form | {"name": ""}, expect=422)
    client.send("/people/new", form)
    assert count(app) == 1


def test_what_broke_may_be_sent_again(app: Flask, client, make: Factory):
    client.sign_in(make.facilitator())
    person = make.person()
    once = {"once": str(uuid.uuid4())}
    client.send(f"/people/{uuid.uuid4()}/never-publish", once, expect=404)
    client.send(f"/people/{person.id}/never-publish", once)


@pytest.mark.parametrize("token", ["", "x", "0" * 5000, "\x00"])
def test_without_a_sound_token_every_form_counts(app: Flask, client, make: Factory, token: str):
    client.sign_in(make.facilitator())
    for _ in range(2):
        client.send("/people/new", WHOLE | {"once": token})
    assert count(app) == 2


def test_every_form_on_a_page_has_a_token_of_its_own(client, make: Factory):
    client.sign_in(make.facilitator())
    page = client.page("/people/new")
    tokens = [item["value"] for item in page.select("input[name=once]")]
    assert tokens
    assert len(tokens) == len(set(tokens))
    again = client.page("/people/new").select_one("input[name=once]")["value"]
    assert again not in tokens


def test_a_double_tap_is_taken_in_once(any_app: Flask):
    facilitator = Factory(any_app).facilitator()
    form = WHOLE | {"once": str(uuid.uuid4())}
    taps = 4
    clients: list[InspectingClient] = [any_app.test_client() for _ in range(taps)]
    tokens = [client.sign_in(facilitator).token() for client in clients]

    def tap(number: int) -> str:
        data = {"csrf_token": tokens[number], **form}
        return str(clients[number].post("/people/new", data=data, expect=303).location)

    assert len(set(at_once(taps, tap))) == 1
    assert count(any_app) == 1


def test_where_somebody_elses_form_led_is_told_to_nobody(app: Flask, client, make: Factory):
    form = WHOLE | {"once": str(uuid.uuid4())}
    mine = client.sign_in(make.facilitator()).send("/people/new", form).location
    other = app.test_client().sign_in(make.user(Role.FACILITATOR))
    assert other.send("/people/new", form).location != mine
    assert count(app) == 1
