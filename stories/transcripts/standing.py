"""Where the writing down of a recording stands, for its page, for lists and for the editor."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from stories.foundation.clock import now
from stories.foundation.models import Work, WorkState
from stories.transcripts import queries, rules
from stories.transcripts.models import TranscriptState, TranscriptVersion
from stories.transcripts.pace import pace_from, seconds_left
from stories.transcripts.queries import Counts
from stories.transcripts.reasons import sentence_for


@dataclass(frozen=True)
class Standing:
    """``version`` is the working text; ``growing`` the one being written down now, or resting.

    ``moving`` says that a machine works on it or will; ``left`` are the seconds it still needs,
    if that is known; ``again_at`` is when a failed attempt is followed by the next. ``problem``
    is the sentence about what went wrong, and ``failed`` that nothing more is tried by itself.
    """

    version: TranscriptVersion | None = None
    counts: Counts = field(default_factory=Counts)
    growing: TranscriptVersion | None = None
    moving: bool = False
    paused: bool = False
    failed: bool = False
    share: float | None = None
    left: float | None = None
    windows: int = 0
    again_at: datetime | None = None
    problem: Any = None

    @property
    def silent(self) -> bool:
        """Whether the machine listened to the end and heard no speech."""
        return self.version is not None and not self.counts.segments

    @property
    def next_try(self) -> datetime | None:
        """When it is tried again, while that is still to come."""
        return self.again_at if self.again_at and self.again_at > now() else None

    @property
    def at_work(self) -> bool:
        """Whether there is something to pause or to cancel."""
        return self.moving or self.paused


def progress(recording_id: uuid.UUID) -> Standing:
    """How far a recording is written down."""
    version = queries.current_version(recording_id)
    found = of_work(queries.transcription(recording_id))
    return replace(
        found,
        version=version,
        counts=queries.counts(version.id) if version else Counts(),
        growing=queries.growing_version(recording_id) if found.at_work else None,
    )


def of_work(row: Work | None) -> Standing:
    """What the row of the work alone tells; one question to the database is enough for it."""
    if row is None or row.state in {WorkState.DONE, WorkState.CANCELLED}:
        return Standing()
    paused, failed = row.state is WorkState.PAUSED, row.state is WorkState.FAILED
    begun = row.state is WorkState.RUNNING or paused
    done, of = int(row.memory.get("windows", 0)), int(row.memory.get("of", 0))
    running = row.state is WorkState.RUNNING
    return Standing(
        moving=not row.over and not paused,
        paused=paused,
        failed=failed,
        share=row.progress if begun else None,
        left=seconds_left(pace_from(row.memory), of - done) if running else None,
        windows=done,
        again_at=row.not_before if row.problem else None,
        problem=sentence_for(row.problem) if row.problem and not running else None,
    )


LABELS = (
    _l("Written by a machine, not checked"),
    _l("Written by a machine, %(share)s %% checked"),
    _l("From a file, not checked"),
    _l("From a file, %(share)s %% checked"),
    _l("Text approved"),
)
"""What the label of a text may be that leaves as a file, for whoever meets it again."""


def state_tag(version: TranscriptVersion, found: Counts) -> tuple[str, str]:
    """A version's state as (word, kind); a machine's text is always called one (DOMAIN R8)."""
    if version.state is TranscriptState.APPROVED:
        return _("Text approved"), "ok"
    if version.state is TranscriptState.CORRECTED:
        return _("Text corrected"), "ok"
    share = rules.share_checked(found.segments, found.unchecked)
    if version.engine == rules.BROUGHT:
        told = _("From a file, %(share)s %% checked", share=share) if share else ""
        return told or _("From a file, not checked"), "wait"
    if share:
        return _("Written by a machine, %(share)s %% checked", share=share), "wait"
    return _("Written by a machine, not checked"), "wait"


@dataclass(frozen=True)
class Line:
    """One version in a list: its state as a tag, and how many hundredths people have checked."""

    version: TranscriptVersion
    tag: tuple[str, str]
    checked: int
    segments: int
    touched: bool


def lines_for(versions: Sequence[TranscriptVersion]) -> list[Line]:
    """The versions of a recording as its page lists them."""
    counts = queries.counts_of(row.id for row in versions)
    return [_line(row, counts.get(row.id, Counts())) for row in versions]


def _line(row: TranscriptVersion, found: Counts) -> Line:
    share = rules.share_checked(found.segments, found.unchecked)
    return Line(row, state_tag(row, found), share, found.segments, queries.touched(row.id))


def state_shown(version: TranscriptVersion) -> dict[str, Any]:
    """A version's state for the editor's script."""
    word, kind = state_tag(version, queries.counts(version.id))
    return {"word": word, "kind": kind, "revision": version.revision}
