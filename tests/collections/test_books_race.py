"""No file of a book stays, whenever a word in it is taken back or runs out (DOMAIN C8)."""

import threading
from datetime import UTC, datetime, time, timedelta

import pytest

from stories.collections import chores, services
from stories.collections.models import Collection, Edition, EditionState
from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.clock import held_at, today
from stories.foundation.db import db, unit_of_work
from stories.moderation.models import Story
from stories.moderation.takedown import services as takedown
from stories.people.models import Agreement, Stage
from stories.people.services import withdraw_agreement
from tests.factories import DAY, Factory
from tests.moderation.helpers import inside


@pytest.fixture
def house(postgres_app):
    """On SQLite writers wait for each other, so the two cannot meet."""
    make = Factory(postgres_app)
    story = make.story(approved=True)
    collection = make.collection(story)
    with inside(postgres_app):
        row = services.ask_for_edition(OPERATOR, row_of(Collection, collection))
        edition_id = row.id
    return postgres_app, story, edition_id


def row_of(model, made):
    return db.session.get(model, made.id)


def elsewhere(act):
    thread = threading.Thread(target=act)
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive()


def keep(app, edition_id):
    """What the worker does, up to the commit."""
    drawn = services.draw_up(OPERATOR, edition_id)
    blobs().put_bytes(drawn.key, drawn.data)
    assert services.keep_edition(OPERATOR, edition_id, drawn)


def take_back(_story):
    withdraw_agreement(OPERATOR, db.session.query(Agreement).filter_by(stage=Stage.AFTER).one())


def dispute(story):
    takedown.request_takedown(OPERATOR, row_of(Story, story), "себеп")


def assert_gone(app, edition_id):
    with app.app_context(), unit_of_work(write=False):
        assert db.session.get(Edition, edition_id).state is EditionState.GONE
        assert list(blobs().keys("editions/")) == []


@pytest.mark.parametrize("close", [take_back, dispute])
def test_a_book_kept_before_the_word_is_committed(house, close):
    app, story, edition_id = house

    def worker():
        with inside(app):
            keep(app, edition_id)

    with inside(app):
        close(story)
        elsewhere(worker)
    assert_gone(app, edition_id)


@pytest.mark.parametrize("close", [take_back, dispute])
def test_a_word_taken_back_before_the_book_is_committed(house, close):
    app, story, edition_id = house

    def somebody():
        with inside(app):
            close(story)

    with inside(app):
        keep(app, edition_id)
        elsewhere(somebody)
    assert_gone(app, edition_id)


def test_a_book_that_falls_with_a_day_is_let_go_within_the_hour(app, make):
    story = make.story(approved=True)
    collection = make.collection(story)
    noon = datetime.combine(today() + DAY, time(12), UTC)
    with inside(app):
        edition_id = services.ask_for_edition(OPERATOR, row_of(Collection, collection)).id
    with inside(app):
        keep(app, edition_id)
        db.session.query(Agreement).update({"ends_on": today() + DAY})
    with app.app_context():
        assert len(list(blobs().keys("editions/"))) == 1
        with held_at(noon + timedelta(minutes=1)):
            chores.fallen_books()
        assert len(list(blobs().keys("editions/"))) == 1
        with held_at(noon):
            chores.fallen_books()
    assert_gone(app, edition_id)
