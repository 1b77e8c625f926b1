"""Organisations of the consortium, their staff, and what each may do where."""

import uuid
from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.access import Role
from stories.foundation.db import Base, CreatedAt, Owner, PublicId, WeekHours
from stories.foundation.hours import Hours, hours_of
from stories.foundation.seal import Sealed


class Organisation(Base):
    """A member of the consortium; everything belongs to one."""

    __tablename__ = "organisations"

    id: Mapped[PublicId]
    name: Mapped[str] = mapped_column(String(120), unique=True)
    name_ru: Mapped[str] = mapped_column(String(120))
    region: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[CreatedAt]


class Centre(Base):
    """A rehabilitation centre of an organisation. One that is retired keeps its people.

    ``region`` is a key of ``accounts.centres.regions``; ``folded`` keeps two of one name apart.
    """

    __tablename__ = "centres"
    __table_args__ = (UniqueConstraint("organisation_id", "folded"),)

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120))
    region: Mapped[str] = mapped_column(String(20), index=True)
    created_at: Mapped[CreatedAt]
    retired_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()


class User(UserMixin, Base):
    """A member of staff. Families have no account."""

    __tablename__ = "users"

    id: Mapped[PublicId]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    passphrase_hash: Mapped[str] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column("totp_sealed", Sealed(255))
    totp_last_step: Mapped[int | None]
    locale: Mapped[str | None] = mapped_column(String(2))
    active: Mapped[bool] = mapped_column(default=True)
    free_hours: Mapped[WeekHours]
    created_at: Mapped[CreatedAt]
    grants: Mapped[list["Grant"]] = relationship(back_populates="user", lazy="selectin")

    @property
    def is_active(self) -> bool:
        return self.active

    @property
    def free(self) -> Hours | None:
        """When they can lead sessions in a week; None is not known."""
        return hours_of(self.free_hours)

    def cleared_in(self, organisation_id: uuid.UUID) -> datetime | None:
        """Until when an organisation lets them work with children; None: not at all."""
        mine = (grant for grant in self.grants if grant.organisation_id == organisation_id)
        return max((grant.cleared_until for grant in mine if grant.cleared_until), default=None)


class Grant(Base):
    """A role in an organisation; consortium staff may hold several.

    Each organisation clears for itself (DOMAIN S3); a clearance goes with the last role there.
    """

    __tablename__ = "grants"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id", "role"),)

    id: Mapped[PublicId]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    role: Mapped[Role]
    cleared_until: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    user: Mapped[User] = relationship(back_populates="grants")


class Invitation(Base):
    """A one-time code that lets one person make an account (DOMAIN X1)."""

    __tablename__ = "invitations"

    id: Mapped[PublicId]
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[Role]
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignIn(Base):
    """Somebody's way in on one device: kept here, so that it can be listed and ended (DOMAIN X1).

    The browser holds a random key, of which the row keeps a digest. ``opened_at`` is empty until
    everything that is asked for was shown.
    """

    __tablename__ = "sign_ins"

    id: Mapped[PublicId]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[CreatedAt] = mapped_column(index=True)
    opened_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()


class Note(Base):
    """What the next page of a sign-in shows once, sealed; it lasts for minutes."""

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("sign_in_id", "name"),)

    id: Mapped[PublicId]
    sign_in_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sign_ins.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(32))
    sealed: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class RecoveryCode(Base):
    """A code that opens once in place of the app's; only a digest is kept (DOMAIN X1)."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("user_id", "digest"),)

    id: Mapped[PublicId]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[CreatedAt]
    used_at: Mapped[datetime | None]
