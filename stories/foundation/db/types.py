"""Column vocabulary: annotated types used by every model."""

import uuid
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any

from sqlalchemy import JSON, ColumnElement, DateTime, Dialect, ForeignKey, Text, Uuid
from sqlalchemy.orm import mapped_column
from sqlalchemy.sql import collate
from sqlalchemy.types import TypeDecorator

from stories.foundation.clock import now

KK_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACE = {letter: chr(0x4000 + place) for place, letter in enumerate(KK_ALPHABET)}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; refuses a time without a zone, gives one back with UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """SQLite keeps moments as text in UTC without saying so; each text is read once."""
        if dialect.name == "sqlite":
            return _read_moment
        return super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Id(Uuid[uuid.UUID]):
    """An id; where a database keeps ids as text, each text is read once and not per row."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Only what is kept as text has to be read: PostgreSQL gives ids as they are."""
        read = super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]
        return _read_id if read and not dialect.supports_native_uuid else read


@lru_cache(maxsize=20_000)
def _read_id(kept: str | None) -> uuid.UUID | None:
    return None if kept is None else uuid.UUID(kept)


@lru_cache(maxsize=20_000)
def _read_moment(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept).replace(tzinfo=UTC)


PublicId = Annotated[uuid.UUID, mapped_column(Id, primary_key=True, default=uuid.uuid4)]
Owner = Annotated[uuid.UUID, mapped_column(ForeignKey("organisations.id"), index=True)]
CreatedAt = Annotated[datetime, mapped_column(UtcDateTime, default=now)]
UtcMoment = Annotated[datetime, mapped_column(UtcDateTime)]
JsonList = Annotated[list[Any], mapped_column(JSON, default=list)]
# Free hours in a week as ``foundation.hours.kept`` makes them; NULL is «not known».
WeekHours = Annotated[list[Any] | None, mapped_column(JSON(none_as_null=True))]
JsonDict = Annotated[dict[str, Any], mapped_column(JSON, default=dict)]
LongText = Annotated[str, mapped_column(Text, default="")]


def kk_key(text: str) -> str:
    """A sort key in the order of the Kazakh alphabet, for where no collation is at hand."""
    return "".join(_PLACE.get(letter, letter) for letter in text.casefold())


def compare_kk(left: str, right: str) -> int:
    """Three-way comparison in Kazakh order; SQLite's ``kk`` collation."""
    one, two = kk_key(left), kk_key(right)
    return (one > two) - (one < two)


def kk_order(column: Any) -> ColumnElement[str]:
    """Order by a text column as a Kazakh dictionary would, on SQLite and PostgreSQL alike."""
    return collate(column, "kk")
