"""Where a recording stands, in a word for lists and a share for a progress bar."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from stories.foundation.models import Work, WorkState
from stories.media.models import Recording, RecordingState
from stories.media.queries import preparations


@dataclass(frozen=True)
class Standing:
    """``kind`` colours the tag; ``share`` is 0 to 1 while ``moving``."""

    word: Any
    kind: str
    moving: bool = False
    failed: bool = False
    share: float | None = None


READY = Standing(_l("Can be heard"), "ok")
SET_ASIDE = Standing(_l("Set aside"), "stop")
FAILED = Standing(_l("Not prepared"), "stop", failed=True)


def standing_of(recording: Recording) -> Standing:
    """Where one recording stands."""
    return standings_of([recording])[recording.id]


def standings_of(recordings: Iterable[Recording]) -> dict[uuid.UUID, Standing]:
    """Where each recording stands, in one query."""
    rows = list(recordings)
    known = preparations(row.id for row in rows)
    return {row.id: _standing(row, known.get(row.id)) for row in rows}


def _standing(recording: Recording, row: Work | None) -> Standing:
    if recording.state is RecordingState.READY:
        return READY
    if recording.state is RecordingState.SET_ASIDE:
        return SET_ASIDE
    if row is None or row.state is WorkState.FAILED:
        return FAILED
    share = row.progress if row.state is WorkState.RUNNING else None
    return Standing(_l("Being prepared"), "info", moving=True, share=share)
