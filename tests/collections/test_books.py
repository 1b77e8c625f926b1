"""Books kept in the house: made by a worker, and asked about every story at every hand-out."""

import io
import uuid
import zipfile
from datetime import UTC, date, datetime

import pytest

from stories.collections import services
from stories.collections.errors import EditionGone, NothingOpen
from stories.collections.models import Collection, CollectionEntry, Edition, EditionState
from stories.foundation import work
from stories.foundation.access import OPERATOR, Role
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.models import AuditEvent, Work
from stories.moderation import services as moderation
from stories.moderation.models import Story, StoryState
from stories.moderation.takedown import services as takedown
from stories.people import services as people
from stories.people.models import Agreement, Audience, Naming, Person, Stage, Use
from stories.transcripts.models import TranscriptVersion
from tests.moderation.helpers import actor, inside

C = Role.CURATOR


@pytest.fixture
def curator(make):
    return make.user(C)


@pytest.fixture
def elder(make):
    return make.person(name="Күләш апа", pseudonym="Қыран")


@pytest.fixture
def story(make, elder):
    session = make.session(narrators=[elder])
    make.agree(elder, session)
    version = make.transcript(make.recording(session))
    return make.story(version=version, approved=True, title_kk="Нан")


@pytest.fixture
def collection(make, story):
    return make.collection(story, make.story(approved=True, title_kk="Жол"))


def ask(app, user, collection):
    with inside(app):
        row = services.ask_for_edition(actor(user), db.session.get(Collection, collection.id))
        return row.id


def made(app, user, collection):
    edition_id = ask(app, user, collection)
    do_work(app, services.BUILD)
    return edition_id


def do_work(app, kind):
    with app.app_context():
        with unit_of_work(write=False):
            waiting = [row.id for row in db.session.query(Work).filter_by(kind=kind)]
        for work_id in waiting:
            work.perform(work_id)


def row_of(app, edition_id):
    with app.app_context(), unit_of_work(write=False):
        return db.session.get(Edition, edition_id)


def books(app):
    with app.app_context():
        return list(blobs().keys("editions/"))


def path(edition_id):
    return f"/collections/books/{edition_id}.epub"


def change(app, model, row_id, **values):
    with app.app_context(), unit_of_work():
        row = db.session.get(model, row_id)
        for name, value in values.items():
            setattr(row, name, value)


def test_a_book_is_asked_for_made_and_taken(app, client, collection, curator):
    client.sign_in(curator).speak("en")
    client.send(f"/collections/{collection.id}/books")
    page = f"/collections/{collection.id}"
    assert client.page(page).find("progress")
    do_work(app, services.BUILD)
    link = client.page(page).find("a", string="Take the book")
    answer = client.get(link["href"])
    assert answer.mimetype == "application/epub+zip"
    assert "no-store" in answer.headers["Cache-Control"]
    named = answer.headers["Content-Disposition"]
    assert named.startswith('attachment; filename="book-')
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert "Нан" in archive.read("OEBPS/nav.xhtml").decode()
    with app.app_context(), unit_of_work(write=False):
        told = [row.action for row in db.session.query(AuditEvent).order_by(AuditEvent.at)]
    assert told.count("collections.edition_downloaded") == 1
    assert {"collections.edition_asked", "collections.edition_kept"} <= set(told)


def test_the_row_remembers_what_it_holds_and_no_name(app, collection, curator, story):
    row = row_of(app, made(app, curator, collection))
    assert row.state is EditionState.KEPT
    assert books(app) == [row.file_key]
    assert "Күләш" not in str(row.built_from)
    assert {item["id"] for item in row.built_from["stories"]} >= {str(story.id)}
    assert uuid.UUID(row.file_key.split("/")[1]) != row.id


def withdraw(app, world):
    with app.app_context(), unit_of_work():
        given = db.session.query(Agreement).filter_by(
            person_id=world["elder"].id, stage=Stage.AFTER
        )
        given.one().withdrawn_at = datetime.now(UTC)


def not_outside(app, world):
    with app.app_context(), unit_of_work():
        given = db.session.query(Agreement).filter_by(
            person_id=world["elder"].id, stage=Stage.AFTER
        )
        given.one().uses = [Use.SHARE.value, Use.PUBLISH.value]


def other_name(app, world):
    with app.app_context(), unit_of_work():
        given = db.session.query(Agreement).filter_by(person_id=world["elder"].id)
        for row in given:
            row.naming = Naming.PSEUDONYM


