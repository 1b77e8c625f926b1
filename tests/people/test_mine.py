"""Somebody's own link: what they agreed to, taking it back, and what is held about them."""

import json
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from stories.foundation import pins
from stories.foundation.access import OPERATOR, Role
from stories.foundation.clock import held_at, now
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent, Submission
from stories.people import services
from stories.people.models import Agreement, FactKind, Merge, OwnLink, Person, RestrictedFact, Stage
from tests.client import InspectingClient
from tests.factories import Factory


@dataclass
class Way:
    """A person's link, and what stands behind it."""

    app: Flask
    make: Factory
    link_id: Any
    token: str
    pin: str

    @property
    def door(self) -> str:
        return f"/mine/{self.token}"

    def enter(self, client: InspectingClient) -> InspectingClient:
        client.send(self.door, {"pin": self.pin})
        return client

    def change(self, **values: Any) -> None:
        with self.app.app_context(), unit_of_work():
            row = db.session.get_one(OwnLink, self.link_id)
            for name, value in values.items():
                setattr(row, name, value)


def give(app: Flask, make: Factory, person: Any) -> Way:
    with app.app_context(), app.test_request_context(), unit_of_work():
        made = services.give_own_link(OPERATOR, db.session.get_one(Person, person.id), 30)
        return Way(app, make, made.link.id, made.token, made.pin)


def kept(app: Flask, model: Any, row_id: Any) -> Any:
    with app.app_context(), unit_of_work(write=False):
        row = db.session.get_one(model, row_id)
        db.session.expunge_all()
    return row


@pytest.fixture
def elder(make: Factory) -> Any:
    return make.person(name="Мәриям апа", reach_note="Көршісі арқылы")


@pytest.fixture
def way(app: Flask, make: Factory, elder: Any) -> Way:
    return give(app, make, elder)


def test_the_pin_opens_the_page_for_half_an_hour(client, way, make, elder):
    make.agreement(elder, Stage.BEFORE)
    assert client.page(way.door).find("input", attrs={"name": "pin"})
    assert "Мәриям апа" not in client.page(way.door).text
    assert "Мәриям апа" in way.enter(client).page(way.door).h1.text
    with held_at(now() + timedelta(minutes=31)):
        assert client.page(way.door).find("input", attrs={"name": "pin"})
        client.get(f"{way.door}/held", expect=303)


@pytest.mark.parametrize("pin", ["", "000", "не тот", "1" * 5000])
def test_a_wrong_pin_is_a_sentence(client, way, pin):
    assert 'class="error"' in client.send(way.door, {"pin": pin}, expect=422).text
    client.get(f"{way.door}/held", expect=303)


def test_ten_wrong_pins_close_the_door_for_a_while(client, way):
    for _ in range(10):
        client.send(way.door, {"pin": "000000x"}, expect=422)
    client.send(way.door, {"pin": way.pin}, expect=429)
    with held_at(now() + timedelta(minutes=16)):
        way.enter(client)


def test_a_closed_link_is_gone_and_an_unknown_one_was_never_there(client, way):
    way.enter(client)
    way.change(expires_at=now() - timedelta(seconds=1))
    client.get(way.door, expect=410)
    way.change(expires_at=now() + timedelta(days=1), revoked_at=now())
    for path in (way.door, f"{way.door}/held"):
        client.get(path, expect=410)
    client.get(f"/mine/{'x' * 32}", expect=404)


def test_the_pages_are_private(client, way):
    for path in (way.door, f"{way.door}/held"):
        answer = way.enter(client).get(path)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_taking_back_hides_at_once_and_says_when(client, app, make, way, elder):
    given = make.agreement(elder, Stage.BEFORE)
    client.speak("en")
    take_back = way.enter(client).page(way.door).select_one("a[href$=take-back]")["href"]
    page = client.page(take_back)
    assert "Nothing is deleted yet." in page.text
    assert kept(app, Agreement, given.id).withdrawn_at is None
    done = client.send(take_back, {"once": "not a token"}).location
    page = client.page(done)
    assert "Everything is hidden now" in page.h1.text
    row = kept(app, Agreement, given.id)
    assert row.withdrawn_at is not None
    assert row.withdrawn_by_link
    client.send(take_back, expect=409)
    assert not client.page(way.door).select("a[href$=take-back]")
    client.sign_in(make.facilitator())
    assert "through their own link" in client.page("/").text


