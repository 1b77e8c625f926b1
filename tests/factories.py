"""Rows for tests. Each method commits one thing and gives it back detached, with its columns."""

import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import update

from stories.accounts.models import Grant, Organisation, User
from stories.accounts.passphrases import digest
from stories.collections.models import Collection, CollectionEntry
from stories.foundation.access import Role
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.search import fold
from stories.media.models import Recording, RecordingState
from stories.moderation.models import Review, Story, StoryState, StoryStretch, Theme, Verdict
from stories.people.models import (
    Agreement,
    Audience,
    Evidence,
    EvidenceFile,
    EvidenceKind,
    Generation,
    Naming,
    PaperForm,
    Person,
    Representation,
    Stage,
    Use,
    Wording,
)
from stories.people.rules import MOST, make_code
from stories.sessions.models import Attendance, Part, StorytellingSession
from stories.transcripts.models import Segment, TranscriptState, TranscriptVersion
from stories.translations.models import SegmentTranslation, TranslationState

PASSPHRASE = "apple tree by the window"
DAY = timedelta(days=1)


class Factory:
    """Makes a small world; whatever is not given is made or gets a decent default."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.count = 0
        self._organisation: Any = None

    def next(self) -> int:
        self.count += 1
        return self.count

    def keep(self, *rows: Any) -> Any:
        with self.app.app_context(), unit_of_work():
            db.session.add_all(rows)
            db.session.flush()
            for row in rows:
                db.session.refresh(row)
            db.session.expunge_all()
            # The unit commits the flushed rows although they are no longer tracked.
        return rows[0]

    @property
    def organisation(self) -> Any:
        if self._organisation is None:
            self._organisation = self.other_organisation("Үміт орталығы")
        return self._organisation

    def other_organisation(self, name: str = "Басқа орталық") -> Any:
        return self.keep(Organisation(name=name, name_ru=name, region="Қарағанды"))

    def user(self, *roles: Role, organisation: Any = None, **fields: Any) -> Any:
        place = organisation or self.organisation
        cleared = fields.pop("cleared_until", datetime.now(UTC) + 365 * DAY)
        with self.app.app_context():
            kept = digest(PASSPHRASE)
        number = self.next()
        user = self.keep(
            User(
                **{
                    "name": f"Қызметкер {number}",
                    "email": f"staff{number}@example.org",
                    "passphrase_hash": kept,
                }
                | fields
            )
        )
        for role in roles:
            self.keep(
                Grant(user_id=user.id, organisation_id=place.id, role=role, cleared_until=cleared)
            )
        return user

    def facilitator(self, **fields: Any) -> Any:
        return self.user(Role.FACILITATOR, **fields)

    def person(self, generation: Generation = Generation.ELDER, **fields: Any) -> Any:
        name = fields.pop("name", f"Мәриям {self.next()}")
        defaults = {
            "organisation_id": self.organisation.id,
            "birth_year": 1950 if generation is Generation.ELDER else 2003,
            "languages": ["kk", "ru"],
        }
        pseudonym = fields.get("pseudonym")
        folded = {"folded_name": fold(name), "folded_pseudonym": pseudonym and fold(pseudonym)}
        return self.keep(Person(generation=generation, name=name, **folded | defaults | fields))

    def child(self, **fields: Any) -> Any:
        """A child with a representative; ``child.guardian`` is the representative."""
        guardian = fields.pop("guardian", None)
        guardian = guardian or self.person(Generation.REPRESENTATIVE, birth_year=1985)
        defaults = {
            "birth_year": datetime.now(UTC).year - 12,
            "pseudonym": f"Қарлығаш {self.next()}",
        }
        child = self.person(Generation.YOUTH, **defaults | fields)
        self.keep(Representation(child_id=child.id, representative_id=guardian.id))
        child.guardian = guardian
        return child

    def agreement(self, person: Any, stage: Stage, *, session: Any = None, **fields: Any) -> Any:
        uses = {
            Stage.BEFORE: [Use.RECORD, Use.TRANSCRIBE, Use.TRANSLATE],
            Stage.AFTER: [Use.SHARE, Use.PUBLISH, Use.EXPORT],
        }[stage]
        signer = fields.pop("signer", person)
        defaults = {
            "organisation_id": person.organisation_id,
            "uses": [use.value for use in uses],
            "audience": Audience.PUBLIC,
            "naming": Naming.OWN_NAME,
            "language": "kk",
            "form_version": "1",
            "evidence": Evidence.SIGNED,
            "operator_name": "Үміт орталығы",
            "given_at": datetime.now(UTC) - 2 * DAY,
            "session_id": session.id if session else None,
        }
        return self.keep(
            Agreement(person_id=person.id, signer_id=signer.id, stage=stage, **defaults | fields)
        )

    def agree(self, person: Any, session: Any = None, **fields: Any) -> None:
        """Both agreements, by everybody who has to give them."""
        signers = [person, person.guardian] if hasattr(person, "guardian") else [person]
        for signer in signers:
            self.agreement(person, Stage.BEFORE, signer=signer, **fields)
            self.agreement(person, Stage.AFTER, signer=signer, session=session, **fields)

    def paper(self, person: Any, stage: Stage = Stage.BEFORE, **fields: Any) -> Any:
        """A form as it was printed; the code is a sound one."""
        signer = fields.pop("signer", person)
        defaults = {
            "organisation_id": person.organisation_id,
            "code": make_code(uuid.uuid4().int % MOST),
            "wording": Wording.ADULT,
            "version": "1",
            "language": "kk",
        }
        return self.keep(
            PaperForm(person_id=person.id, signer_id=signer.id, stage=stage, **defaults | fields)
        )

    def evidence(self, agreement: Any, content: bytes, **fields: Any) -> Any:
        """A scan beside an agreement, with its bytes in the store."""
        defaults = {
            "organisation_id": agreement.organisation_id,
            "agreement_id": agreement.id,
            "position": 0,
            "kind": EvidenceKind.SCAN,
            "key": f"evidence/{uuid.uuid4()}",
            "shown_key": f"evidence/{uuid.uuid4()}.jpg",
            "content_type": "image/jpeg",
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        row = self.keep(EvidenceFile(**defaults | fields))
        with self.app.app_context():
            for key in filter(None, (row.key, row.shown_key)):
                blobs().put_bytes(key, content)
        return row

    def session(self, *, narrators: Any = (), listeners: Any = (), **fields: Any) -> Any:
        defaults = {
            "organisation_id": self.organisation.id,
            "starts_at": datetime.now(UTC) + DAY,
            "minutes": 40,
            "zone": "Asia/Almaty",
            "place": "Қарағанды орталығы",
            "theme": "Нан",
            "languages": ["kk"],
        }
        if "facilitator_id" not in fields:
            fields["facilitator_id"] = self.facilitator().id
        row = self.keep(StorytellingSession(**defaults | fields))
        parts = [(p, Part.NARRATOR) for p in narrators] + [(p, Part.LISTENER) for p in listeners]
        for person, part in parts:
            self.keep(Attendance(session_id=row.id, person_id=person.id, part=part))
        return row

    def recording(self, session: Any, **fields: Any) -> Any:
        defaults = {
            "organisation_id": session.organisation_id,
            "uploaded_by": session.facilitator_id,
            "original_name": "жазба.opus",
            "state": RecordingState.READY,
            "master_key": f"masters/{uuid.uuid4()}",
            "sha256": "0" * 64,
            "bytes": 1000,
            "content_type": "audio/ogg",
            "seconds": 30.0,
            "peaks": [10, 60, 30, 80],
        }
        return self.keep(Recording(session_id=session.id, **defaults | fields))

    def transcript(self, recording: Any, *, checked: bool = True, **fields: Any) -> Any:
        """A version with three segments of ten seconds, translated if checked."""
        owner = recording.organisation_id
        if fields.get("current", True):
            self._put_aside(recording)
        version = self.keep(
            TranscriptVersion(
                **{
                    "organisation_id": owner,
                    "recording_id": recording.id,
                    "number": self.next(),
                    "state": TranscriptState.CORRECTED if checked else TranscriptState.DRAFT,
                    "complete": True,
                    "current": fields.get("complete", True),
                    "engine": "fake",
                    "model": "fake",
                }
                | fields
            )
        )
        texts = ["Таңертең апам ерте тұратын.", "Үйді нан иісі басатын.", "Біз де оянатынбыз."]
        for place, text in enumerate(texts):
            self._segment(version, place, text, checked=checked)
        return version

    def _put_aside(self, recording: Any) -> None:
        table = TranscriptVersion
        with self.app.app_context(), unit_of_work():
            query = update(table).where(table.recording_id == recording.id)
            db.session.execute(query.values(current=False))

    def _segment(self, version: Any, place: int, text: str, *, checked: bool) -> None:
        row = self.keep(
            Segment(
                organisation_id=version.organisation_id,
                version_id=version.id,
                position=place,
                start_ms=place * 10_000,
                end_ms=place * 10_000 + 9_000,
                language="kk",
                text=text,
                machine_text=text,
                confidence=0.8,
                words=[],
                flags=[],
                checked_at=datetime.now(UTC) if checked else None,
            )
        )
        if checked:
            self.keep(
                SegmentTranslation(
                    organisation_id=version.organisation_id,
                    segment_id=row.id,
                    language="ru",
                    text=f"Перевод {place}.",
                    state=TranslationState.CONFIRMED,
                )
            )

    def theme(self, slug: str = "bread") -> Any:
        return self.keep(Theme(slug=slug, name_kk="Нан", name_ru="Хлеб", name_en="Bread"))

    def story(self, *, version: Any = None, approved: bool = False, **fields: Any) -> Any:
        """A story on a whole small world: elder, session, recording, transcript, agreements."""
        if version is None:
            elder = self.person()
            session = self.session(narrators=[elder])
            self.agree(elder, session)
            version = self.transcript(self.recording(session))
        defaults = {
            "organisation_id": version.organisation_id,
            "recording_id": version.recording_id,
            "version_id": version.id,
            "title_kk": "Апамның наны",
            "title_ru": "Бабушкин хлеб",
            "summary_kk": "Нан туралы.",
            "summary_ru": "О хлебе.",
            "state": StoryState.RELEASED if approved else StoryState.PROPOSED,
            "copy_revision": 1,
            "copy_opus": f"copies/{uuid.uuid4()}.webm",
            "copy_aac": f"copies/{uuid.uuid4()}.m4a",
        }
        if "proposed_by" not in fields:
            fields["proposed_by"] = self.facilitator().id
        spans = fields.pop("spans", [(0, 29_000)])
        fields["stretches"] = [
            StoryStretch(position=place, start_ms=start, end_ms=end)
            for place, (start, end) in enumerate(spans)
        ]
        story = self.keep(Story(**defaults | fields))
        for _ in range(2 if approved else 0):
            self.review(story, self.user(Role.MODERATOR))
        return story

    def review(self, story: Any, reviewer: Any, verdict: Verdict = Verdict.APPROVE) -> Any:
        return self.keep(
            Review(
                story_id=story.id,
                reviewer_id=reviewer.id,
                verdict=verdict,
                story_revision=story.revision,
                transcript_revision=1,
            )
        )

    def collection(self, *stories: Any, **fields: Any) -> Any:
        defaults = {
            "organisation_id": self.organisation.id,
            "title_kk": "Үйдің жылуы",
            "title_ru": "Тепло дома",
            "labels": [],
        }
        row = self.keep(Collection(**defaults | fields))
        for place, story in enumerate(stories):
            self.keep(CollectionEntry(collection_id=row.id, story_id=story.id, position=place))
        return row
