"""«One of these ids» with one parameter instead of one for each.

A list asks about fifty things at a time, a dozen times over; naming, checking and binding every
id by itself costs more than the question. So does putting one question together again and again:
with ``given`` it stands once, as a constant, and the ids come when it is asked.
"""

import json
import uuid
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ARRAY, BindParameter, Boolean, Dialect, String, Uuid, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class _Ids(TypeDecorator[Collection[uuid.UUID]]):
    """Many ids in one value: JSON on SQLite, where ids are kept as hex, else an array."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String())
        return dialect.type_descriptor(ARRAY(Uuid()))

    def process_bind_param(self, value: Collection[uuid.UUID] | None, dialect: Dialect) -> Any:
        ids = set(value or ())
        return json.dumps([one.hex for one in ids]) if dialect.name == "sqlite" else list(ids)


def given(name: str) -> BindParameter[Collection[uuid.UUID]]:
    """Ids that are given by name when the question is asked: ``execute(query, {name: ids})``."""
    return bindparam(name, type_=_Ids())


class among(FunctionElement[bool]):  # noqa: N801 - reads as the condition it is
    """Whether a column of ids holds one of these; none of none."""

    type = Boolean()
    name = "among"
    inherit_cache = True
    # Else SQLite is asked for «… IN (…) = 1», finds no index for that and reads the whole table.
    _is_implicitly_boolean = True

    def __init__(
        self, column: Any, ids: Iterable[uuid.UUID] | BindParameter[Collection[uuid.UUID]]
    ) -> None:
        named = isinstance(ids, BindParameter)
        super().__init__(column, ids if named else bindparam(None, list(ids), type_=_Ids()))


@compiles(among, "sqlite")
def _sqlite(element: Any, compiler: Any, **options: Any) -> str:
    column, ids = (compiler.process(item, **options) for item in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"  # noqa: S608 - a bound parameter


@compiles(among, "postgresql")
def _postgresql(element: Any, compiler: Any, **options: Any) -> str:
    column, ids = (compiler.process(item, **options) for item in element.clauses)
    return f"{column} = ANY({ids})"
