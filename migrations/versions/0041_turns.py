"""Work: who holds it, when it may be tried again, whom it is for and how long its sound is."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NEW = ("owner_id", "seconds", "holder", "asked_at", "not_before")


def upgrade() -> None:
    with op.batch_alter_table("work") as batch:
        batch.add_column(sa.Column("owner_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("seconds", sa.Double(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("holder", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("asked_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("not_before", MOMENT, nullable=True))
    op.execute("UPDATE work SET asked_at = created_at")
    with op.batch_alter_table("work") as batch:
        batch.alter_column("asked_at", existing_type=MOMENT, nullable=False)
        batch.alter_column("seconds", existing_type=sa.Double(), server_default=None)


def downgrade() -> None:
    # An older house knows neither pause nor cancelling: what rests so would never be over.
    op.execute("UPDATE work SET state = 'failed' WHERE state IN ('paused', 'cancelled')")
    with op.batch_alter_table("work") as batch:
        for name in reversed(NEW):
            batch.drop_column(name)
