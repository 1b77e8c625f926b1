"""books kept in the house."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Every book made so far was written straight to a file, out of the house.
STATE = sa.Enum("asked", "kept", "given", "gone", name="editionstate", native_enum=False, length=32)


def upgrade() -> None:
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", STATE, nullable=False, server_default="given"))
        batch_op.add_column(sa.Column("file_key", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("bytes", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_editions_state"), ["state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_editions_state"))
        batch_op.drop_column("gone_at")
        batch_op.drop_column("bytes")
        batch_op.drop_column("file_key")
        batch_op.drop_column("state")
