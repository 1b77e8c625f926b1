"""Who may look into the archive, and what it tells."""

import pytest

from stories.archive.queries import figures, find, marks, snippet
from stories.archive.rules import told
from stories.foundation import audit
from stories.foundation.access import OPERATOR, Actor, Role
from stories.foundation.clock import now
from stories.foundation.db import db, unit_of_work
from stories.foundation.search import Document, put
from stories.people.models import Agreement
from tests.client import InspectingClient
from tests.factories import Factory

PAGES = {
    "/archive": {Role.CURATOR, Role.ADMIN, Role.SAFEGUARDING},
    "/archive/search": {Role.CURATOR, Role.ADMIN},
    "/archive/figures": {Role.CURATOR, Role.ADMIN},
    "/archive/preservation": {Role.CURATOR, Role.ADMIN},
    "/archive/log": {Role.ADMIN, Role.SAFEGUARDING},
    "/archive/register": {Role.ADMIN, Role.SAFEGUARDING},
    "/archive/breaches": {Role.ADMIN, Role.SAFEGUARDING},
    "/archive/requests": {Role.ADMIN, Role.SAFEGUARDING},
}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FAMILY])
@pytest.mark.parametrize("path", PAGES)
def test_who_may_look(client: InspectingClient, make: Factory, role: Role, path: str):
    client.sign_in(make.user(role))
    client.get(path, expect=200 if role in PAGES[path] else 403)


@pytest.fixture
def findable(app, make: Factory):
    story = make.story(approved=True)
    with app.app_context(), unit_of_work():
        put(
            Document(
                story.organisation_id, "story", story.id, "kk", "Апамның наны", "Үйді нан иісі"
            )
        )
    return story


def curator(make: Factory) -> Actor:
    return Actor(None, "", frozenset({(make.organisation.id, Role.CURATOR)}))


@pytest.mark.parametrize("words", ["наны", "НАНЫ", "иісі", "иисі", "апамның нан", "апамнын"])
def test_a_story_is_found_with_or_without_kazakh_letters(app, make, findable, words):
    with app.app_context(), unit_of_work(write=False):
        assert [hit.story.id for hit in find(curator(make), words)] == [findable.id]


@pytest.mark.parametrize("words", ["", "  ", "%", "_", "'", "жоқсөз", "x" * 5000])
def test_odd_words_find_nothing_and_break_nothing(app, make, findable, words):
    with app.app_context(), unit_of_work(write=False):
        assert find(curator(make), words) == []


def test_a_withdrawn_story_is_not_found(app, make, findable):
    with app.app_context(), unit_of_work():
        for row in db.session.query(Agreement):
            row.withdrawn_at = now()
    with app.app_context(), unit_of_work(write=False):
        assert find(curator(make), "наны") == []


def test_another_organisation_finds_nothing(app, make, findable):
    stranger = Actor(None, "", frozenset({(make.other_organisation().id, Role.CURATOR)}))
    with app.app_context(), unit_of_work(write=False):
        assert find(stranger, "наны") == []
        assert figures(stranger).stories == 0


def test_figures_count_what_is_there(app, make, findable):
    with app.app_context(), unit_of_work(write=False):
        found = figures(curator(make))
    assert (found.stories, found.released, found.consent) == (1, 1, 1.0)
    assert (found.segments, found.checked, found.translated) == (3, 3, 3)


def test_small_numbers_of_people_are_not_told():
    assert [told(count) for count in (0, 1, 4, 5)] == [0, None, None, 5]


def test_a_snippet_begins_near_the_word():
    body = " ".join(["сөз"] * 50 + ["наны"] + ["соң"] * 50)
    assert "наны" in snippet(body, "нан")


def test_a_snippet_ends_with_a_whole_word():
    body = " ".join(["домбыра"] * 50)
    assert set(snippet(body, "домбыра").split()) == {"домбыра", "…"}


def test_the_words_looked_for_are_marked_where_they_begin():
    told_words = "Үйді нан иісі, «Наны» бар"
    assert [part for part, found in marks(told_words, "нан") if found] == ["нан", "«Наны»"]
    assert not any(found for _part, found in marks(told_words, " ,"))


@pytest.mark.parametrize("role", [Role.CURATOR, Role.SAFEGUARDING])
def test_the_archive_offers_what_is_open_to_the_role(client, make, role):
    page = client.sign_in(make.user(role)).page("/archive")
    assert bool(page.select_one("input[name=q]")) == (role is Role.CURATOR)
    offered = {link["href"] for link in page.select("main .rows a")}
    assert offered <= {path for path, roles in PAGES.items() if role in roles}
    assert offered


def test_a_found_word_is_marked_on_the_page(client, make, findable):
    client.sign_in(make.user(Role.CURATOR))
    assert [mark.get_text() for mark in client.page("/archive/search?q=нан").select("mark")] == [
        "нан"
    ]


def test_the_log_tells_what_happened_in_this_organisation_alone(app, client, make):
    ours, theirs = make.person(), make.person(organisation_id=make.other_organisation().id)
    with app.app_context(), unit_of_work():
        audit.record(OPERATOR, "tests.ours", ours)
        audit.record(OPERATOR, "tests.theirs", theirs)
    page = client.sign_in(make.user(Role.ADMIN)).page("/archive/log").get_text()
    assert "tests.ours" in page
    assert "tests.theirs" not in page


def test_a_check_of_the_originals_can_be_asked_for(client, make):
    make.story()
    client.sign_in(make.user(Role.CURATOR))
    client.send("/archive/preservation/check")
