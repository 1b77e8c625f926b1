"""Hidden parts of stories."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

REDACTIONS, PARTS, ACTS = "redactions", "redaction_parts", "redaction_acts"
STATES = ("proposed", "confirmed", "refused", "lifted")
DONE = ("proposed", "changed", "confirmed", "refused", "lifted")
AT = sa.DateTime(timezone=True)


def _to(table: str, column: str, target: str, **more: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, **more)


def upgrade() -> None:
    op.create_table(
        REDACTIONS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="redactionstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("instead_kk", sa.String(length=80), nullable=False),
        sa.Column("instead_ru", sa.String(length=80), nullable=False),
        sa.Column("tone", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("decided_at", AT, nullable=True),
        sa.CheckConstraint(
            "start_ms >= 0 AND end_ms > start_ms", name=op.f(f"ck_{REDACTIONS}_core")
        ),
        _to(REDACTIONS, "organisation_id", "organisations"),
        _to(REDACTIONS, "story_id", "stories", ondelete="CASCADE"),
        _to(REDACTIONS, "proposed_by", "users"),
        _to(REDACTIONS, "decided_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{REDACTIONS}")),
    )
    op.create_table(
        PARTS,
        sa.Column("redaction_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("first_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("word_before", sa.Text(), nullable=False),
        sa.Column("word_after", sa.Text(), nullable=False),
        sa.Column("seen", sa.String(length=64), nullable=False),
        _to(PARTS, "redaction_id", REDACTIONS, ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("redaction_id", "position", name=op.f(f"pk_{PARTS}")),
    )
    op.create_table(
        ACTS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("redaction_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Enum(*DONE, name="act", native_enum=False, length=32), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", AT, nullable=False),
        _to(ACTS, "redaction_id", REDACTIONS, ondelete="CASCADE"),
        _to(ACTS, "actor_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ACTS}")),
    )
    for table, column in (
        (REDACTIONS, "organisation_id"),
        (REDACTIONS, "story_id"),
        (ACTS, "redaction_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in (ACTS, PARTS, REDACTIONS):
        op.drop_table(table)
