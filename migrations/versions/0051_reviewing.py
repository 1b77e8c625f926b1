"""What reviewers saw of a story, what they left for others, and how much is enough a day."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "story_looks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("story_revision", sa.Integer(), nullable=False),
        sa.Column("transcript_revision", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _story("story_looks"),
        _user("story_looks"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_looks")),
        sa.UniqueConstraint(
            "story_id",
            "user_id",
            "story_revision",
            "transcript_revision",
            name=op.f("uq_story_looks_once"),
        ),
    )
    op.create_index(op.f("ix_story_looks_user_id"), "story_looks", ["user_id"])
    op.create_table(
        "review_skips",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _story("review_skips"),
        _user("review_skips"),
        sa.PrimaryKeyConstraint("story_id", "user_id", name=op.f("pk_review_skips")),
    )
    op.create_table(
        "review_paces",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("a_day", sa.Integer(), nullable=False),
        sa.CheckConstraint("a_day >= 0", name=op.f("ck_review_paces_a_day")),
        _user("review_paces"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_review_paces")),
    )


def _story(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_story_id_stories")
    return sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=name, ondelete="CASCADE")


def _user(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_user_id_users")
    return sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=name)


def downgrade() -> None:
    for table in ("review_paces", "review_skips", "story_looks"):
        op.drop_table(table)
