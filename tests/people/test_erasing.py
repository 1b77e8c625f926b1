"""Erasing somebody: the plan is what is shown, what is shown is done, and nothing is left."""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from stories.foundation import work
from stories.foundation.access import OPERATOR, Role
from stories.foundation.blobs import Blobs, blobs
from stories.foundation.db import Base, db, unit_of_work
from stories.foundation.erasure import Wish, file_columns
from stories.foundation.models import SearchDocument
from stories.media.models import FixityCheck, Recording
from stories.moderation.models import Review, Story
from stories.people import services
from stories.people.models import (
    Agreement,
    DoNotPair,
    Erasure,
    EvidenceFile,
    EvidenceKind,
    FactKind,
    IdentityCheck,
    ImportDraft,
    Outcome,
    Person,
    Relation,
    RestrictedFact,
    Stage,
    Tie,
)
from stories.transcripts.models import Segment
from tests.client import InspectingClient, soup
from tests.factories import DAY, Factory

NAME, PSEUDONYM = "Қалампыр Өтегенқызы", "Ақселеу"
NUMBER, NOTE = "8 701 555 44 33", "көршісі Шынар арқылы"
WORDS = ("Қалампыр", "Өтеген", PSEUDONYM, NUMBER, "Шынар")


def lay_down(app: Flask, *keys: str, text: str = "sound") -> None:
    with app.app_context():
        for key in keys:
            blobs().put_bytes(key, text.encode())


def recorded(app: Flask, make: Factory, session: Any) -> tuple[Any, Any]:
    """A recording with every file, a text that says the name, and a released story."""
    one = uuid.uuid4()
    keys = {"playback_opus": f"playback/{one}/a.webm", "playback_aac": f"playback/{one}/a.m4a"}
    recording = make.recording(session, original_name=f"{NAME}.ogg", **keys)
    version = make.transcript(recording)
    story = make.story(
        version=version,
        approved=True,
        title_kk=f"{NAME} айтады",
        title_ru="Рассказывает Қалампыр",
        summary_ru=f"{PSEUDONYM}: о хлебе",
    )
    lay_down(app, recording.master_key, *keys.values(), story.copy_opus, story.copy_aac)
    with app.app_context(), unit_of_work():
        first = db.session.query(Segment).filter_by(version_id=version.id, position=0).one()
        first.text = "Мен Қалампырмын, нөмірім 8 701 555 44 33."
        first.words = [{"word": "Қалампырмын", "start": 0.0, "end": 0.5}]
        db.session.add(
            FixityCheck(
                recording_id=recording.id,
                organisation_id=recording.organisation_id,
                intact=True,
                found_sha256="0" * 64,
            )
        )
        db.session.query(Review).filter_by(story_id=story.id).first().remark = f"{NAME}!"
        db.session.add(
            SearchDocument(
                organisation_id=story.organisation_id,
                kind="story",
                subject_id=story.id,
                language="kk",
                title=NAME,
                body=NAME,
                folded="x",
            )
        )
    return recording, story


@pytest.fixture
def world(any_app: Flask) -> dict[str, Any]:
    """A person with everything the house can hold about one, alone and with another."""
    make = Factory(any_app)
    person = make.person(
        name=NAME,
        given_name="Қалампыр",
        pseudonym=PSEUDONYM,
        folded_pseudonym="акселеу",
        ways=[{"kind": "telephone", "value": NUMBER, "preferred": True}],
        reach_note=NOTE,
    )
    other = make.person(name="Сәуле")
    alone = make.session(narrators=[person], theme=f"{NAME}: нан", note=f"{NOTE} келеді")
    both = make.session(narrators=[person], listeners=[other])
    make.agree(person, alone)
    make.agree(person, both)
    make.agree(other, both)
    found = {"app": any_app, "make": make, "person": person, "other": other}
    found["alone"], found["story"] = recorded(any_app, make, alone)
    found["both"], shared = recorded(any_app, make, both)
    make.collection(found["story"], shared, intro_kk=f"{NAME} мен Сәуле")
    _beside(make, person, other)
    _twice(make, person)
    return found


