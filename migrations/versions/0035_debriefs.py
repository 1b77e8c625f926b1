"""Debriefs after sessions, and the checklists they answer."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def upgrade() -> None:
    op.create_table(
        "checklists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _to("checklists", "organisation_id", "organisations"),
        _to("checklists", "created_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklists")),
        sa.UniqueConstraint(
            "organisation_id", "version", name=op.f("uq_checklists_organisation_id_version")
        ),
    )
    op.create_index(op.f("ix_checklists_organisation_id"), "checklists", ["organisation_id"])
    op.create_table(
        "checklist_questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("text_kk", sa.String(length=200), nullable=False),
        sa.Column("text_ru", sa.String(length=200), nullable=False),
        sa.Column("manual_id", sa.Uuid(), nullable=True),
        _to("checklist_questions", "checklist_id", "checklists"),
        _to("checklist_questions", "manual_id", "manuals"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_questions")),
    )
    op.create_index(
        op.f("ix_checklist_questions_checklist_id"), "checklist_questions", ["checklist_id"]
    )
    op.create_table(
        "debriefs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("went_well", "was_hard", "next_time", "own_state")
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _to("debriefs", "organisation_id", "organisations"),
        _to("debriefs", "session_id", "storytelling_sessions"),
        _to("debriefs", "checklist_id", "checklists"),
        _to("debriefs", "written_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debriefs")),
        sa.UniqueConstraint("session_id", name=op.f("uq_debriefs_session_id")),
    )
    for column in ("organisation_id", "checklist_id"):
        op.create_index(op.f(f"ix_debriefs_{column}"), "debriefs", [column])


def downgrade() -> None:
    for table in ("debriefs", "checklist_questions", "checklists"):
        op.drop_table(table)
