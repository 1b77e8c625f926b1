"""Putting collections together: only what is open goes in, and what closes hides by itself."""

import threading
import uuid
from datetime import UTC, datetime

import pytest

from stories.accounts.models import Grant
from stories.collections import errors, queries, services
from stories.collections.models import Collection, CollectionEntry
from stories.collections.services import CollectionText
from stories.foundation.access import Role
from stories.foundation.db import db
from stories.foundation.errors import Forbidden, NotFound
from stories.moderation.models import Story
from stories.moderation.takedown.models import Takedown
from stories.people.models import Agreement, Audience, Stage
from tests.factories import Factory
from tests.moderation.helpers import actor, inside

TEXT = CollectionText("Үйдің жылуы", "Тепло дома")


def found(kept, model=Collection):
    return db.session.get(model, kept.id)


def titles(app, collection):
    with inside(app):
        return [story.title_kk for story in queries.open_entries(found(collection))]


def place(app, user, collection, *stories):
    for story in stories:
        with inside(app):
            services.add_story(actor(user), found(collection), found(story, Story))


@pytest.fixture
def curator(make):
    return make.user(Role.CURATOR)


def test_open_stories_go_in_and_stand_in_order(any_app):
    make = Factory(any_app)
    curator, collection = make.user(Role.CURATOR), make.collection()
    one, two = (make.story(approved=True, title_kk=title) for title in ("Нан", "Жол"))
    place(any_app, curator, collection, one, two, one)
    assert titles(any_app, collection) == ["Нан", "Жол"]


def test_what_is_not_open_does_not_go_in(app, make, curator):
    collection = make.collection()
    with pytest.raises(errors.NotOpen):
        place(app, curator, collection, make.story())
    narrow, wide = story_for(make, Audience.FAMILY), make.collection(audience=Audience.PROGRAMME)
    with pytest.raises(errors.NotOpen):
        place(app, curator, wide, narrow)
    assert titles(app, collection) == []


def story_for(make, audience):
    elder = make.person()
    session = make.session(narrators=[elder])
    make.agree(elder, session, audience=audience)
    return make.story(version=make.transcript(make.recording(session)), approved=True)


def test_a_private_collection_gives_families_nothing_private(app, make):
    private = story_for(make, Audience.PRIVATE)
    collection = make.collection(private, audience=Audience.PRIVATE)
    assert titles(app, collection) == []


def test_a_wider_audience_hides_what_was_agreed_for_fewer(app, make, curator):
    collection = make.collection(
        story_for(make, Audience.FAMILY), make.story(approved=True, title_kk="Жол")
    )
    wider = CollectionText("Үйдің жылуы", "Тепло дома", audience=Audience.PUBLIC)
    with inside(app):
        services.change_collection(actor(curator), found(collection), wider)
    assert titles(app, collection) == ["Жол"]
    with inside(app):
        assert [bool(item.reasons) for item in queries.entries_of(found(collection))] == [
            True,
            False,
        ]


def test_a_withdrawal_and_a_request_hide_at_once(app, make):
    one, two = (make.story(approved=True, title_kk=title) for title in ("Нан", "Жол"))
    collection = make.collection(one, two)
    make.keep(Takedown(organisation_id=one.organisation_id, story_id=one.id, reason="Себеп"))
    assert titles(app, collection) == ["Жол"]
    with inside(app):
        for given in db.session.query(Agreement).filter_by(stage=Stage.AFTER):
            given.withdrawn_at = datetime.now(UTC)
    assert titles(app, collection) == []


def test_stories_move_and_go_and_the_ends_are_walls(app, make, curator):
    collection = make.collection(*(make.story(approved=True, title_kk=name) for name in "АБВ"))

    def entry(name):
        rows = db.session.query(CollectionEntry).filter_by(collection_id=collection.id)
        return next(item.id for item in rows if item.story.title_kk == name)

    for name, by, order in (
        ("А", -1, "АБВ"),
        ("А", 1, "БАВ"),
        ("В", 1, "БАВ"),
        ("В", -1, "БВА"),
        ("Б", 99, "ВАБ"),
    ):
        with inside(app):
            services.move_story(actor(curator), found(collection), entry(name), by)
        assert "".join(titles(app, collection)) == order
    with inside(app):
        gone = entry("А")
        services.remove_story(actor(curator), found(collection), gone)
        services.remove_story(actor(curator), found(collection), gone)
    assert titles(app, collection) == ["В", "Б"]
    with inside(app):
        with pytest.raises(NotFound):
            services.move_story(actor(curator), found(collection), gone, 1)
        assert [item.position for item in queries.places_of(found(collection))] == [0, 1]


def test_two_hands_add_one_story_once(any_app):
    make = Factory(any_app)
    curator, collection = make.user(Role.CURATOR), make.collection()
    story = make.story(approved=True)
    barrier = threading.Barrier(2)

    def add():
        barrier.wait()
        place(any_app, curator, collection, story)

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with inside(any_app):
        assert db.session.query(CollectionEntry).count() == 1


def test_a_story_of_another_organisation_stays_away(app, make, curator):
    story = make.story(approved=True)
    other = make.other_organisation()
    collection = make.collection(organisation_id=other.id)
    both = make.user(Role.CURATOR)
    make.keep(Grant(user_id=both.id, organisation_id=other.id, role=Role.CURATOR))
    with pytest.raises(NotFound):
        place(app, both, collection, story)
    with pytest.raises(NotFound):
        place(app, curator, collection, story)
    with inside(app):
        assert queries.addable(actor(both), found(collection)) == []


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR, Role.SAFEGUARDING, Role.ADMIN])
def test_only_curators_put_together(app, make, role):
    collection, story, user = make.collection(), make.story(approved=True), make.user(role)
    with pytest.raises(Forbidden):
        place(app, user, collection, story)
    with inside(app), pytest.raises(Forbidden):
        services.make_collection(actor(user), collection.organisation_id, TEXT)
    with inside(app), pytest.raises(Forbidden):
        services.build_edition(actor(user), found(collection))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title_kk": " "}, "title_kk"),
        ({"title_ru": "ж" * 161}, "title_ru"),
        ({"title_ru": "Русафа"}, "title_ru"),
        ({"intro_kk": "ж" * 2001}, "intro_kk"),
        ({"labels": ("elders_only", "nonsense")}, "labels"),
        ({"audience": Audience.PRIVATE}, "audience"),
        ({"cover_seed": -1}, "cover_seed"),
    ],
)
def test_foul_words_are_told_by_field(app, make, curator, change, field):
    text = CollectionText(**{**TEXT.__dict__, **change})
    with inside(app), pytest.raises(errors.FaultyCollection) as told:
        services.make_collection(actor(curator), make.organisation.id, text)
    assert field in told.value.sentences


def test_an_unknown_organisation_is_not_filled(app, curator):
    with inside(app), pytest.raises(NotFound):
        services.make_collection(actor(curator), uuid.uuid4(), TEXT)