def _twice(make: Factory, person: Any) -> None:
    """Somebody entered them a second time, and the two entries became one."""
    same = make.person(name=f"{NAME} (бұрынғы жазба)", reach_note=NOTE)
    with make.app.app_context(), make.app.test_request_context(), unit_of_work():
        kept, gone = (db.session.get_one(Person, row.id) for row in (person, same))
        services.merge_persons(OPERATOR, kept, gone, {})


def _beside(make: Factory, person: Any, other: Any) -> None:
    owner = {"organisation_id": person.organisation_id}
    paper = make.agreement(person, Stage.BEFORE, withdrawal_note=f"{NAME} сұрады", witness="Ана")
    one, two = sorted((person.id, other.id))
    make.keep(
        ImportDraft(
            expires_at=datetime.now(UTC) + DAY,
            rows=[{"name": NAME}],
            unknown=[],
            identity=[],
            **owner,
        ),
        DoNotPair(one_id=one, other_id=two),
        IdentityCheck(person_id=person.id, seen_on=paper.given_at.date(), **owner),
        RestrictedFact(person_id=person.id, kind=FactKind.OTHER, text=NAME, **owner),
        Relation(
            one_id=person.id,
            other_id=other.id,
            one_is=Tie.NEIGHBOUR,
            other_is=Tie.NEIGHBOUR,
            note=NAME,
            **owner,
        ),
        EvidenceFile(
            agreement_id=paper.id,
            position=0,
            kind=EvidenceKind.SCAN,
            key="evidence/scan",
            content_type="application/pdf",
            bytes=9,
            sha256="0" * 64,
            **owner,
        ),
    )
    lay_down(make.app, "evidence/scan", text=NAME)


def erase(world: dict[str, Any], wish: Wish, agreement_id: Any = None) -> Any:
    with world["app"].app_context(), world["app"].test_request_context(), unit_of_work():
        row = db.session.get_one(Person, world["person"].id)
        agreement = db.session.get_one(Agreement, agreement_id) if agreement_id else None
        plan = services.plan_erasure(OPERATOR, row, wish, agreement)
        return services.erase(OPERATOR, row, wish, plan.digest, agreement).id


def forget(app: Flask, erasure_id: Any) -> None:
    with app.app_context():
        with unit_of_work(write=False):
            piece = work.find(services.FORGET, erasure_id).id
        work.perform(piece)


def everything(app: Flask) -> Iterator[tuple[str, str]]:
    """Every value of every table but the log, and every file: the oracle."""
    with app.app_context():
        with unit_of_work(write=False):
            for table in Base.metadata.sorted_tables:
                for row in db.session.execute(table.select()):
                    yield table.name, json.dumps(list(row), default=str, ensure_ascii=False)
        for key in blobs().keys():  # noqa: SIM118 - a method of the store
            yield key, blobs().read(key).decode(errors="replace")


def test_the_plan_tells_of_the_entry_that_was_merged_into_theirs(world):
    with world["app"].app_context(), world["app"].test_request_context(), unit_of_work(write=False):
        row = db.session.get_one(Person, world["person"].id)
        plan = services.plan_erasure(OPERATOR, row, Wish.ANONYMISE, None)
    assert "merges" in {touch.table for touch in plan.touches}


@pytest.mark.parametrize("wish", list(Wish))
def test_no_name_is_left_in_any_table_or_file(world, wish):
    before = [text for _place, text in everything(world["app"])]
    assert all(any(word in text for text in before) for word in WORDS)
    forget(world["app"], erase(world, wish))
    left = [
        (place, word)
        for place, text in everything(world["app"])
        for word in WORDS
        if word.casefold() in text.casefold()
    ]
    assert left == []


