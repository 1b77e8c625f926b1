"""Centres: people and sessions can belong to one."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

BELONG = ("people", "storytelling_sessions")


def upgrade() -> None:
    op.create_table(
        "centres",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_centres_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centres")),
        sa.UniqueConstraint(
            "organisation_id", "folded", name=op.f("uq_centres_organisation_id_folded")
        ),
    )
    for column in ("organisation_id", "region"):
        op.create_index(op.f(f"ix_centres_{column}"), "centres", [column])
    for table in BELONG:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("centre_id", sa.Uuid(), nullable=True))
            batch.create_foreign_key(
                op.f(f"fk_{table}_centre_id_centres"), "centres", ["centre_id"], ["id"]
            )
            batch.create_index(op.f(f"ix_{table}_centre_id"), ["centre_id"])


def downgrade() -> None:
    for table in BELONG:
        with op.batch_alter_table(table) as batch:
            batch.drop_index(op.f(f"ix_{table}_centre_id"))
            batch.drop_constraint(op.f(f"fk_{table}_centre_id_centres"), type_="foreignkey")
            batch.drop_column("centre_id")
    op.drop_table("centres")