def test_taking_back_hides_the_story_everywhere(client, app, make, elder):
    from stories.moderation.models import Story
    from stories.moderation.queries import open_stories
    from stories.people.models import Audience

    session = make.session(narrators=[elder])
    make.agree(elder, session)
    story = make.story(version=make.transcript(make.recording(session)), approved=True)

    def is_open() -> bool:
        with app.app_context(), unit_of_work(write=False):
            row = db.session.get_one(Story, story.id)
            return bool(open_stories([row], Audience.FAMILY))

    assert is_open()
    way = give(app, make, elder)
    path = way.enter(client).page(way.door).select("a[href$=take-back]")[-1]["href"]
    client.send(path)
    assert not is_open()


def test_a_representative_sees_what_they_signed_and_a_child_its_own(client, app, make):
    child = make.child(name="Ерасыл")
    other = make.child(name="Дана")
    for one in (child, other):
        for signer in (one, one.guardian):
            make.agreement(one, Stage.BEFORE, signer=signer)
    hers, his = give(app, make, child.guardian), give(app, make, child)
    page = hers.enter(client).page(hers.door)
    assert len(page.select("a[href$=take-back]")) == 1
    assert "Ерасыл" in page.text
    assert "Дана" not in page.text
    signed = page.select_one("a[href$=take-back]")["href"].removeprefix(hers.door)
    assert len(his.enter(client).page(his.door).select("a[href$=take-back]")) == 1
    client.get(f"{his.door}{signed}", expect=404)
    client.send(f"{his.door}{signed}", expect=404)
    client.send(f"{hers.door}{signed}")


def test_a_refusal_or_an_ended_agreement_has_nothing_to_take_back(client, make, way, elder):
    make.agreement(elder, Stage.BEFORE, uses=[])
    make.agreement(elder, Stage.BEFORE, ends_on=now().date() - timedelta(days=1))
    page = way.enter(client).page(way.door)
    assert len(page.select(".word .tag")) == 2
    assert not page.select("a[href$=take-back]")


def test_what_is_held_is_told_room_by_room_without_the_others(client, app, make, way, elder):
    other = make.child(name="Ерасыл Басқа", pseudonym="Сұңқар")
    session = make.session(narrators=[elder], listeners=[other], theme="Нан")
    make.agree(elder, session)
    recording = make.recording(session, original_name="Ерасыл.ogg")
    story = make.story(version=make.transcript(recording), approved=True)
    make.collection(story)
    page = way.enter(client).speak("en").page(f"{way.door}/held")
    for told in ("Мәриям апа", "Көршісі арқылы", "Нан", "Апамның наны", "Үйдің жылуы"):
        assert told in page.text
    assert len(page.select("main h2")) >= 7
    for hidden in ("Ерасыл", "Сұңқар", str(other.id), "Таңертең апам", way.pin):
        assert hidden not in page.text


def test_the_log_knows_the_link_and_no_name(client, app, make, way, elder):
    make.agreement(elder, Stage.BEFORE)
    way.enter(client).get(f"{way.door}/held")
    client.send(client.page(way.door).select_one("a[href$=take-back]")["href"])
    with app.app_context(), unit_of_work(write=False):
        rows = db.session.query(AuditEvent).all()
        told = {row.action: (row.actor_kind, str(row.detail)) for row in rows}
    for action in ("people.own_link_opened", "people.held_viewed", "people.agreement_withdrawn"):
        assert told[action][0] == "visitor"
        assert "Мәриям" not in told[action][1]


def test_the_token_is_kept_nowhere(client, app, make, way, elder):
    import uuid

    make.agreement(elder, Stage.BEFORE)
    path = way.enter(client).page(way.door).select_one("a[href$=take-back]")["href"]
    client.send(path, {"once": str(uuid.uuid4())})
    with app.app_context(), unit_of_work(write=False):
        assert not any(way.token in (row.location or "") for row in db.session.query(Submission))
        assert db.session.get_one(OwnLink, way.link_id).token_hash != way.token


