"""Files on their way in, sent in stretches."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TABLE = "uploads"
STATES = ("receiving", "complete", "taken", "expired", "ended")
POINTS_AT = {
    "organisation_id": "organisations",
    "session_id": "storytelling_sessions",
    "uploaded_by": "users",
    "recording_id": "recordings",
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=False),
        sa.Column("original_name", sa.String(length=255), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="uploadstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("recording_id", sa.Uuid(), nullable=True),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{other}.id"], name=op.f(f"fk_{TABLE}_{name}_{other}")
            )
            for name, other in POINTS_AT.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for name in (*POINTS_AT, "state"):
        op.create_index(op.f(f"ix_{TABLE}_{name}"), TABLE, [name])


def downgrade() -> None:
    op.drop_table(TABLE)
