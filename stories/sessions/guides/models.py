"""Questions that help a story begin: the house's own and those of an organisation."""

import enum
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from stories.foundation.db import Base, JsonList, PublicId

LONGEST = 300  # letters of a question


class AgeBand(enum.StrEnum):
    """How old a listener, or whoever is asked, is; in order."""

    SIX = "6-9"
    TEN = "10-13"
    FOURTEEN = "14-17"
    ADULT = "adult"


class AskedOf(enum.StrEnum):
    """Whom a question is put to."""

    ELDER = "elder"
    YOUNG = "young"


@dataclass(frozen=True)
class Question:
    """A question as pages and rules see it; one of the house's own belongs to no organisation.

    ``id`` is None until it was first chosen for a session. ``text_en`` may be empty.
    """

    key: str
    place: int
    theme: str
    asked_of: AskedOf
    ages: tuple[AgeBand, ...]
    sensitive: bool
    text_kk: str
    text_ru: str
    text_en: str = ""
    organisation_id: uuid.UUID | None = None
    id: uuid.UUID | None = None
    retired: bool = False


class Prompt(Base):
    """A question that opens a story; none about the conflict, none with «why» (DOMAIN S5).

    One of the house's own has no organisation, and gets its row when it is first chosen. What is
    retired stays in the sessions it was chosen for, and is not offered again.
    """

    __tablename__ = "prompts"

    id: Mapped[PublicId]
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organisations.id"), index=True
    )
    key: Mapped[str] = mapped_column(String(60), unique=True)
    place: Mapped[int] = mapped_column(default=0)
    theme: Mapped[str] = mapped_column(String(60))
    asked_of: Mapped[AskedOf] = mapped_column(default=AskedOf.ELDER)
    ages: Mapped[JsonList]
    sensitive: Mapped[bool] = mapped_column(default=False)
    text_kk: Mapped[str] = mapped_column(String(LONGEST))
    text_ru: Mapped[str] = mapped_column(String(LONGEST))
    text_en: Mapped[str] = mapped_column(String(LONGEST))
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    retired_at: Mapped[datetime | None]


class SessionPrompt(Base):
    """Prompts chosen for a session."""

    __tablename__ = "session_prompts"

    session_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("storytelling_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    prompt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("prompts.id"), primary_key=True)
