"""How rooms write the lines of a plan from their rows."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect

from stories.foundation.erasure.plan import Deed, Touch
from stories.foundation.erasure.words import Words


def _key(row: Any) -> dict[str, Any]:
    state = inspect(row)
    columns = state.mapper.primary_key
    return {column.name: value for column, value in zip(columns, state.identity, strict=True)}


def gone(row: Any, why: str) -> Touch:
    """The row goes, with its files and whatever points at it."""
    return Touch(row.__tablename__, _key(row), Deed.DELETE, why)


def kept(row: Any, why: str) -> Touch:
    """The row stays, and the reader is told why."""
    return Touch(row.__tablename__, _key(row), Deed.KEEP, why)


def changed(row: Any, why: str, **values: Any) -> Iterator[Touch]:
    """The row stays with other values; nothing at all if they stand there already."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    if new:
        yield Touch(row.__tablename__, _key(row), Deed.CHANGE, why, new)


def without_words(row: Any, words: Words, *columns: str) -> Iterator[Touch]:
    """The row stays, and its texts lose the person's names."""
    texts = {name: words.out_of(getattr(row, name)) for name in columns}
    yield from changed(row, "names_taken_out", **texts)
