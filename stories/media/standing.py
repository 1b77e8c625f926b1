"""Where a recording stands, in a word for lists and a share for a progress bar."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.models import Work, WorkState
from stories.media.consent import closed_sessions
from stories.media.models import Recording, RecordingState
from stories.media.queries import preparations


@dataclass(frozen=True)
class Standing:
    """``kind`` colours the tag; ``share`` is 0 to 1 while ``moving``."""

    word: Any
    kind: str
    moving: bool = False
    failed: bool = False
    waits: bool = False
    share: float | None = None


READY = Standing(_l("Can be heard"), "ok")
RESTRICTED = Standing(_l("Restricted"), "stop")
CLOSED = Standing(_l("Closed"), "stop")
SET_ASIDE = Standing(_l("Set aside"), "stop")
FAILED = Standing(_l("Not prepared"), "stop", failed=True)
NO_ROOM = Standing(_l("Waits for room"), "wait", waits=True)


def standing_of(recording: Recording) -> Standing:
    """Where one recording stands."""
    return standings_of([recording])[recording.id]


def standings_of(recordings: Iterable[Recording]) -> dict[uuid.UUID, Standing]:
    """Where each recording stands, in a handful of queries."""
    rows = list(recordings)
    known = preparations(row.id for row in rows)
    closed = closed_sessions({row.session_id for row in rows})
    found = {row.id: _standing(row, known.get(row.id)) for row in rows}
    shut = {row.id: CLOSED for row in rows if found[row.id] is READY and row.session_id in closed}
    return found | shut


def _standing(recording: Recording, row: Work | None) -> Standing:
    if recording.restricted_at is not None:
        return RESTRICTED
    if recording.state is RecordingState.READY:
        return READY
    if recording.state is RecordingState.SET_ASIDE:
        return SET_ASIDE
    if row is None or row.state is WorkState.FAILED:
        return FAILED
    if row.state is WorkState.WAITING and row.memory.get("waits") == "room":
        return NO_ROOM
    share = row.progress if row.state is WorkState.RUNNING else None
    return Standing(_l("Being prepared"), "info", moving=True, share=share)
