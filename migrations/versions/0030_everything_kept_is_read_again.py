"""Everything kept is read again: a ledger of files, walks through the store, what was mended."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

OUTCOMES = ("unread", "intact", "repaired", "changed", "missing")


def upgrade() -> None:
    op.create_table(
        "kept_files",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(*OUTCOMES, name="filestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_kept_files_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kept_files")),
    )
    for column in ("organisation_id", "row_id", "outcome", "looked_at"):
        op.create_index(op.f(f"ix_kept_files_{column}"), "kept_files", [column])
    op.create_table(
        "stock_takings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("strays", sa.Integer(), nullable=False),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_takings")),
    )
    op.add_column(
        "fixity_checks",
        sa.Column("repaired", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("fixity_checks", "repaired")
    op.drop_table("stock_takings")
    op.drop_table("kept_files")
