"""Hiding a part by pages, without JavaScript; and that nothing of it is told outside (R5)."""

import re

import pytest
from sqlalchemy import select

from stories.foundation.access import Role
from stories.foundation.db import db
from stories.moderation.redaction.models import Redaction
from tests.client import soup
from tests.moderation.helpers import inside
from tests.moderation.redaction.helpers import WHY, decide, hide, redaction, segment, told_story


@pytest.fixture
def story(app, make):
    return told_story(app, make)


@pytest.fixture
def key(app, story):
    with inside(app):
        return segment(story, 0).id


def fields_of(answer):
    """What the form would send as it stands: hidden fields and ticked words."""
    html = answer.get_data(as_text=True)
    found = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="(\w+)"', tag)
        shown = not kind or kind[1] not in {"checkbox", "radio"} or " checked" in tag
        if name and value and shown and name[1] not in {"csrf_token", "once"}:
            found.setdefault(name[1], []).append(value[1])
    return found


def test_words_are_chosen_looked_at_and_hidden(app, story, key, make, client):
    client.sign_in(make.user(Role.MODERATOR))
    client.get(f"/stories/{story.id}/hidden")
    page = client.get(f"/stories/{story.id}/hide?at={key}")
    sent = fields_of(page) | {"word": [f"{key}:kk:2"], "reason": [WHY]}
    looked = client.send(f"/stories/{story.id}/hide?at={key}", sent, expect=422)
    sent = fields_of(looked)
    assert set(sent["word"]) == {f"{key}:kk:2", f"{key}:ru:2"}
    assert (sent["start"], sent["end"]) == (["0:02"], ["0:02.5"])
    client.send(f"/stories/{story.id}/hide?at={key}", sent, expect=303)
    with inside(app):
        (row,) = db.session.scalars(select(Redaction)).all()
        assert row.core == (2_000, 2_500)
        assert {part.quote for part in row.parts} == {"Марат"}


def test_typed_times_choose_the_words(story, key, make, client):
    client.sign_in(make.user(Role.MODERATOR))
    page = client.get(f"/stories/{story.id}/hide?at={key}")
    sent = fields_of(page) | {"start": ["0:01.2"], "end": ["0:02.2"], "reason": [WHY]}
    looked = client.send(f"/stories/{story.id}/hide?at={key}", sent, expect=422)
    sent = fields_of(looked)
    assert {f"{key}:kk:1", f"{key}:kk:2"} <= set(sent["word"])
    assert (sent["start"], sent["end"]) == (["0:01"], ["0:02.5"])


def test_another_person_confirms_or_opens_it(app, story, make, client):
    one, other = make.user(Role.MODERATOR), make.user(Role.CURATOR)
    made = hide(app, story, one)
    client.sign_in(one)
    client.send(f"/stories/{story.id}/hidden/{made}/confirm", {"revision": 1}, expect=403)
    client.get(f"/stories/{story.id}/hidden/{made}")
    client.send("/sign-out")
    client.sign_in(other)
    at = f"/stories/{story.id}/hidden/{made}"
    client.send(f"{at}/refuse", {"revision": 1}, expect=422)
    client.send(f"{at}/confirm", {"revision": 7}, expect=409)
    client.send(f"{at}/confirm", {"revision": 1}, expect=303)
    client.send(f"{at}/lift", {"revision": 2, "why": "Рұқсат берді"}, expect=303)
    with inside(app):
        assert redaction(made).state.value == "lifted"


def test_who_may_not_hide_sees_no_hidden_words(app, story, make, client):
    made = hide(app, story, make.user(Role.MODERATOR))
    client.sign_in(make.user(Role.ADMIN))
    client.get(f"/stories/{story.id}/hidden", expect=403)
    client.get(f"/stories/{story.id}/hidden/{made}", expect=403)
    shown = client.get(f"/stories/{story.id}").get_data(as_text=True)
    assert "Марат Семейде" not in shown
    assert "[…] Семейде" in shown