def test_deleting_takes_what_is_theirs_alone_and_closes_what_is_shared(world):
    app = world["app"]
    erasure_id = erase(world, Wish.DELETE)
    forget(app, erasure_id)
    with app.app_context(), unit_of_work(write=False):
        assert db.session.get(Recording, world["alone"].id) is None
        assert db.session.get(Story, world["story"].id) is None
        assert db.session.get(Recording, world["both"].id) is not None
        done = db.session.get_one(Erasure, erasure_id)
        assert done.shared == [str(world["both"].id)]
        assert done.files == []
        assert not blobs().exists(world["alone"].master_key)
        assert blobs().exists(world["both"].master_key)
        person = db.session.get_one(Person, world["person"].id)
        assert person.name.startswith("№ ")
        assert (person.pseudonym, person.birth_year, person.ways) == (None, None, [])
        theirs = db.session.query(Agreement).filter_by(person_id=person.id)
        assert all(row.withdrawn_at and row.outcome is Outcome.DELETE for row in theirs)
        assert not any(row.withdrawn_at for row in db.session.query(Agreement).filter_by(
            person_id=world["other"].id))  # fmt: skip


def test_nothing_shared_is_heard_afterwards(world):
    from stories.media.consent import permission_for

    erase(world, Wish.DELETE)
    with world["app"].app_context(), unit_of_work(write=False):
        shared = db.session.get_one(Recording, world["both"].id)
        assert permission_for(shared).uses == frozenset()


def test_the_log_stays_whole_and_fixity_has_nothing_to_complain_about(world):
    from stories.archive.jobs import check_organisation
    from stories.foundation.work import Task

    forget(world["app"], erase(world, Wish.DELETE))
    with world["app"].app_context():
        task = Task(uuid.uuid4(), world["person"].organisation_id, "kk", {})
        check_organisation(task)
        with unit_of_work(write=False):
            checked = {row.recording_id for row in db.session.query(FixityCheck)}
    assert checked == {world["both"].id}


def test_what_an_agreement_covered_goes_and_the_person_stays(world):
    app, make = world["app"], world["make"]
    with app.app_context(), unit_of_work(write=False):
        session_id = db.session.get_one(Recording, world["alone"].id).session_id
    given = make.agreement(
        world["person"], Stage.AFTER, session_id=session_id, withdrawn_at=datetime.now(UTC)
    )
    erase(world, Wish.DELETE, given.id)
    with app.app_context(), unit_of_work(write=False):
        assert db.session.get(Recording, world["alone"].id) is None
        assert db.session.get(Recording, world["both"].id) is not None
        assert db.session.get_one(Person, world["person"].id).name == NAME
        assert db.session.get_one(Agreement, given.id).outcome is Outcome.DELETE


def test_a_file_that_does_not_go_is_not_forgotten(world, monkeypatch):
    app = world["app"]
    erasure_id = erase(world, Wish.DELETE)

    def refuse(_self: Blobs, _key: str) -> None:
        raise OSError("the store sleeps")

    with monkeypatch.context() as patch:
        patch.setattr(Blobs, "delete", refuse)
        for _ in range(5):
            forget(app, erasure_id)
    with app.app_context(), unit_of_work(write=False):
        assert len(db.session.get_one(Erasure, erasure_id).files) == 6
        assert not work.find(services.FORGET, erasure_id).over
    forget(app, erasure_id)
    with app.app_context(), unit_of_work(write=False):
        assert db.session.get_one(Erasure, erasure_id).files == []
        assert work.find(services.FORGET, erasure_id).over


def test_every_column_with_a_key_of_a_file_is_known(app):
    named = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_key") or column.name in {"copy_opus", "copy_aac"}
        or column.name.startswith("playback_")
    }  # fmt: skip
    known = {(table, column) for table, columns in file_columns().items() for column in columns}
    assert named <= known


# pages


@pytest.fixture
def plain(app: Flask, make: Factory) -> dict[str, Any]:
    person = make.person(name=NAME)
    session = make.session(narrators=[person])
    make.agree(person, session)
    return {"person": person, "recorded": recorded(app, make, session)}


