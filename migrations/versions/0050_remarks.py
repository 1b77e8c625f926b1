"""Remarks of reviewers on single passages of a story."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

REMARKS = "story_remarks"


def upgrade() -> None:
    op.create_table(
        REMARKS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "start_ms >= 0 AND end_ms > start_ms", name=op.f("ck_story_remarks_stretch")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_story_remarks_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.id"],
            name=op.f("fk_story_remarks_story_id_stories"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_story_remarks_by_id_users")),
        sa.ForeignKeyConstraint(
            ["done_by"], ["users.id"], name=op.f("fk_story_remarks_done_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_remarks")),
    )
    for column in ("organisation_id", "story_id"):
        op.create_index(op.f(f"ix_story_remarks_{column}"), REMARKS, [column])


def downgrade() -> None:
    op.drop_table(REMARKS)
