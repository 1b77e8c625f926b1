"""Bytes come in, and a whole file becomes a recording, once (DOMAIN R1, R4).

Long reading and writing stands outside the units of work; the file's lock stands around both, so
that two connections, a worker's round and a killed process's successor come one after another.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import IO, Any
from uuid import UUID

from werkzeug.exceptions import ClientDisconnected

from stories.foundation.access import OPERATOR, Actor
from stories.foundation.blobs import blobs
from stories.foundation.db import db, unit_of_work
from stories.foundation.sound.sniff import HEAD_BYTES
from stories.media import queries as recordings
from stories.media import services as media
from stories.media.arrival import Arrival, lies_at
from stories.media.errors import NoRoom
from stories.media.models import Recording
from stories.media.tus import coming, queries, services, spool
from stories.media.tus.behind import Behind
from stories.media.tus.beside import Beside
from stories.media.tus.models import Standing, Upload, UploadState
from stories.media.tus.problems import Damaged, OtherPlace, TooLarge
from stories.media.tus.protocol import Checksum
from stories.sessions.models import StorytellingSession

EVERY = 4.0  # seconds after which what came is made safe and acknowledged in the row
Within = Callable[[Callable[[], Any]], Any]


def at_once(work: Callable[[], Any]) -> Any:
    """Nothing special around the entering."""
    return work()


def write_on(
    actor: Actor,
    upload_id: UUID,
    offset: int,
    source: Any,
    most: int | None = None,
    checksum: Checksum | None = None,
) -> Standing:
    """Write what a stream brings behind what is there; returns where the upload stands now.

    ``most`` is how much the stream says it brings. Raises OtherPlace, TooLarge, Busy, Damaged or
    NoRoom; what was there before stays in any case.
    """
    with unit_of_work(write=False):
        queries.upload(actor, upload_id)  # whose it is, before anything is read or written
    with coming.alone(upload_id, source) as file:
        with unit_of_work(write=False):
            stands = queries.standing(upload_id)
        if stands.state is not UploadState.RECEIVING:
            if offset != stands.length or most:
                raise OtherPlace
            return stands
        if offset != spool.cut(file, stands.received):
            raise OtherPlace
        if most is not None and most > stands.length - offset:
            raise TooLarge
        return _Writing(actor, upload_id, file, replace(stands, received=offset)).take(
            source, checksum
        )


class _Writing:
    """One stretch on its way to the disk."""

    def __init__(self, actor: Actor, upload_id: UUID, file: IO[bytes], stands: Standing) -> None:
        self.actor, self.upload_id, self.file = actor, upload_id, file
        self.stands = stands
        self.at, self.length = stands.received, stands.length
        self.digest = spool.digest_at(upload_id, self.at, file)
        self.behind = Behind(file, self.at)
        self.due = time.monotonic() + EVERY
        file.seek(self.at)

    def take(self, source: Any, checksum: Checksum | None) -> Standing:
        part = checksum.begin() if checksum else None
        digests = [self.digest, part] if part else [self.digest]
        try:
            with Beside(digests, min(spool.CHUNK, self.length - self.at)) as self.beside:
                self._pour(source, whole=part is not None)
                self.beside.settle()
                if part and checksum and part.digest() != checksum.digest:
                    raise Damaged
                if self.at > self.stands.received or self.at == self.length:
                    self._acknowledge()
        except OSError as error:  # the disk is full: what was acknowledged stays
            raise NoRoom from error
        finally:
            if self.at > self.stands.received:
                self.file.truncate(self.stands.received)
        return self.stands

    def _pour(self, source: Any, *, whole: bool) -> None:
        while self.at < self.length:
            room = self.beside.room()
            try:
                count = source.readinto(room[: self.length - self.at])
            except ClientDisconnected:
                if whole:
                    raise  # nobody can tell whether half a stretch is right
                return
            if not count:
                return
            self._keep(room[:count])
            if not whole and time.monotonic() >= self.due and self.at < self.length:
                self.beside.settle()
                self._acknowledge()

    def _keep(self, piece: memoryview) -> None:
        # From here on there may be more in the file than what was acknowledged.
        self.at += len(piece)
        self.beside.eat(piece)
        spool.write(self.file, piece)
        self.behind.wrote(self.at)

    def _acknowledge(self) -> None:
        spool.settle(self.file, first=not self.stands.received)
        whole = self.digest.hexdigest() if self.at == self.length else None
        with unit_of_work():
            row = queries.upload_alone(self.actor, self.upload_id)
            if row.state is not UploadState.RECEIVING:
                raise OtherPlace
            services.note_received(self.actor, row, self.at, whole)
            stands = queries.standing_of(row)
        spool.keep_digest(self.upload_id, self.at, self.digest)
        self.stands, self.due = stands, time.monotonic() + EVERY


def take_in(actor: Actor, upload_id: UUID, within: Within = at_once) -> Any:
    """Make a recording of a whole file, whoever was stopped while doing so; once.

    ``within`` stands around the entering, inside its unit. Raises Busy, SessionNotOpen, NoRoom.
    """
    try:
        with spool.held(upload_id, write=False) as file:
            answer = _take_in(actor, upload_id, file, within)
    except FileNotFoundError:
        with unit_of_work():
            row = queries.upload_alone(actor, upload_id)
            if row.state is UploadState.COMPLETE:  # somebody emptied the spool: sent again
                services.note_received(actor, row, 0)
        return None
    spool.forget(upload_id)
    return answer


def _take_in(actor: Actor, upload_id: UUID, file: IO[bytes], within: Within) -> Any:
    with unit_of_work(write=False):
        row = queries.upload(actor, upload_id)
        if row.state is not UploadState.COMPLETE:
            return None
        name, size, sha256 = row.original_name, row.length, row.sha256 or ""
    if os.fstat(file.fileno()).st_size != size:
        raise FileNotFoundError
    file.seek(0)
    arrival = Arrival(name, size, sha256, f"masters/{upload_id}", file.read(HEAD_BYTES))
    # Even one that seems to be here already: its twin may be erased before this one is entered.
    _keep(arrival.key, upload_id)
    with unit_of_work():
        answer = within(lambda: _enter(actor, upload_id, arrival))
        taken = db.session.get_one(Upload, upload_id)
        ours = taken.recording_id if not taken.known else None
        if taken.state is UploadState.COMPLETE:  # the same form was sent before
            services.end_upload(actor, taken)
    if ours is None:
        blobs().delete(arrival.key)
    else:
        _judge(ours, arrival)
    return answer


def _keep(key: str, upload_id: UUID) -> None:
    try:
        blobs().delete(key)  # a stopped attempt may have left it; no row names it
        blobs().put_from(key, spool.path_of(upload_id))
    except Exception as error:
        raise NoRoom from error


def _twin(row: Upload) -> Recording | None:
    twin = recordings.twin(row.organisation_id, row.sha256 or "")
    # What was lost here is taken in again.
    return twin if twin and lies_at(twin.master_key, row.length) else None


def _enter(actor: Actor, upload_id: UUID, arrival: Arrival) -> Recording:
    row = queries.upload_alone(actor, upload_id)
    queries.hold_organisation(row.organisation_id)
    twin = _twin(row)
    if twin is not None:
        services.note_taken(actor, row, twin, known=True)
        return twin
    session = db.session.get_one(StorytellingSession, row.session_id)
    recording = media.take_in(actor, session, arrival, uploaded_by=row.uploaded_by)
    services.note_taken(actor, row, recording, known=False)
    return recording


def _judge(recording_id: UUID, arrival: Arrival) -> None:
    # The row is safe by now; what the first bytes tell is told at once, the rest by a worker.
    verdict = arrival.early_verdict
    if verdict is not None:
        with unit_of_work():
            media.set_aside(OPERATOR, recordings.recording_by_id(recording_id), verdict)
