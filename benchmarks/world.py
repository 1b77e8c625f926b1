"""A world of many stories for benchmarks: written straight into the tables, in bulk."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert

from stories.accounts.models import Grant, Organisation, User
from stories.accounts.passphrases import digest
from stories.collections.models import Collection, CollectionEntry
from stories.foundation.access import Role
from stories.foundation.db import db, unit_of_work
from stories.foundation.links import TOKEN_BYTES, hash_token
from stories.foundation.search import fold
from stories.media.models import Recording, RecordingState
from stories.moderation.models import Review, Story, StoryState, Verdict
from stories.people.models import Agreement, Audience, Evidence, Generation, Naming, Person, Stage
from stories.reading.models import ReadingLink
from stories.sessions.models import Attendance, Part, StorytellingSession
from stories.transcripts.models import Segment, TranscriptState, TranscriptVersion
from stories.translations.models import SegmentTranslation, TranslationState

PASSPHRASE = "a passphrase for measuring"  # noqa: S105 - of an invented person
PIN = "246810"
SHELF = 50
SENTENCES = 30
USES = {
    Stage.BEFORE: ["record", "transcribe", "translate"],
    Stage.AFTER: ["share", "publish", "export"],
}


@dataclass(frozen=True)
class World:
    """What a visitor needs: the family's token and a story behind it, the staff's address."""

    token: str
    story_id: uuid.UUID
    email: str


class Rows:
    """Rows by table, inserted together in the order of the foreign keys."""

    def __init__(self, organisation_id: uuid.UUID) -> None:
        self.organisation_id = organisation_id
        self.tables: dict[type, list[dict[str, Any]]] = {}

    def add(self, model: type, /, *, owned: bool = True, **values: Any) -> uuid.UUID:
        """Queue one row; returns its id."""
        row = {"id": uuid.uuid4()} if hasattr(model, "id") else {}
        if owned:
            row["organisation_id"] = self.organisation_id
        self.tables.setdefault(model, []).append(row | values)
        return row.get("id", self.organisation_id)

    def write(self) -> None:
        """Insert everything, each table at once and past the mapper, and begin anew."""
        waiting = {model.__tablename__: rows for model, rows in self.tables.items()}  # type: ignore[attr-defined]
        for table in db.metadata.sorted_tables:
            if table.name in waiting:
                db.session.execute(insert(table), waiting[table.name])
        self.tables.clear()


def build(app: Flask, stories: int) -> World:
    """Fill an empty database with ``stories`` released stories, a tenth as many sessions a week."""
    with app.app_context(), unit_of_work():
        rows = Rows(uuid.uuid4())
        rows.tables[Organisation] = [
            {"id": rows.organisation_id, "name": "Bench", "name_ru": "Bench", "region": ""}
        ]
        staff = [add_user(rows, number) for number in range(3)]
        made = [_story(rows, staff, number) for number in range(stories)]
        token = _shelf(rows, made[:SHELF])
        rows.write()
    return World(token, made[0], "bench0@example.org")


def add_user(rows: Rows, number: int) -> uuid.UUID:
    user = rows.add(
        User,
        owned=False,
        email=f"bench{number}@example.org",
        name=f"Bench {number}",
        passphrase_hash=digest(PASSPHRASE),
        active=True,
    )
    for role in (Role.FACILITATOR, Role.CURATOR) if number == 0 else (Role.MODERATOR,):
        rows.add(Grant, user_id=user, role=role)
    return user


def _story(rows: Rows, staff: list[uuid.UUID], number: int) -> uuid.UUID:
    elder = add_person(rows, f"Баяндаушы {number}", Generation.ELDER, 1950)
    session = add_session(rows, staff[0], number)
    seat(rows, session, elder, Part.NARRATOR)
    agree(rows, elder, elder, session)
    text = add_text(rows, session, staff[0], SENTENCES)
    return add_released(rows, staff, text, number, SENTENCES)


def add_session(rows: Rows, facilitator: uuid.UUID, number: int) -> uuid.UUID:
    """A session of its own for each story, three hours apart."""
    return rows.add(
        StorytellingSession,
        facilitator_id=facilitator,
        starts_at=datetime.now(UTC) + timedelta(hours=number * 3 - 1500),
        minutes=40,
        zone="Asia/Almaty",
        place="Орталық",
        room="",
        remote=False,
        theme=f"Тақырып {number}",
        languages=["kk", "ru"],
        note="",
        state="planned",
        cancelled_because="",
    )


def seat(rows: Rows, session: uuid.UUID, person: uuid.UUID, part: Part) -> None:
    """Somebody takes part."""
    seats = rows.tables.setdefault(Attendance, [])
    seats.append({"session_id": session, "person_id": person, "part": part})


def add_person(rows: Rows, name: str, generation: Generation, year: int) -> uuid.UUID:
    return rows.add(
        Person,
        name=name,
        folded_name=fold(name),
        generation=generation,
        birth_year=year,
        languages=["kk"],
        needs_interpreter=False,
        region="",
        contact="",
        readiness="ready",
        never_publish=False,
    )


def agree(
    rows: Rows,
    person: uuid.UUID,
    signer: uuid.UUID,
    session: uuid.UUID,
    *,
    withdrawn: bool = False,
) -> None:
    """Both agreements about somebody by one signer; the second one perhaps taken back."""
    for stage, uses in USES.items():
        rows.add(
            Agreement,
            person_id=person,
            signer_id=signer,
            session_id=session if stage is Stage.AFTER else None,
            stage=stage,
            uses=uses,
            audience=Audience.PUBLIC,
            naming=Naming.OWN_NAME,
            language="kk",
            form_version="1",
            evidence=Evidence.SIGNED,
            operator_name="Bench",
            third_parties=False,
            cross_border=False,
            given_at=datetime.now(UTC) - timedelta(days=2),
            withdrawn_at=datetime.now(UTC) if withdrawn and stage is Stage.AFTER else None,
            withdrawal_note="",
        )


def add_text(
    rows: Rows, session: uuid.UUID, who: uuid.UUID, sentences: int
) -> tuple[uuid.UUID, uuid.UUID]:
    """A recording and its text, checked and translated: both ids, the text's first."""
    recording = rows.add(
        Recording,
        session_id=session,
        uploaded_by=who,
        original_name="a.opus",
        state=RecordingState.READY,
        master_key=f"masters/{uuid.uuid4()}",
        sha256=secrets.token_hex(32),
        bytes=1000,
        seconds=sentences * 10.0,
        peaks=[10] * 200,
    )
    version = rows.add(
        TranscriptVersion,
        recording_id=recording,
        number=1,
        state=TranscriptState.CORRECTED,
        revision=1,
        complete=True,
        engine="bench",
        model="bench",
        options={},
    )
    for place in range(sentences):
        _sentence(rows, version, place)
    return version, recording


