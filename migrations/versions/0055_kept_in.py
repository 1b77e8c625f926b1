"""What is never published, and what the safeguarding lead alone opens."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for table in ("recordings", "stories"):
        never = sa.Column("never_publish", sa.Boolean(), nullable=False, server_default=sa.false())
        with op.batch_alter_table(table) as change:
            change.add_column(never)
        with op.batch_alter_table(table) as change:
            change.alter_column("never_publish", existing_type=sa.Boolean(), server_default=None)
    with op.batch_alter_table("recordings") as change:
        change.add_column(sa.Column("restricted_at", AT, nullable=True))
        change.create_index("ix_recordings_restricted_at", ["restricted_at"])


def downgrade() -> None:
    with op.batch_alter_table("recordings") as change:
        change.drop_index("ix_recordings_restricted_at")
        change.drop_column("restricted_at")
    for table in ("recordings", "stories"):
        with op.batch_alter_table(table) as change:
            change.drop_column("never_publish")
