"""Recordings: how loud the original is, a finer outline, and by which recipe copies were made."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

COLUMNS = (
    ("loudness", sa.Double()),
    ("loudness_range", sa.Double()),
    ("true_peak", sa.Double()),
    ("fine_outline", sa.String(length=200)),
    ("recipe", sa.Integer()),
)


def upgrade() -> None:
    with op.batch_alter_table("recordings") as batch:
        for name, kind in COLUMNS:
            batch.add_column(sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("recordings") as batch:
        for name, _kind in reversed(COLUMNS):
            batch.drop_column(name)
