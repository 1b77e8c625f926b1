"""Recordings: the unaltered original, what is known about it, and its fixity."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, JsonList, Owner, PublicId
from stories.people.rules import Gap
from stories.sessions.models import StorytellingSession


def decided(never_publish: bool, restricted_at: datetime | None) -> frozenset[Gap]:
    """What was decided about a recording itself, as the rules of agreements know it."""
    kept = {Gap.KEPT_BACK} if never_publish else set()
    return frozenset(kept | ({Gap.RESTRICTED} if restricted_at else set()))


class RecordingState(enum.StrEnum):
    """arrived → ready, or arrived → set aside with a reason; nothing is lost silently."""

    ARRIVED = "arrived"
    READY = "ready"
    SET_ASIDE = "set_aside"


class Recording(Base):
    """A master and what is made from it. Keys are generated names in the blob store.

    ``loudness`` (LUFS), ``loudness_range`` (LU) and ``true_peak`` (dBTP) are the original's, by EBU
    R128. ``peaks`` is the overview, 1000 points; ``fine_outline`` has ten a second. ``recipe``
    is the number of the way in which copies and outlines were made. The ``quieter`` copies have
    less noise, and are there if somebody asked for them. ``never_publish`` keeps it in the team,
    even without names; ``restricted_at`` leaves it to the safeguarding lead alone.
    """

    __tablename__ = "recordings"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id"), index=True
    )
    uploaded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    original_name: Mapped[str] = mapped_column(String(255))
    state: Mapped[RecordingState] = mapped_column(default=RecordingState.ARRIVED, index=True)
    problem: Mapped[str | None] = mapped_column(String(40))
    master_key: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    content_type: Mapped[str] = mapped_column(String(60), default="application/octet-stream")
    container: Mapped[str] = mapped_column(String(40), default="")
    codec: Mapped[str] = mapped_column(String(40), default="")
    channels: Mapped[int | None]
    sample_rate: Mapped[int | None]
    seconds: Mapped[float] = mapped_column(default=0.0)
    loudness: Mapped[float | None]
    loudness_range: Mapped[float | None]
    true_peak: Mapped[float | None]
    playback_opus: Mapped[str | None] = mapped_column(String(200))
    playback_aac: Mapped[str | None] = mapped_column(String(200))
    peaks: Mapped[JsonList]
    fine_outline: Mapped[str | None] = mapped_column(String(200))
    recipe: Mapped[int | None]
    quieter_opus: Mapped[str | None] = mapped_column(String(200))
    quieter_aac: Mapped[str | None] = mapped_column(String(200))
    closed_until: Mapped[date | None]
    closed_because: Mapped[str] = mapped_column(String(300), default="")
    never_publish: Mapped[bool] = mapped_column(default=False)
    restricted_at: Mapped[datetime | None] = mapped_column(index=True)
    created_at: Mapped[CreatedAt]
    session: Mapped[StorytellingSession] = relationship()

    @property
    def decided(self) -> frozenset[Gap]:
        """What was decided about it, whoever is heard in it."""
        return decided(self.never_publish, self.restricted_at)


class FixityCheck(Base):
    """One look at a master: whether the bytes are still those that arrived (DOMAIN R7)."""

    __tablename__ = "fixity_checks"

    id: Mapped[PublicId]
    recording_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("recordings.id"), index=True)
    organisation_id: Mapped[Owner]
    at: Mapped[CreatedAt]
    intact: Mapped[bool]
    repaired: Mapped[bool] = mapped_column(default=False)
    found_sha256: Mapped[str | None] = mapped_column(String(64))
