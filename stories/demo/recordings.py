"""The second step: what was held gets its recording, its people's second word, and an end."""

from datetime import timedelta

from stories.demo.content import Recording, Session
from stories.demo.world import World, agree, moment_of
from stories.foundation.blobs import blobs
from stories.foundation.clock import held_at
from stories.foundation.db import db
from stories.media.arrival import Arrival
from stories.media.models import Recording as RecordingRow
from stories.media.services import take_in
from stories.people.models import Stage, Use
from stories.sessions.models import SessionState
from stories.sessions.services import close_session

OUTSIDE = (Use.SHARE, Use.PUBLISH, Use.EXPORT)
MASTERS = "masters/demo"


def build_recordings(world: World) -> dict[str, RecordingRow]:
    """Close every held session, with the recordings that were made in three of them."""
    recordings = {item.session: item for item in world.content.recordings}
    made: dict[str, RecordingRow] = {}
    for session in world.content.sessions:
        if session.state == SessionState.HELD:
            found = recordings.get(session.key)
            if found is not None:
                made[found.key] = _record(world, session, found)
            _close(world, session)
    return made


def _record(world: World, session: Session, recording: Recording) -> RecordingRow:
    with held_at(moment_of(session, world.today) + timedelta(minutes=20)):
        _agree_after(world, session)
        row = take_in(
            world.actor(recording.uploaded_by), world.sessions[session.key], _keep(recording)
        )
        db.session.flush()
    return row


def _keep(recording: Recording) -> Arrival:
    key = f"{MASTERS}/{recording.key}"
    digest = blobs().put_file(key, recording.audio)
    size = recording.audio.stat().st_size
    return Arrival(recording.audio.name, size, digest, key, recording.audio.read_bytes()[:4096])


def _agree_after(world: World, session: Session) -> None:
    present = {*session.narrators, *session.listeners}
    for person in world.content.people:
        if person.key in present:
            agree(world, person, Stage.AFTER, OUTSIDE, world.sessions[session.key].id)


def _close(world: World, session: Session) -> None:
    row = world.sessions[session.key]
    ends = moment_of(session, world.today) + timedelta(minutes=session.minutes)
    with held_at(ends):
        came = {world.people[key].id: True for key in (*session.narrators, *session.listeners)}
        close_session(world.actor(session.facilitator), row, came)
