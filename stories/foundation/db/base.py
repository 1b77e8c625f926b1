"""The declarative base and the session."""

import enum
import uuid
from datetime import datetime
from typing import Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Enum, MetaData
from sqlalchemy.orm import DeclarativeBase

from stories.foundation.db.types import Id, UtcDateTime

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def _values(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Base(DeclarativeBase):
    """What every table stands on: named constraints, UTC times, enums kept as their words."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        uuid.UUID: Id,
        enum.Enum: Enum(enum.Enum, native_enum=False, length=32, values_callable=_values),
    }


def columns_of(model: type[Base]) -> Any:
    """A model's columns past the mapper, for questions whose rows nobody changes."""
    return model.__table__.c


# The extension gives engines and the session; models stand on Base, which mypy can read.
db = SQLAlchemy(metadata=Base.metadata)
