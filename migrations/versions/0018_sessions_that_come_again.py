"""Sessions that come again, are confirmed, and say how long the way is."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLE = "storytelling_sessions"
NEW = (
    ("series_id", sa.Uuid()),
    ("occurrence", sa.String(length=20)),
    ("changed_at", sa.DateTime(timezone=True)),
    ("confirmed_at", sa.DateTime(timezone=True)),
    ("confirmed_by", sa.Uuid()),
)
COUNTED = (("own", sa.JSON(), "[]"), ("sequence", sa.Integer(), "0"))


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("starts", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("earlier_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_series_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["series.id"], name=op.f("fk_series_earlier_id_series")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_series_created_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_index(op.f("ix_series_organisation_id"), "series", ["organisation_id"])
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        for name, kind in NEW:
            batch_op.add_column(sa.Column(name, kind, nullable=True))
        for name, kind, start in (*COUNTED, ("travel_minutes", sa.Integer(), "0")):
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=start))
    op.execute(f"UPDATE {TABLE} SET changed_at = created_at")  # noqa: S608 - a name of ours
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.alter_column(
            "changed_at", existing_type=sa.DateTime(timezone=True), nullable=False
        )
        for name, kind, _start in (*COUNTED, ("travel_minutes", sa.Integer(), "0")):
            batch_op.alter_column(name, existing_type=kind, server_default=None)
        batch_op.create_foreign_key(f"fk_{TABLE}_series_id_series", "series", ["series_id"], ["id"])
        batch_op.create_foreign_key(
            f"fk_{TABLE}_confirmed_by_users", "users", ["confirmed_by"], ["id"]
        )
        batch_op.create_unique_constraint(
            f"uq_{TABLE}_series_id_occurrence", ["series_id", "occurrence"]
        )
        batch_op.create_check_constraint("travel", "travel_minutes BETWEEN 0 AND 240")


def downgrade() -> None:
    op.execute(f"UPDATE {TABLE} SET state = 'planned' WHERE state = 'confirmed'")  # noqa: S608
    with op.batch_alter_table(TABLE, schema=None) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{TABLE}_travel"), type_="check")
        batch_op.drop_constraint(f"uq_{TABLE}_series_id_occurrence", type_="unique")
        batch_op.drop_constraint(f"fk_{TABLE}_confirmed_by_users", type_="foreignkey")
        batch_op.drop_constraint(f"fk_{TABLE}_series_id_series", type_="foreignkey")
        for name, *_kind in (*NEW, *COUNTED):
            batch_op.drop_column(name)
        batch_op.drop_column("travel_minutes")
    op.drop_index(op.f("ix_series_organisation_id"), table_name="series")
    op.drop_table("series")
