"""A library of methods and manuals."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def upgrade() -> None:
    op.create_table(
        "manuals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title_kk", sa.String(length=160), nullable=False),
        sa.Column("title_ru", sa.String(length=160), nullable=False),
        sa.Column("about_kk", sa.String(length=600), nullable=False),
        sa.Column("about_ru", sa.String(length=600), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        _to("manuals", "organisation_id", "organisations"),
        _to("manuals", "created_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manuals")),
    )
    op.create_index(op.f("ix_manuals_organisation_id"), "manuals", ["organisation_id"])
    op.create_table(
        "manual_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("manual_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        _to("manual_files", "organisation_id", "organisations"),
        _to("manual_files", "manual_id", "manuals"),
        _to("manual_files", "added_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_files")),
        sa.UniqueConstraint(
            "manual_id",
            "language",
            "version",
            name=op.f("uq_manual_files_manual_id_language_version"),
        ),
    )
    for column in ("organisation_id", "manual_id"):
        op.create_index(op.f(f"ix_manual_files_{column}"), "manual_files", [column])


def downgrade() -> None:
    op.drop_table("manual_files")
    op.drop_table("manuals")
