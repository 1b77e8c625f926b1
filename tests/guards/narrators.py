"""A narrator's link to what they told, and a wish of theirs with a voice note, for the houses."""

import tempfile
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from stories.foundation.access import OPERATOR
from stories.foundation.blobs import blobs
from stories.foundation.db import db
from stories.media.models import Recording
from stories.media.tools import make_access_copy
from stories.people.models import Person
from stories.transcripts.queries import every_segment
from stories.translations.narrator import services
from stories.translations.narrator.models import NarratorWish, WishKind
from tests.factories import Factory
from tests.translations.told import tone

NOTE = b"OggS" + bytes(range(256))


def narrated(make: Factory, held: Any) -> Any:
    """A recording that can really be heard, and its text; no story is cut from it."""
    keys = {f"playback_{kind}": f"playback/{uuid.uuid4()}" for kind in ("opus", "aac")}
    with make.app.app_context():
        for key, sound in zip(keys.values(), _sound(), strict=True):
            blobs().put_bytes(key, sound)
    return make.transcript(make.recording(held, sha256="5" * 64, **keys))


@cache
def _sound() -> tuple[bytes, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        made = make_access_copy(tone(Path(folder) / "a.wav", 30), folder)
        return made["webm"].path.read_bytes(), made["m4a"].path.read_bytes()


def narrator_rows(place: Any, version: Any) -> None:
    """Inside a unit: a link whose secrets the place keeps, and a wish that waits."""
    person = db.session.get_one(Person, place.rows["person.elder"])
    recording = db.session.get_one(Recording, version.recording_id)
    made = services.give_link(OPERATOR, recording, person, None, 30)
    place.secrets |= {"narrator.token": made.secrets.token, "narrator.pin": made.secrets.pin}
    first, *_middle, last = every_segment(version.id)
    row = NarratorWish(
        organisation_id=recording.organisation_id,
        link_id=made.link.id,
        recording_id=recording.id,
        person_id=person.id,
        start_ms=last.end_ms + 100,
        end_ms=last.end_ms + 900,
        kind=WishKind.DO_NOT_PUBLISH,
        words=f"{place.mark} айтылмасын",
        note_key=f"notes/{uuid.uuid4()}",
        note_type="audio/ogg",
        outcome="",
    )
    blobs().put_bytes(str(row.note_key), NOTE)
    db.session.add(row)
    db.session.flush()
    place.rows |= {
        "narrator_link": made.link.id,
        "narrator_wish": row.id,
        "segment.told": first.id,
        "recording.told": recording.id,
    }
