"""Where the writing down of a recording stands, for its page, for lists and for the editor."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from stories.foundation.models import Work, WorkState
from stories.transcripts import queries, rules
from stories.transcripts.models import TranscriptState, TranscriptVersion
from stories.transcripts.queries import Counts
from stories.transcripts.reasons import sentence_for


@dataclass(frozen=True)
class Standing:
    """``version`` is the current text; ``growing`` the one being written down now."""

    version: TranscriptVersion | None = None
    counts: Counts = field(default_factory=Counts)
    growing: TranscriptVersion | None = None
    moving: bool = False
    share: float | None = None
    problem: Any = None

    @property
    def silent(self) -> bool:
        """Whether the machine listened to the end and heard no speech."""
        return self.version is not None and not self.counts.segments


def progress(recording_id: uuid.UUID) -> Standing:
    """How far a recording is written down."""
    version = queries.current_version(recording_id)
    row = queries.transcription(recording_id)
    moving = row is not None and not row.over
    return Standing(
        version=version,
        counts=queries.counts(version.id) if version else Counts(),
        growing=queries.growing_version(recording_id) if moving else None,
        moving=moving,
        share=row.progress if row is not None and row.state is WorkState.RUNNING else None,
        problem=_problem(row),
    )


def _problem(row: Work | None) -> Any:
    if row is None or row.state is not WorkState.FAILED:
        return None
    return sentence_for(row.problem)


def state_tag(version: TranscriptVersion, found: Counts) -> tuple[str, str]:
    """A version's state as (word, kind); a machine's text is always called one (DOMAIN R8)."""
    if version.state is TranscriptState.APPROVED:
        return _("Text approved"), "ok"
    if version.state is TranscriptState.CORRECTED:
        return _("Text corrected"), "ok"
    share = rules.share_checked(found.segments, found.unchecked)
    if share:
        return _("Written by a machine, %(share)s %% checked", share=share), "wait"
    return _("Written by a machine, not checked"), "wait"


def state_shown(version: TranscriptVersion) -> dict[str, Any]:
    """A version's state for the editor's script."""
    word, kind = state_tag(version, queries.counts(version.id))
    return {"word": word, "kind": kind, "revision": version.revision}
