"""Pairs for a season."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

SEASONS, PAIRS = "seasons", "season_pairs"


def _points_at(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}"))
        for name, other in columns.items()
    ]


def upgrade() -> None:
    op.create_table(
        SEASONS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f(f"ck_{SEASONS}_days")),
        sa.CheckConstraint("most BETWEEN 1 AND 8", name=op.f(f"ck_{SEASONS}_most")),
        *_points_at(SEASONS, organisation_id="organisations", created_by="users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{SEASONS}")),
    )
    op.create_index(op.f(f"ix_{SEASONS}_organisation_id"), SEASONS, ["organisation_id"])
    op.create_table(
        PAIRS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("season_id", sa.Uuid(), nullable=False),
        sa.Column("elder_id", sa.Uuid(), nullable=False),
        sa.Column("youth_id", sa.Uuid(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum("pin", "forbid", name="choice", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_points_at(
            PAIRS,
            organisation_id="organisations",
            season_id=SEASONS,
            elder_id="people",
            youth_id="people",
            created_by="users",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{PAIRS}")),
        sa.UniqueConstraint(
            "season_id",
            "elder_id",
            "youth_id",
            name=op.f(f"uq_{PAIRS}_season_id_elder_id_youth_id"),
        ),
    )
    for name in ("organisation_id", "season_id", "elder_id", "youth_id"):
        op.create_index(op.f(f"ix_{PAIRS}_{name}"), PAIRS, [name])


def downgrade() -> None:
    op.drop_table(PAIRS)
    op.drop_table(SEASONS)
