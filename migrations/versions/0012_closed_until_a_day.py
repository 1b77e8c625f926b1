"""people and recordings can be closed until a day."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CLOSABLE = ("people", "recordings")


def upgrade() -> None:
    for table in CLOSABLE:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("closed_until", sa.Date(), nullable=True))
            batch_op.add_column(
                sa.Column(
                    "closed_because", sa.String(length=300), nullable=False, server_default=""
                )
            )
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("closed_because", server_default=None)


def downgrade() -> None:
    for table in CLOSABLE:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("closed_because")
            batch_op.drop_column("closed_until")