def out_of_the_collection(app, world):
    with app.app_context(), unit_of_work():
        db.session.query(CollectionEntry).filter_by(story_id=world["story"].id).delete()


def setting(model, key, **values):
    return lambda app, world: change(app, model, world[key].id, **values)


# Each closes or changes something in the book, and tells nobody of it.
SILENT = {
    "withdrawn": withdraw,
    "not agreed to leave the house": not_outside,
    "not named so any more": other_name,
    "taken out of the collection": out_of_the_collection,
    "never published": setting(Person, "elder", never_publish=True),
    "closed": setting(Story, "story", closed_until=date(2100, 1, 1), closed_because="себеп"),
    "taken down": setting(Story, "story", state=StoryState.TAKEN_DOWN),
    "text changed": lambda app, world: change(
        app, TranscriptVersion, world["story"].version_id, revision=2
    ),
    "story changed": setting(Story, "story", revision=2, copy_revision=2),
    "narrower": setting(Story, "story", widest=Audience.PRIVATE),
    "for others": setting(Collection, "collection", audience=Audience.PROGRAMME),
    "a name taken out of the introduction": setting(Collection, "collection", intro_kk="Үй."),
    "a label more": setting(Collection, "collection", labels=["not_for_reposting"]),
}


@pytest.mark.parametrize("why", SILENT)
def test_what_closed_without_a_word_is_gone_at_the_next_hand_out(
    app, client, collection, curator, elder, story, why
):
    edition_id = made(app, curator, collection)
    client.sign_in(curator).speak("en")
    client.get(path(edition_id))
    SILENT[why](app, {"elder": elder, "story": story, "collection": collection})
    listed = client.page(f"/collections/{collection.id}")
    assert "No longer valid" in listed.get_text()
    assert not listed.find("a", string="Take the book")
    assert "Күләш" not in listed.select_one("#books").get_text()
    told = client.get(path(edition_id), expect=410).get_data(as_text=True)
    assert "no longer valid" in told
    assert "Күләш" not in told
    assert books(app) == []
    assert row_of(app, edition_id).state is EditionState.GONE
    client.get(path(edition_id), expect=410)


def test_what_opened_again_does_not_bring_a_book_back(app, client, collection, curator, story):
    edition_id = made(app, curator, collection)
    change(app, Story, story.id, state=StoryState.TAKEN_DOWN)
    client.sign_in(curator).get(path(edition_id), expect=410)
    change(app, Story, story.id, state=StoryState.RELEASED)
    client.get(path(edition_id), expect=410)


def test_made_anew_it_lacks_the_story_that_closed(app, client, collection, curator, story):
    first = made(app, curator, collection)
    change(app, Story, story.id, state=StoryState.TAKEN_DOWN)
    client.sign_in(curator).get(path(first), expect=410)
    client.send(f"/collections/{collection.id}/books")
    assert books(app) == []
    do_work(app, services.BUILD)
    with app.app_context(), unit_of_work(write=False):
        kept = db.session.query(Edition).filter_by(state=EditionState.KEPT).one().id
    archive = zipfile.ZipFile(io.BytesIO(client.get(path(kept)).data))
    assert "Нан" not in archive.read("OEBPS/nav.xhtml").decode()
    client.get(path(first), expect=410)


