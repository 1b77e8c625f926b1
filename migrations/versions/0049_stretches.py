"""A story is heard in one or more stretches of its recording."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

STORIES, STRETCHES = "stories", "story_stretches"
BOUNDS = ("start_ms", "end_ms")
KEEP = """INSERT INTO story_stretches (story_id, position, start_ms, end_ms)
SELECT id, 0, start_ms, end_ms FROM stories"""
# One stretch alone fits the older shape: from where a story begins to where it ends.
JOIN = """UPDATE stories SET start_ms =
(SELECT MIN(kept.start_ms) FROM story_stretches AS kept WHERE kept.story_id = stories.id),
end_ms = (SELECT MAX(kept.end_ms) FROM story_stretches AS kept WHERE kept.story_id = stories.id)"""
# Its copy holds other sound than that, and it was never approved so: it is hidden and cut anew.
RENEW = """UPDATE stories SET copy_revision = 0, revision = revision + 1 WHERE
(SELECT COUNT(*) FROM story_stretches AS kept WHERE kept.story_id = stories.id) > 1"""


def upgrade() -> None:
    op.create_table(
        STRETCHES,
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "start_ms >= 0 AND end_ms > start_ms", name=op.f("ck_story_stretches_stretch")
        ),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.id"],
            name=op.f("fk_story_stretches_story_id_stories"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("story_id", "position", name=op.f("pk_story_stretches")),
    )
    op.execute(KEEP)
    with op.batch_alter_table(STORIES) as batch:
        batch.drop_constraint(op.f("ck_stories_stretch"), type_="check")
        for name in BOUNDS:
            batch.drop_column(name)


def downgrade() -> None:
    for name in BOUNDS:
        op.add_column(STORIES, sa.Column(name, sa.Integer(), nullable=True))
    op.execute(JOIN)
    op.execute(RENEW)
    op.drop_table(STRETCHES)
    with op.batch_alter_table(STORIES) as batch:
        for name in BOUNDS:
            batch.alter_column(name, existing_type=sa.Integer(), nullable=False)
        batch.create_check_constraint(op.f("ck_stories_stretch"), "end_ms > start_ms")
