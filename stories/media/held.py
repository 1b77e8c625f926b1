"""What this room keeps about somebody: the recordings they may be heard in, and their files."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext as _

from stories.foundation.holdings import Holding
from stories.foundation.i18n import day, day_clock, megabytes, playtime
from stories.media import queries
from stories.media.models import Recording

TABLES = ("recordings",)


def about(person_id: uuid.UUID) -> Iterator[Holding]:
    """One line for each recording; file names as they came may name others and stay out."""
    found = queries.recordings_with(person_id)
    shared = queries.shared_sessions([row.session_id for row in found], person_id)
    for row in found:
        yield _recording(row, shared=row.session_id in shared)


def _recording(row: Recording, *, shared: bool) -> Holding:
    said = (
        (_("Length"), playtime(row.seconds)),
        (_("Size of the original"), _("%(size)s MB", size=megabytes(row.bytes))),
        (_("Received"), day_clock(row.created_at)),
    )
    facts = {
        "seconds": row.seconds,
        "bytes": row.bytes,
        "sha256": row.sha256,
        "content_type": row.content_type,
        "received_at": row.created_at.isoformat(),
        "state": row.state.value,
    }
    session = row.session
    title = _("Recording of %(day)s", day=day(session.starts_at, session.zone))
    return Holding("media", "recordings", row.id, title, said, facts, _files(row), shared)


def _files(row: Recording) -> tuple[str, ...]:
    return tuple(key for key in (row.master_key, row.playback_opus, row.playback_aac) if key)