# Each goes through the service that people use, which tells of it.
TOLD = {
    "withdrawn": lambda world: people.withdraw_agreement(
        OPERATOR, db.session.query(Agreement).filter_by(
            person_id=world["elder"].id, stage=Stage.AFTER
        ).one(),
    ),
    "never published": lambda world: people.never_publish(
        OPERATOR, db.session.get(Person, world["elder"].id)
    ),
    "closed": lambda world: moderation.close_story(
        OPERATOR, db.session.get(Story, world["story"].id), date(2100, 1, 1), "себеп"
    ),
    "asked to take down": lambda world: takedown.request_takedown(
        OPERATOR, db.session.get(Story, world["story"].id), "себеп"
    ),
    "text changed": lambda world: moderation.text_changed(world["story"].version_id),
    "taken out": lambda world: services.remove_story(
        OPERATOR,
        db.session.get(Collection, world["collection"].id),
        db.session.query(CollectionEntry).filter_by(story_id=world["story"].id).one().id,
    ),
    "for others": lambda world: services.change_collection(
        OPERATOR,
        db.session.get(Collection, world["collection"].id),
        services.CollectionText("Үй", "Дом", audience=Audience.PROGRAMME),
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", TOLD)
def test_what_is_closed_by_a_person_removes_the_file_with_the_commit(
    app, collection, curator, elder, story, why
):
    edition_id = made(app, curator, collection)
    assert len(books(app)) == 1
    with inside(app):
        TOLD[why]({"elder": elder, "story": story, "collection": collection})
    assert books(app) == []
    assert row_of(app, edition_id).state is EditionState.GONE


def undone(app, story):
    with inside(app):
        takedown.request_takedown(OPERATOR, db.session.get(Story, story.id), "себеп")
        raise ZeroDivisionError


def test_an_undone_act_removes_nothing(app, collection, curator, story):
    edition_id = made(app, curator, collection)
    with pytest.raises(ZeroDivisionError):
        undone(app, story)
    assert row_of(app, edition_id).state is EditionState.KEPT
    assert len(books(app)) == 1


def test_a_file_that_outlived_its_row_is_removed_by_a_worker(app, collection, curator, story):
    row = row_of(app, made(app, curator, collection))
    with inside(app):
        takedown.request_takedown(OPERATOR, db.session.get(Story, story.id), "себеп")
    with app.app_context():
        blobs().put_bytes(row.file_key, b"nobody lived to remove it")
    do_work(app, services.FORGET)
    assert books(app) == []


def test_a_file_that_was_lost_is_gone_and_not_an_error(app, client, collection, curator):
    edition_id = made(app, curator, collection)
    with app.app_context():
        blobs().delete(books(app)[0])
    client.sign_in(curator).get(path(edition_id), expect=410)


def test_nothing_open_is_a_sentence_and_no_row(app, client, make, curator):
    client.sign_in(curator).speak("en")
    empty = make.collection(make.story())
    told = client.send(f"/collections/{empty.id}/books", expect=409).get_data(as_text=True)
    assert "No story of this collection is open" in told
    with app.app_context(), unit_of_work(write=False):
        assert db.session.query(Edition).count() == 0


def test_what_closes_before_the_worker_comes_is_told(app, client, collection, curator, make):
    edition_id = ask(app, curator, collection)
    with app.app_context(), unit_of_work():
        for given in db.session.query(Agreement):
            given.withdrawn_at = datetime.now(UTC)
    do_work(app, services.BUILD)
    assert books(app) == []
    client.sign_in(curator).speak("en")
    client.get(path(edition_id), expect=404)
    assert "Not made" in client.page(f"/collections/{collection.id}").get_text()
    with inside(app), pytest.raises(NothingOpen):
        services.ask_for_edition(actor(curator), db.session.get(Collection, collection.id))


def test_what_changes_while_the_book_is_drawn_is_drawn_again(app, collection, curator, story):
    edition_id = ask(app, curator, collection)
    with app.app_context(), unit_of_work(write=False):
        drawn = services.draw_up(OPERATOR, edition_id)
    change(app, Story, story.id, state=StoryState.TAKEN_DOWN)
    with app.app_context(), unit_of_work():
        assert not services.keep_edition(OPERATOR, edition_id, drawn)
    do_work(app, services.BUILD)
    assert len(row_of(app, edition_id).built_from["stories"]) == 1


def test_asking_twice_makes_one(app, collection, curator):
    assert ask(app, curator, collection) == ask(app, curator, collection)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FAMILY])
def test_only_curators_make_and_take(app, client, make, collection, curator, role):
    edition_id = made(app, curator, collection)
    client.sign_in(make.user(role))
    client.get(path(edition_id), expect=200 if role is C else 403)
    client.send(f"/collections/{collection.id}/books", expect=303 if role is C else 403)


def test_another_organisation_finds_no_book(app, client, make, collection, curator):
    edition_id = made(app, curator, collection)
    client.sign_in(make.user(C, organisation=make.other_organisation()))
    client.get(path(edition_id), expect=404)
    client.send(f"/collections/{collection.id}/books", expect=404)
    client.get(path(uuid.uuid4()), expect=404)


def test_the_service_asks_too(app, collection, curator, make, story):
    edition_id = made(app, curator, collection)
    change(app, Story, story.id, state=StoryState.TAKEN_DOWN)
    with inside(app), pytest.raises(EditionGone):
        services.hand_out(actor(curator), db.session.get(Edition, edition_id))
