"""A row as JSON can keep it, and back again."""

import enum
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Table
from sqlalchemy.types import TypeDecorator


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as JSON can keep them: ids and enumerations as words, times as ISO 8601."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    return value.hex() if isinstance(value, bytes) else value


def typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """What ``plain`` made, as the columns of a table want it."""
    return {name: _typed(table.columns[name].type, value) for name, value in row.items()}


def _typed(kind: Any, value: Any) -> Any:
    if value is None or isinstance(kind, JSON):
        return value
    inner = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    wanted = inner.python_type
    if wanted in {date, datetime}:
        return wanted.fromisoformat(value)
    return bytes.fromhex(value) if wanted is bytes else wanted(value)
