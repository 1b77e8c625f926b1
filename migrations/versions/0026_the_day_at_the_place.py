"""A session knows the day the calendar shows at its place, so that a month is counted at once."""

from datetime import UTC
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TABLE = "storytelling_sessions"
INDEXES = {
    f"ix_{TABLE}_day": ["organisation_id", "day", "starts_at", "id"],
    f"ix_{TABLE}_place": ["organisation_id", "remote", "place"],
}
SESSIONS = sa.table(
    TABLE,
    sa.column("id", sa.Uuid()),
    sa.column("starts_at", sa.DateTime(timezone=True)),
    sa.column("zone", sa.String()),
    sa.column("day", sa.Date()),
)


def upgrade() -> None:
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.add_column(sa.Column("day", sa.Date(), nullable=True))
    _tell_days()
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.alter_column("day", existing_type=sa.Date(), nullable=False)
    for name, columns in INDEXES.items():
        op.create_index(name, TABLE, columns)


def _tell_days() -> None:
    connection, columns = op.get_bind(), SESSIONS.c
    query = sa.select(columns.id, columns.starts_at, columns.zone)
    known = []
    for key, starts_at, zone in connection.execute(query):
        # SQLite keeps no zone with a moment; all of them are UTC.
        moment = starts_at if starts_at.tzinfo else starts_at.replace(tzinfo=UTC)
        known.append({"key": key, "at": moment.astimezone(ZoneInfo(zone)).date()})
    if known:
        change = sa.update(SESSIONS).where(columns.id == sa.bindparam("key"))
        connection.execute(change.values(day=sa.bindparam("at")), known)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, table_name=TABLE)
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.drop_column("day")