def test_leaving_closes_the_page_on_this_phone(client, way):
    way.enter(client)
    client.send(f"{way.door}/leave")
    client.get(f"{way.door}/held", expect=303)


MAY = {Role.FACILITATOR, Role.SAFEGUARDING, Role.ADMIN}


def test_a_merge_shows_no_link_what_it_was_not_given_for(client, app, make):
    """Two entries may be one person, or a mistake: a link to one never opens the other's."""
    one, two = make.person(name="Мәриям апа"), make.person(name="Мәриям Оспан")
    given = make.agreement(two, Stage.BEFORE)
    ways = [give(app, make, one), give(app, make, two)]
    for way in ways:
        way.enter(client)
    lead = make.user(Role.SAFEGUARDING)
    client.sign_in(lead).speak("en")
    assert "Own links of both" in client.page(f"/people/{one.id}/merge/{two.id}").text
    client.send(f"/people/{one.id}/merge/{two.id}", {"take_name": "this"})
    for way in ways:
        client.get(f"{way.door}/held", expect=410)
        client.send(f"{way.door}/agreements/{given.id}/take-back", expect=410)
    with app.app_context(), unit_of_work(write=False):
        merge_id = db.session.query(Merge).one().id
    client.send(f"/people/{one.id}/merges/{merge_id}/undo")
    assert "Мәриям Оспан" in client.page(ways[1].door).text
    client.get(f"{ways[0].door}/agreements/{given.id}/take-back", expect=404)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FAMILY])
def test_who_may_give_and_close_links(client, make, way, elder, role):
    client.sign_in(make.user(role))
    expect = 303 if role in MAY else 403
    client.get(f"/people/{elder.id}/own-links", expect=200 if role in MAY else 403)
    client.send(f"/people/{elder.id}/own-links", {"days": "30"}, expect=expect)
    client.send(f"/own-links/{way.link_id}/revoke", expect=expect)
    client.get(f"/people/{elder.id}/held", expect=200 if role in MAY else 403)


def test_link_and_pin_are_told_once_and_work(client, make):
    child = make.child()
    client.sign_in(make.facilitator())
    path = f"/people/{child.id}/own-links"
    client.send(path, {"days": "30"}, expect=422)
    client.send(path, {"days": "0", "holder": str(child.id)}, expect=422)
    client.send(path, {"days": "30", "holder": str(make.person().id)}, expect=422)
    client.send(path, {"days": "30", "holder": str(child.guardian.id)})
    page = client.page(path)
    url, pin = (tag.get_text(strip=True) for tag in page.select(".secret"))
    assert not client.page(path).select(".secret")
    client.send("/" + url.partition("//")[2].partition("/")[2], {"pin": pin})


def test_another_organisations_people_have_no_links(client, make, way, elder):
    client.sign_in(make.user(Role.ADMIN, organisation=make.other_organisation()))
    client.get(f"/people/{elder.id}/own-links", expect=404)
    client.get(f"/people/{elder.id}/held", expect=404)
    client.send(f"/own-links/{way.link_id}/revoke", expect=404)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_speak_each_language(client, make, way, elder, language):
    make.agreement(elder, Stage.BEFORE)
    client.speak(language)
    assert client.page(way.door).html["lang"] == language
    way.enter(client)
    for path in (way.door, f"{way.door}/held"):
        assert client.page(path).html["lang"] == language


EVERY_LETTER = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"