def test_a_reader_of_the_story_page_meets_no_hidden_word(app, story, make, client):
    one, other = make.user(Role.MODERATOR), make.user(Role.CURATOR)
    decide(app, hide(app, story, one, 0, "Семейде"), other)
    client.sign_in(one)
    for page in (f"/stories/{story.id}", f"/stories/{story.id}/review"):
        shown = client.get(page).get_data(as_text=True)
        assert "Семейде" not in shown
        assert "Семее" not in shown


NONSENSE = [
    (("-0:05", "0:03"), "start", "not before it"),
    (("0:05", "0:03"), "end", "after the beginning"),
    (("0:05", ""), "end", "the end as well"),
    (("", "0:05"), "start", "the beginning as well"),
    (("0:20", "5:00"), "end", "The recording ends at 0:30"),
    (("0:75", "1:20"), "start", "60 seconds"),
    (("0:29.5", "0:30"), "start", "outside"),
    (("soon", "0:30"), "start", "like 2:14"),
    (("", ""), "start", "Nothing is chosen yet"),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), NONSENSE)
def test_nonsense_is_told_beside_its_field(story, key, make, client, typed, field, sentence):
    client.sign_in(make.user(Role.MODERATOR)).speak("en")
    page = client.get(f"/stories/{story.id}/hide?at={key}")
    sent = fields_of(page) | {"start": [typed[0]], "end": [typed[1]], "reason": [WHY]}
    shown = soup(client.send(f"/stories/{story.id}/hide?at={key}", sent, expect=422))
    assert sentence in shown.select_one(f"#{field}-error").text
    assert (shown.select_one("#start")["value"], shown.select_one("#end")["value"]) == typed


def test_times_that_were_emptied_are_not_kept(story, key, make, client):
    client.sign_in(make.user(Role.MODERATOR)).speak("en")
    at = f"/stories/{story.id}/hide?at={key}"
    typed = {"start": ["0:05"], "end": ["0:06"], "reason": [WHY]}
    looked = fields_of(client.send(at, fields_of(client.get(at)) | typed, expect=422))
    sent = {name: values for name, values in looked.items() if name != "word"}
    shown = soup(client.send(at, sent | {"start": [""], "end": [""]}, expect=422))
    assert "Nothing is chosen yet" in shown.select_one("#start-error").text


def test_a_reason_that_is_missing_is_asked_for_in_its_field(story, key, make, client):
    client.sign_in(make.user(Role.MODERATOR)).speak("en")
    at = f"/stories/{story.id}/hide?at={key}"
    sent = fields_of(client.get(at)) | {"word": [f"{key}:kk:2"]}
    looked = client.send(at, sent, expect=422)
    assert "Nothing is hidden yet" in soup(looked).select_one("[role=alert]").text
    shown = soup(client.send(at, fields_of(looked), expect=422))
    assert "in a few words why" in shown.select_one("#reason-error").text


def test_words_of_the_other_language_lead_to_what_was_said(app, story, key, make, client):
    client.sign_in(make.user(Role.MODERATOR))
    at = f"/stories/{story.id}/hide?at={key}"
    sent = fields_of(client.get(at)) | {"word": [f"{key}:ru:2"], "reason": [WHY]}
    sent = fields_of(client.send(at, sent, expect=422))
    assert set(sent["word"]) == {f"{key}:kk:2", f"{key}:ru:2"}
    client.send(at, sent, expect=303)
    with inside(app):
        assert db.session.scalars(select(Redaction)).one().core == (2_000, 2_500)


def test_signs_stay_with_their_words_and_none_is_lost(app, story, key, make, client):
    said = "— «Марат, — деді ол, — кел!»"
    with inside(app):
        segment(story, 0).text = said
    client.sign_in(make.user(Role.MODERATOR))
    page = soup(client.get(f"/stories/{story.id}/hide?at={key}"))
    shown = page.select_one("[data-said] p")
    assert shown.get_text() == said
    assert [one.get_text() for one in shown.select(".kept")] == ["Марат,", "деді", "ол,", "кел!»"]
