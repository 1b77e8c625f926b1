"""Stories on their way out: proposals, reviews, and taking back."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, LongText, Owner, PublicId
from stories.media.models import Recording
from stories.moderation.timeline import Span, Timeline
from stories.people.models import Audience
from stories.transcripts.models import TranscriptVersion


class StoryState(enum.StrEnum):
    """draft → proposed → released; proposed → returned → proposed; anything → taken down."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    RETURNED = "returned"
    RELEASED = "released"
    TAKEN_DOWN = "taken_down"


class Theme(Base):
    """The shared vocabulary of themes."""

    __tablename__ = "themes"

    id: Mapped[PublicId]
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name_kk: Mapped[str] = mapped_column(String(80))
    name_ru: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))


class StoryTheme(Base):
    """A theme of a story."""

    __tablename__ = "story_themes"

    story_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("themes.id"), primary_key=True)


class StoryStretch(Base):
    """A part of the recording that is heard in a story; the parts stand in the order of speech."""

    __tablename__ = "story_stretches"
    __table_args__ = (CheckConstraint("start_ms >= 0 AND end_ms > start_ms", name="stretch"),)

    story_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start_ms: Mapped[int]
    end_ms: Mapped[int]


class Story(Base):
    """One or more stretches of a recording made ready for others.

    ``revision`` grows with every edit. ``widest`` is the widest audience the story may have,
    whatever its people agreed to; ``never_publish`` keeps it in, even without names.
    """

    __tablename__ = "stories"

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    recording_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("recordings.id"), index=True)
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("transcript_versions.id"))
    title_kk: Mapped[str] = mapped_column(String(160))
    title_ru: Mapped[str] = mapped_column(String(160))
    summary_kk: Mapped[LongText]
    summary_ru: Mapped[LongText]
    content_note_kk: Mapped[str] = mapped_column(String(300), default="")
    content_note_ru: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[StoryState] = mapped_column(default=StoryState.DRAFT, index=True)
    revision: Mapped[int] = mapped_column(default=1)
    copy_revision: Mapped[int] = mapped_column(default=0)
    copy_opus: Mapped[str | None] = mapped_column(String(200))
    copy_aac: Mapped[str | None] = mapped_column(String(200))
    closed_until: Mapped[date | None]
    closed_because: Mapped[str] = mapped_column(String(300), default="")
    never_publish: Mapped[bool] = mapped_column(default=False)
    widest: Mapped[Audience] = mapped_column(default=Audience.PUBLIC)
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    recording: Mapped[Recording] = relationship()
    version: Mapped[TranscriptVersion] = relationship()
    stretches: Mapped[list[StoryStretch]] = relationship(
        order_by=StoryStretch.position, cascade="all, delete-orphan", lazy="selectin"
    )
    themes: Mapped[list[Theme]] = relationship(secondary="story_themes", order_by=Theme.slug)
    reviews: Mapped[list["Review"]] = relationship(
        back_populates="story", order_by="Review.created_at"
    )
    moves: Mapped[list["StoryMove"]] = relationship(back_populates="story", order_by="StoryMove.at")

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its stretches in milliseconds of the recording."""
        return tuple((item.start_ms, item.end_ms) for item in self.stretches)

    @property
    def timeline(self) -> Timeline:
        """Where in the story a moment of the recording is heard."""
        return Timeline(self.spans)

    @property
    def seconds(self) -> float:
        return self.timeline.length_ms / 1000


class StoryMove(Base):
    """One move of a story from state to state; ``edited`` says that the actor wrote its text."""

    __tablename__ = "story_moves"

    id: Mapped[PublicId]
    story_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), index=True
    )
    before: Mapped[StoryState]
    after: Mapped[StoryState]
    actor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    edited: Mapped[bool] = mapped_column(default=False)
    note: Mapped[LongText]
    at: Mapped[CreatedAt]
    story: Mapped[Story] = relationship(back_populates="moves")


class Verdict(enum.StrEnum):
    """What a reviewer decided."""

    APPROVE = "approve"
    RETURN = "return"


class Review(Base):
    """One reviewer's word on one state of the text; any later edit makes it void (DOMAIN M4)."""

    __tablename__ = "reviews"

    id: Mapped[PublicId]
    story_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("stories.id", ondelete="CASCADE"), index=True
    )
    reviewer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    verdict: Mapped[Verdict]
    remark: Mapped[LongText]
    story_revision: Mapped[int]
    transcript_revision: Mapped[int]
    created_at: Mapped[CreatedAt]
    story: Mapped[Story] = relationship(back_populates="reviews")
