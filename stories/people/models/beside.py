"""Who stands beside whom: representatives in law, kin and others, and who stays apart."""

import enum
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stories.foundation.db import Base, CreatedAt, Owner, PublicId
from stories.people.models.person import Person


class Tie(enum.StrEnum):
    """What one person is to another. Nothing tells birth from adoption (DOMAIN P5)."""

    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    AUNT = "aunt"
    UNCLE = "uncle"
    AUNT_OR_UNCLE = "aunt_or_uncle"
    NIECE_OR_NEPHEW = "niece_or_nephew"
    COUSIN = "cousin"
    SPOUSE = "spouse"
    KIN = "kin"
    GUARDIAN = "guardian"
    WARD = "ward"
    TEACHER = "teacher"
    PUPIL = "pupil"
    NEIGHBOUR = "neighbour"
    FRIEND = "friend"
    OTHER = "other"


class Representation(Base):
    """Who may speak for a child in law."""

    __tablename__ = "representations"
    __table_args__ = (UniqueConstraint("child_id", "representative_id"),)

    id: Mapped[PublicId]
    child_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    representative_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    child: Mapped[Person] = relationship(foreign_keys=[child_id], back_populates="representations")
    representative: Mapped[Person] = relationship(foreign_keys=[representative_id])


class DoNotPair(Base):
    """Two people who are not put into one session; no reason is kept."""

    __tablename__ = "do_not_pair"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        CheckConstraint("one_id <> other_id", name="two_people"),
    )

    id: Mapped[PublicId]
    one_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)


class Relation(Base):
    """What two people are to each other, in words for both sides.

    ``one_is`` says what ``one`` is to ``other``; ``note`` holds their own words for it. It gives
    nobody the right to speak for a child: that is a ``Representation``.
    """

    __tablename__ = "relations"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id", "other_is"),
        CheckConstraint("one_id <> other_id", name="two_people"),
    )

    id: Mapped[PublicId]
    organisation_id: Mapped[Owner]
    one_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    one_is: Mapped[Tie]
    other_is: Mapped[Tie]
    note: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[CreatedAt]
