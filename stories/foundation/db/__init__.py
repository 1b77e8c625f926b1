"""The database: base class, column vocabulary, engine habits and the unit of work."""

from stories.foundation.db.absorb import (
    Overtaken,
    Step,
    absorb,
    pointing_at,
    references,
    settle_with,
    take_back,
    without_order,
)
from stories.foundation.db.among import among, given
from stories.foundation.db.base import Base, columns_of, db
from stories.foundation.db.plain import plain, typed
from stories.foundation.db.types import (
    CreatedAt,
    JsonDict,
    JsonList,
    LongText,
    Owner,
    PublicId,
    UtcDateTime,
    UtcMoment,
    WeekHours,
    kk_key,
    kk_order,
)
from stories.foundation.db.unit import (
    after_commit,
    after_refusal,
    after_unit,
    before_commit,
    in_writing_unit,
    is_writing,
    unit_of_work,
)

__all__ = [
    "Base",
    "CreatedAt",
    "JsonDict",
    "JsonList",
    "LongText",
    "Overtaken",
    "Owner",
    "PublicId",
    "Step",
    "UtcDateTime",
    "UtcMoment",
    "WeekHours",
    "absorb",
    "after_commit",
    "after_refusal",
    "after_unit",
    "among",
    "before_commit",
    "columns_of",
    "db",
    "given",
    "in_writing_unit",
    "is_writing",
    "kk_key",
    "kk_order",
    "plain",
    "pointing_at",
    "references",
    "settle_with",
    "take_back",
    "typed",
    "unit_of_work",
    "without_order",
]
