"""What is to be done after a session."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

TO = {
    "organisation_id": "organisations",
    "session_id": "storytelling_sessions",
    "person_id": "people",
    "owner_id": "users",
    "done_by": "users",
    "created_by": "users",
}
OUTCOMES = ("done", "partly", "could_not", "not_needed")


def upgrade() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Enum(*OUTCOMES, name="outcome", native_enum=False, length=32)),
        sa.Column("outcome_words", sa.String(length=300), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_follow_ups_{column}_{table}")
            )
            for column, table in TO.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    for column in ("organisation_id", "session_id", "person_id", "owner_id"):
        op.create_index(op.f(f"ix_follow_ups_{column}"), "follow_ups", [column])
    op.create_index("ix_follow_ups_due", "follow_ups", ["organisation_id", "outcome", "due_on"])


def downgrade() -> None:
    op.drop_table("follow_ups")
