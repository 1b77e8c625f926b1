"""each line of the log knows the one before."""

import hashlib
import json
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BATCH = 1000
# As the log is tied together in stories/foundation/audit/chain.py on the day of this migration.
FORM = "stories-audit-1"
COLUMNS = (
    "number",
    "previous",
    "id",
    "at",
    "organisation_id",
    "actor_id",
    "actor_kind",
    "action",
    "subject_kind",
    "subject_id",
    "detail",
)
KINDS: dict[str, Any] = {
    "id": sa.Uuid(),
    "at": sa.DateTime(timezone=True),
    "organisation_id": sa.Uuid(),
    "actor_id": sa.Uuid(),
    "subject_id": sa.Uuid(),
    "detail": sa.JSON(),
    "number": sa.BigInteger(),
}
EVENTS = sa.table(
    "audit_events",
    *(sa.column(name, KINDS.get(name, sa.String())) for name in (*COLUMNS, "digest")),
)
SQLITE_PROMISES = [
    f"""CREATE TRIGGER audit_events_no_{verb} BEFORE {verb.upper()} ON audit_events
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
    for verb in ("update", "delete")
]


def upgrade() -> None:
    _stand_down()
    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("previous", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("digest", sa.String(length=64), nullable=True))
    _tie(op.get_bind())
    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.alter_column("number", existing_type=sa.BigInteger(), nullable=False)
        batch_op.alter_column("previous", existing_type=sa.String(length=64), nullable=False)
        batch_op.alter_column("digest", existing_type=sa.String(length=64), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_audit_events_number"), ["number"])
        batch_op.drop_index(batch_op.f("ix_audit_events_organisation_id"))
        batch_op.create_index(
            "ix_audit_events_page", ["organisation_id", "at", "number"], unique=False
        )
    _stand_up()


def downgrade() -> None:
    _stand_down()
    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_events_page")
        batch_op.create_index(
            batch_op.f("ix_audit_events_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.drop_constraint(batch_op.f("uq_audit_events_number"), type_="unique")
        batch_op.drop_column("digest")
        batch_op.drop_column("previous")
        batch_op.drop_column("number")
    _stand_up()


def _sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def _stand_down() -> None:
    """Let this migration, and nothing else, write into lines that stand."""
    if _sqlite():
        op.execute("DROP TRIGGER IF EXISTS audit_events_no_update")
        op.execute("DROP TRIGGER IF EXISTS audit_events_no_delete")
    else:
        op.execute("ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only")


def _stand_up() -> None:
    if _sqlite():
        for statement in SQLITE_PROMISES:
            op.execute(statement)
    else:
        op.execute("ALTER TABLE audit_events ENABLE TRIGGER audit_events_append_only")


def _tie(connection: sa.Connection) -> None:
    """Number the lines in the order of their moments, each with the digest of the one before."""
    order = (EVENTS.c.at, EVENTS.c.id)
    ids = connection.scalars(sa.select(EVENTS.c.id).order_by(*order)).all()
    number, previous = 0, "0" * 64
    for start in range(0, len(ids), BATCH):
        portion = ids[start : start + BATCH]
        query = sa.select(EVENTS).where(EVENTS.c.id.in_(portion)).order_by(*order)
        updates = []
        for row in connection.execute(query).mappings():
            number += 1
            line = {**row, "number": number, "previous": previous}
            previous = _digest(line)
            updates.append(
                {"row": row["id"], "n": number, "before": line["previous"], "own": previous}
            )
        connection.execute(
            sa.update(EVENTS)
            .where(EVENTS.c.id == sa.bindparam("row", type_=sa.Uuid()))
            .values(
                number=sa.bindparam("n"),
                previous=sa.bindparam("before"),
                digest=sa.bindparam("own"),
            ),
            updates,
        )


def _digest(line: dict[str, Any]) -> str:
    told = [FORM, *(_plain(line[name]) for name in COLUMNS)]
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, dict)):
        return value
    if hasattr(value, "isoformat"):
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds")
    return str(value)
