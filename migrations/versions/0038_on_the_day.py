"""The run sheet: moods, keywords, pauses, distress flags, and when attendance was noted."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

MOODS, KEYWORDS, STRETCHES = "moods", "session_keywords", "unused_stretches"
FLAGS, NOTES = "distress_flags", "distress_notes"
SESSION = {"session_id": "storytelling_sessions", "organisation_id": "organisations"}
AT = sa.DateTime(timezone=True)


def _points_at(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}"))
        for name, other in columns.items()
    ]


def _index(table: str, *names: str) -> None:
    for name in names:
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def upgrade() -> None:
    with op.batch_alter_table("attendances") as batch:
        batch.add_column(sa.Column("noted_at", AT, nullable=True))
    moment = sa.Enum("before", "after", name="moment", native_enum=False, length=32)
    op.create_table(
        MOODS,
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("moment", moment, nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("picture", sa.Integer(), nullable=False),
        sa.Column("noted_at", AT, nullable=False),
        sa.CheckConstraint("picture BETWEEN 1 AND 5", name=op.f(f"ck_{MOODS}_picture")),
        *_points_at(MOODS, **SESSION, person_id="people"),
        sa.PrimaryKeyConstraint("session_id", "person_id", "moment", name=op.f(f"pk_{MOODS}")),
    )
    _index(MOODS, "organisation_id", "person_id")
    op.create_table(
        KEYWORDS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        *_points_at(KEYWORDS, **SESSION, created_by="users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{KEYWORDS}")),
    )
    _index(KEYWORDS, "organisation_id", "session_id")
    op.create_table(
        STRETCHES,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", AT, nullable=False),
        sa.Column("until_at", AT, nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        *_points_at(STRETCHES, **SESSION, created_by="users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{STRETCHES}")),
    )
    _index(STRETCHES, "organisation_id", "session_id")
    _upgrade_flags()


def _upgrade_flags() -> None:
    op.create_table(
        FLAGS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("raised_by", sa.Uuid(), nullable=True),
        sa.Column("raised_at", AT, nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("seen_at", AT, nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("closed_at", AT, nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        *_points_at(
            FLAGS,
            **SESSION,
            person_id="people",
            raised_by="users",
            seen_by="users",
            closed_by="users",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{FLAGS}")),
    )
    _index(FLAGS, "organisation_id", "session_id", "person_id", "raised_by")
    op.create_table(
        NOTES,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("flag_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", AT, nullable=False),
        *_points_at(NOTES, flag_id=FLAGS, author_id="users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{NOTES}")),
    )
    _index(NOTES, "flag_id")


def downgrade() -> None:
    for table in (NOTES, FLAGS, STRETCHES, KEYWORDS, MOODS):
        op.drop_table(table)
    with op.batch_alter_table("attendances") as batch:
        batch.drop_column("noted_at")