def read_pdf(data: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def test_it_is_taken_away_as_data_and_as_a_page_to_read(client, app, make):
    elder = make.person(name=f"Мәриям {EVERY_LETTER}")
    other = make.child(name="Ерасыл Басқа", pseudonym="Сұңқар")
    session = make.session(narrators=[elder], listeners=[other])
    make.agree(elder, session)
    make.story(version=make.transcript(make.recording(session)), approved=True)
    way = give(app, make, elder)
    client.speak("kk")
    answer = way.enter(client).get(f"{way.door}/held.json")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=what-is-kept-")
    assert "no-store" in answer.headers["Cache-Control"]
    told = json.loads(answer.data)
    rooms = {room["room"]: room["entries"] for room in told["rooms"]}
    assert rooms["people"][0]["facts"]["name"] == elder.name
    assert {"agreements", "sessions", "media", "transcripts", "moderation"} <= set(rooms)
    page = read_pdf(client.get(f"{way.door}/held.pdf").data)
    assert EVERY_LETTER in " ".join(page.split())
    for hidden in ("Ерасыл", "Сұңқар", str(other.id), "Таңертең апам"):
        assert hidden not in answer.text
        assert hidden not in page


def test_the_file_has_no_restricted_facts_and_the_lead_alone_sees_them(client, make, elder):
    fact = RestrictedFact(
        organisation_id=elder.organisation_id,
        person_id=elder.id,
        kind=FactKind.OTHER,
        text="Құпия сөз",
    )
    make.keep(fact)
    lead = make.user(Role.SAFEGUARDING)
    path = f"/people/{elder.id}/held"
    for user, sees in ((lead, True), (make.user(Role.ADMIN), False), (make.facilitator(), False)):
        client.sign_in(user)
        assert ("Құпия сөз" in client.page(path).text) is sees
    client.sign_in(lead)
    assert "Құпия" not in client.get(f"{path}.json").text
    assert "Құпия" not in read_pdf(client.get(f"{path}.pdf").data)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FAMILY])
def test_who_may_take_it_out(client, make, elder, role):
    client.sign_in(make.user(role))
    may = role in {Role.SAFEGUARDING, Role.ADMIN}
    client.get(f"/people/{elder.id}/held.json", expect=200 if may else 403)


def test_a_link_that_is_guessed_at_closes_for_good(app, client, way, monkeypatch):
    monkeypatch.setattr(pins, "MOST_WRONG", 3)
    for _ in range(2):
        client.send(way.door, {"pin": "000000"}, expect=422)
    way.enter(client)  # forgets earlier mistakes
    stranger = app.test_client()
    for _ in range(3):
        stranger.send(way.door, {"pin": "000000"}, expect=422)
    stranger.get(way.door, expect=410)
    client.get(way.door, expect=410)
    with app.app_context(), unit_of_work(write=False):
        told = list(db.session.scalars(db.select(AuditEvent.action)))
    assert told.count("people.own_link_guessed") == 1


def test_one_network_cannot_try_one_pin_at_every_link(client, way, monkeypatch):
    monkeypatch.setattr(pins, "NETWORK_LIMIT", 2)
    for _ in range(2):
        client.send(way.door, {"pin": "000000"}, expect=422)
    client.send(way.door, {"pin": way.pin}, expect=429)
    elsewhere = {"REMOTE_ADDR": "10.1.2.3"}
    client.send(way.door, {"pin": way.pin}, environ_overrides=elsewhere)


def test_that_the_lead_looked_for_restricted_facts_is_told_to_the_lead_alone(client, make, elder):
    lead = make.user(Role.SAFEGUARDING)
    client.sign_in(lead).speak("en").get(f"/people/{elder.id}/restricted")
    sentence = "Restricted facts looked for"
    told = {}
    for user in (lead, make.facilitator(), make.user(Role.ADMIN)):
        client.sign_in(user)
        told[user.id] = client.get(f"/people/{elder.id}/held").get_data(as_text=True)
    assert sentence in told.pop(lead.id)
    assert not any(sentence in page for page in told.values())
    client.sign_in(lead)
    assert "restricted" not in client.get(f"/people/{elder.id}/held.json").get_data(as_text=True)


def test_what_is_held_says_that_a_story_is_hidden_after_a_word_was_taken_back(client, make, elder):
    session = make.session(narrators=[elder])
    make.agree(elder, session)
    make.story(version=make.transcript(make.recording(session)), approved=True)
    client.sign_in(make.facilitator()).speak("en")
    path = f"/people/{elder.id}/held"
    assert "Released" in client.page(path).text
    make.agreement(elder, Stage.AFTER, session=session, withdrawn_at=now())
    told = client.page(path).text
    assert "Hidden" in told
    assert "Released" not in told