def test_the_page_shows_the_plan_and_carries_out_that_plan_alone(
    client: InspectingClient, app, make, plain
):
    client.sign_in(make.user(Role.SAFEGUARDING)).speak("en")
    path = f"/people/{plain['person'].id}/erase/delete"
    page = client.page(path)
    assert plain["recorded"][0].master_key in page.text
    digest = page.find("input", attrs={"name": "digest"})["value"]
    assert digest == client.get(f"{path}.json").json["digest"]
    client.send(path, {"digest": digest, "word": "yes"}, expect=422)
    client.send(path, {"digest": "0" * 64, "word": "delete"}, expect=409)
    make.agreement(plain["person"], Stage.BEFORE, witness="Ана")
    changed = client.send(path, {"digest": digest, "word": "delete"}, expect=409)
    assert "Nothing was erased" in changed.text
    digest = soup(changed).find("input", attrs={"name": "digest"})["value"]
    done = client.send(path, {"digest": digest, "word": "Delete "}).location
    assert "What was erased" in client.page(done).h1.text
    client.get(path, expect=409)
    assert "Erased:" in client.page(f"/people/{plain['person'].id}/erase").text
    assert NAME not in client.page("/people").text
    client.get(f"/people/{plain['person'].id}")
    for door in ("edit", "agreements/new", "own-links"):
        client.get(f"/people/{plain['person'].id}/{door}", expect=409)


def test_the_outcome_of_a_withdrawal_leads_to_the_plan(client: InspectingClient, app, make, plain):
    with app.app_context(), unit_of_work():
        given = db.session.query(Agreement).filter_by(stage=Stage.AFTER).one().id
    client.sign_in(make.facilitator()).speak("en")
    client.send(f"/agreements/{given}/withdraw", {"note": ""})
    told = client.send(f"/agreements/{given}/outcome", {"outcome": "delete"}, expect=422)
    assert "The safeguarding lead carries this out." in told.text
    client.sign_in(make.user(Role.SAFEGUARDING))
    assert "took back an agreement" in client.page("/").text
    plan = client.send(f"/agreements/{given}/outcome", {"outcome": "delete"}).location
    digest = client.page(plan).find("input", attrs={"name": "digest"})["value"]
    client.send(plan, {"digest": digest, "word": "delete"})
    assert "took back an agreement" not in client.page("/").text
    with app.app_context(), unit_of_work(write=False):
        assert db.session.get_one(Agreement, given).outcome is Outcome.DELETE
        assert db.session.query(Recording).count() == 0


def test_recordings_of_several_people_wait_for_a_decision(client, app, make):
    person, other = make.person(name=NAME), make.person()
    session = make.session(narrators=[person], listeners=[other])
    recorded(app, make, session)
    client.sign_in(make.user(Role.SAFEGUARDING)).speak("en")
    path = f"/people/{person.id}/erase/delete"
    digest = client.page(path).find("input", attrs={"name": "digest"})["value"]
    done = client.send(path, {"digest": digest, "word": "delete"}).location
    assert "somebody who was erased" in client.page("/").text
    client.send(f"{done}/keep-closed")
    assert "somebody who was erased" not in client.page("/").text
    client.send(f"{done}/keep-closed", expect=409)


def test_an_open_legal_request_holds_everything_back(client, make, plain):
    from stories.archive.incidents.models import Asker, LegalRequest, RequestState

    asked = LegalRequest(
        organisation_id=plain["person"].organisation_id,
        asker=next(iter(Asker)),
        ground="",
        received_on=datetime.now(UTC).date(),
        person_id=plain["person"].id,
        state=RequestState.OPEN,
    )
    make.keep(asked)
    client.sign_in(make.user(Role.SAFEGUARDING)).speak("en")
    for wish in ("delete", "anonymise"):
        answer = client.get(f"/people/{plain['person'].id}/erase/{wish}", expect=409)
        assert "Nothing is erased until it is answered." in answer.text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FAMILY])
def test_who_may_erase(client, make, role):
    client.sign_in(make.user(role))
    person = make.person()
    may = role in {Role.SAFEGUARDING, Role.ADMIN}
    for path in ("erase", "erase/delete", "erase/anonymise", "erase/delete.json"):
        client.get(f"/people/{person.id}/{path}", expect=200 if may else 403)
