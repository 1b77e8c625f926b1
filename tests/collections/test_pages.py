"""Pages of collections: who may what, and what happens to foul forms."""

from datetime import UTC, datetime

import pytest

from stories.collections.models import Collection, CollectionEntry
from stories.foundation.access import Role
from stories.foundation.db import db
from stories.moderation.takedown.models import Takedown
from stories.people.models import Agreement
from tests.moderation.helpers import inside

F, M, C, S, A = (
    Role.FACILITATOR,
    Role.MODERATOR,
    Role.CURATOR,
    Role.SAFEGUARDING,
    Role.ADMIN,
)
FORM = {
    "title_kk": "Үйдің жылуы",
    "title_ru": "Тепло дома",
    "intro_kk": "Жылы сөздер.",
    "intro_ru": "Тёплые слова.",
    "audience": "family",
    "labels": ["elders_only"],
    "cover_seed": "9",
}
ACTIONS = {
    "list": ("GET", "/collections", {}, {F, M, C, S, A}),
    "look": ("GET", "/collections/{collection}", {}, {F, M, C, S, A}),
    "new page": ("GET", "/collections/new", {}, {C}),
    "edit page": ("GET", "/collections/{collection}/edit", {}, {C}),
    "new": ("POST", "/collections/new", {**FORM, "organisation": "{organisation}"}, {C}),
    "edit": ("POST", "/collections/{collection}/edit", FORM, {C}),
    "add": ("POST", "/collections/{collection}/stories", {"story": "{story}"}, {C}),
    "down": ("POST", "/collections/{collection}/entries/{entry}/down", {}, {C}),
    "up": ("POST", "/collections/{collection}/entries/{entry}/up", {}, {C}),
    "remove": ("POST", "/collections/{collection}/entries/{entry}/remove", {}, {C}),
}


@pytest.fixture
def world(app, make):
    inside_it, other = make.story(approved=True), make.story(approved=True, title_kk="Жол")
    collection = make.collection(inside_it, labels=["elders_only", "gone_label"])
    with inside(app):
        entry = db.session.query(CollectionEntry).one().id
    return {
        "collection": collection.id,
        "story": other.id,
        "entry": entry,
        "organisation": collection.organisation_id,
    }


def act(client, name, world, expect):
    method, address, form, _roles = ACTIONS[name]
    path = address.format(**world)
    if method == "GET":
        return client.get(path, expect=expect)
    filled = {
        key: value.format(**world) if isinstance(value, str) else value
        for key, value in form.items()
    }
    return client.send(path, filled, expect=expect)


@pytest.mark.parametrize("role", [F, M, C, S, A])
def test_each_role_may_what_the_table_says(client, make, world, role):
    client.sign_in(make.user(role))
    for name, (method, _address, _form, roles) in ACTIONS.items():
        right = 200 if method == "GET" else 303
        act(client, name, world, right if role in roles else 403)


def test_another_organisation_finds_nothing(client, make, world):
    client.sign_in(make.user(F, M, C, S, A, organisation=make.other_organisation()))
    for name in ACTIONS:
        if "{collection}" in ACTIONS[name][1]:
            act(client, name, world, 404)
    assert str(world["collection"]) not in str(client.page("/collections"))
    # The form offers only the actor's own organisations.
    act(client, "new", world, 422)


def test_nobody_comes_in_without_signing_in(client, world):
    for name in ACTIONS:
        assert "/sign-in" in act(client, name, world, 303).location


def test_another_collections_entry_is_not_moved(client, make, world):
    other = make.collection()
    client.sign_in(make.user(C))
    client.send(f"/collections/{other.id}/entries/{world['entry']}/up", {}, expect=404)
    client.send(f"/collections/{other.id}/entries/{world['entry']}/remove", {})
    assert client.page(f"/collections/{world['collection']}").select(".order li")


def test_the_page_tells_why_a_story_is_hidden(client, make):
    story = make.story(approved=True)
    collection = make.collection(story)
    make.keep(Takedown(organisation_id=story.organisation_id, story_id=story.id, reason="Себеп"))
    client.sign_in(make.user(M)).speak("en")
    page = client.page(f"/collections/{collection.id}")
    assert "Somebody asked to take the story down" in page.get_text()
    assert not page.select(".hands")


def test_a_story_that_is_none_is_not_found(client, make):
    collection = make.collection()
    client.sign_in(make.user(C))
    nobody = {"story": "00000000-0000-4000-8000-000000000000"}
    client.send(f"/collections/{collection.id}/stories", nobody, expect=404)


@pytest.mark.parametrize("told", ["", "nonsense"])
def test_adding_nothing_asks_to_choose(client, make, told):
    collection = make.collection()
    client.sign_in(make.user(C)).speak("en")
    answer = client.send(f"/collections/{collection.id}/stories", {"story": told}, expect=422)
    assert "Please choose one." in answer.get_data(as_text=True)


def test_a_closed_story_is_refused_with_a_sentence(client, make):
    collection, story = make.collection(), make.story()
    client.sign_in(make.user(C)).speak("en")
    answer = client.send(
        f"/collections/{collection.id}/stories", {"story": str(story.id)}, expect=409
    )
    assert "not open to the people" in answer.get_data(as_text=True)


FOUL = [
    {"title_kk": ""},
    {"title_ru": "ж" * 161},
    {"title_ru": "Из Русафы"},
    {"intro_ru": "ж" * 2001},
    {"audience": "private"},
    {"audience": ""},
    {"labels": ["nonsense"]},
    {"cover_seed": "x"},
    {"cover_seed": "-5"},
]


def test_foul_forms_lose_nothing_and_change_nothing(app, client, make, world):
    client.sign_in(make.user(C))
    for change in FOUL:
        path = f"/collections/{world['collection']}/edit"
        answer = client.send(path, {**FORM, **change}, expect=422).get_data(as_text=True)
        assert "Жылы сөздер." in answer, change
        whole = {**FORM, **change, "organisation": str(world["organisation"])}
        client.send("/collections/new", whole, expect=422)
    client.send("/collections/new", {}, expect=422)
    with inside(app):
        assert [item.intro_kk for item in db.session.query(Collection)] == [""]


def test_every_page_speaks_three_languages(client, make, world):
    client.sign_in(make.user(C))
    for language in ("kk", "ru", "en"):
        client.speak(language)
        for name in ("list", "look", "new page", "edit page"):
            act(client, name, world, 200)


def test_a_content_note_is_closed_with_what_it_tells_of(app, client, make):
    story = make.story(approved=True, content_note_kk="Боран", content_note_ru="Метель")
    path = f"/collections/{make.collection(story).id}"
    client.sign_in(make.user(C)).speak("ru")
    assert "Метель" in client.page(path).get_text()
    with inside(app):
        for given in db.session.query(Agreement):
            given.withdrawn_at = datetime.now(UTC)
    page = client.page(path).get_text()
    assert "Метель" not in page
    assert "Мәриям" not in page
