"""Who approved a segment's text, in which capacity, when, by what way, and why it is over."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, Owner, PublicId
from stories.transcripts.models import Segment


class Capacity(enum.StrEnum):
    """As what somebody approves (DOMAIN R8)."""

    NARRATOR = "narrator"
    REVIEWER = "reviewer"


class Way(enum.StrEnum):
    """How the word was given: for one passage, for all that remained, or behind a link."""

    ONE = "one"
    ALL = "all"
    LINK = "link"
    LINK_ALL = "link_all"


class Why(enum.StrEnum):
    """What took an approval back."""

    TEXT = "text"
    SPLIT = "split"
    MERGED = "merged"
    BOUNDARY = "boundary"
    SPEAKER = "speaker"
    TRANSLATION = "translation"
    UNCHECKED = "unchecked"
    WISH = "wish"


class SegmentApproval(Base):
    """One person's word on one state of a segment; it stands until ``taken_back_at``.

    A reviewer is a user, a narrator is a person and no user; ``with_id`` is who looked together
    with a child. ``revision`` is the segment's when the word was given.
    """

    __tablename__ = "segment_approvals"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    segment_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("segments.id", ondelete="CASCADE"), index=True
    )
    capacity: Mapped[Capacity]
    way: Mapped[Way]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    with_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    revision: Mapped[int]
    given_at: Mapped[CreatedAt]
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    why: Mapped[Why | None]
    segment: Mapped[Segment] = relationship()