def _sentence(rows: Rows, version: uuid.UUID, place: int) -> None:
    segment = rows.add(
        Segment,
        version_id=version,
        position=place,
        start_ms=place * 10_000,
        end_ms=place * 10_000 + 9_000,
        language="kk",
        text="Таңертең апам ең бірінші тұратын, пештің тарсылы естілетін.",
        machine_text="",
        words=[],
        flags=[],
        checked_at=datetime.now(UTC),
    )
    rows.add(
        SegmentTranslation,
        segment_id=segment,
        language="ru",
        text="Утром бабушка вставала раньше всех, и слышно было, как гудит печь.",
        state=TranslationState.CONFIRMED,
    )


def add_released(
    rows: Rows,
    staff: list[uuid.UUID],
    text: tuple[uuid.UUID, uuid.UUID],
    number: int,
    sentences: int,
) -> uuid.UUID:
    """A released story over the whole of a text, with its two approvals."""
    version, recording = text
    story = rows.add(
        Story,
        recording_id=recording,
        version_id=version,
        start_ms=0,
        end_ms=sentences * 10_000,
        title_kk=f"Әңгіме {number}",
        title_ru=f"История {number}",
        summary_kk="Таңертеңгі нан туралы.",
        summary_ru="Об утреннем хлебе.",
        state=StoryState.RELEASED,
        revision=1,
        copy_revision=1,
        copy_opus="copies/a.webm",
        copy_aac="copies/a.m4a",
        proposed_by=staff[0],
    )
    for reviewer in staff[1:]:
        rows.add(
            Review,
            owned=False,
            story_id=story,
            reviewer_id=reviewer,
            verdict=Verdict.APPROVE,
            remark="",
            story_revision=1,
            transcript_revision=1,
        )
    return story


def _shelf(rows: Rows, stories: list[uuid.UUID]) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    collection = rows.add(
        Collection,
        title_kk="Жинақ",
        title_ru="Сборник",
        intro_kk="",
        intro_ru="",
        audience=Audience.FAMILY,
        labels=[],
        cover_seed=1,
    )
    for place, story in enumerate(stories):
        rows.add(
            CollectionEntry, owned=False, collection_id=collection, story_id=story, position=place
        )
    rows.add(
        ReadingLink,
        collection_id=collection,
        label="Bench",
        token_hash=hash_token(token),
        pin_hash=digest(PIN),
        expires_at=datetime.now(UTC) + timedelta(days=1),
        opened=0,
    )
    return token
