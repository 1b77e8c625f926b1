"""Recordings: a copy with less noise, for listening alone."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

COLUMNS = ("quieter_opus", "quieter_aac")


def upgrade() -> None:
    with op.batch_alter_table("recordings") as batch:
        for name in COLUMNS:
            batch.add_column(sa.Column(name, sa.String(length=200), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("recordings") as batch:
        for name in reversed(COLUMNS):
            batch.drop_column(name)
