"""Incidents, which the safeguarding lead alone reads."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

INCIDENTS, NOTES = "incidents", "incident_notes"
KINDS = ("disclosure", "danger", "known", "extremist", "other")
AT = sa.DateTime(timezone=True)
INDEXED = ("organisation_id", "session_id", "recording_id", "story_id", "person_id", "told_by")


def _to(table: str, column: str, target: str, **more: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, **more)


def upgrade() -> None:
    op.create_table(
        INCIDENTS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="incidentkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("recording_id", sa.Uuid(), nullable=True),
        sa.Column("story_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.Column("told_at", AT, nullable=False),
        sa.Column("seen_at", AT, nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("closed_at", AT, nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        _to(INCIDENTS, "organisation_id", "organisations"),
        _to(INCIDENTS, "session_id", "storytelling_sessions"),
        _to(INCIDENTS, "recording_id", "recordings", ondelete="SET NULL"),
        _to(INCIDENTS, "story_id", "stories", ondelete="SET NULL"),
        _to(INCIDENTS, "person_id", "people"),
        _to(INCIDENTS, "told_by", "users"),
        _to(INCIDENTS, "seen_by", "users"),
        _to(INCIDENTS, "closed_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{INCIDENTS}")),
    )
    op.create_table(
        NOTES,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", AT, nullable=False),
        _to(NOTES, "incident_id", INCIDENTS),
        _to(NOTES, "author_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NOTES}")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_{INCIDENTS}_{column}"), INCIDENTS, [column])
    op.create_index(op.f(f"ix_{NOTES}_incident_id"), NOTES, ["incident_id"])


def downgrade() -> None:
    op.drop_table(NOTES)
    op.drop_table(INCIDENTS)
