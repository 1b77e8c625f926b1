"""stories on their way out."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "themes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name_kk", sa.String(length=80), nullable=False),
        sa.Column("name_ru", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
        sa.UniqueConstraint("slug", name=op.f("uq_themes_slug")),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("title_kk", sa.String(length=160), nullable=False),
        sa.Column("title_ru", sa.String(length=160), nullable=False),
        sa.Column("summary_kk", sa.Text(), nullable=False),
        sa.Column("summary_ru", sa.Text(), nullable=False),
        sa.Column("content_note_kk", sa.String(length=300), nullable=False),
        sa.Column("content_note_ru", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "proposed",
                "returned",
                "released",
                "taken_down",
                name="storystate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("copy_revision", sa.Integer(), nullable=False),
        sa.Column("copy_opus", sa.String(length=200), nullable=True),
        sa.Column("copy_aac", sa.String(length=200), nullable=True),
        sa.Column("closed_until", sa.Date(), nullable=True),
        sa.Column("closed_because", sa.String(length=300), nullable=False),
        sa.Column(
            "widest",
            sa.Enum(
                "private",
                "family",
                "programme",
                "public",
                name="audience",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("end_ms > start_ms", name=op.f("ck_stories_stretch")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_stories_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["users.id"], name=op.f("fk_stories_proposed_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recordings.id"], name=op.f("fk_stories_recording_id_recordings")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["transcript_versions.id"],
            name=op.f("fk_stories_version_id_transcript_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    with op.batch_alter_table("stories", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stories_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_stories_recording_id"), ["recording_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stories_state"), ["state"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("approve", "return", name="verdict", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("story_revision", sa.Integer(), nullable=False),
        sa.Column("transcript_revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["users.id"], name=op.f("fk_reviews_reviewer_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.id"],
            name=op.f("fk_reviews_story_id_stories"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviews_story_id"), ["story_id"], unique=False)

    op.create_table(
        "story_moves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column(
            "before",
            sa.Enum(
                "draft",
                "proposed",
                "returned",
                "released",
                "taken_down",
                name="storystate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.Enum(
                "draft",
                "proposed",
                "returned",
                "released",
                "taken_down",
                name="storystate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["users.id"], name=op.f("fk_story_moves_actor_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.id"],
            name=op.f("fk_story_moves_story_id_stories"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_moves")),
    )
    with op.batch_alter_table("story_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_moves_story_id"), ["story_id"], unique=False)

    op.create_table(
        "story_themes",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.id"],
            name=op.f("fk_story_themes_story_id_stories"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_story_themes_theme_id_themes")
        ),
        sa.PrimaryKeyConstraint("story_id", "theme_id", name=op.f("pk_story_themes")),
    )
    op.create_table(
        "takedowns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum("received", "decided", name="takedownstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "restored",
                "restored_with_changes",
                "restricted",
                "removed",
                name="takedownoutcome",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["users.id"], name=op.f("fk_takedowns_decided_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_takedowns_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name=op.f("fk_takedowns_story_id_stories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takedowns")),
    )
    with op.batch_alter_table("takedowns", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_takedowns_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_takedowns_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_takedowns_story_id"), ["story_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("takedowns", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_takedowns_story_id"))
        batch_op.drop_index(batch_op.f("ix_takedowns_state"))
        batch_op.drop_index(batch_op.f("ix_takedowns_organisation_id"))

    op.drop_table("takedowns")
    op.drop_table("story_themes")
    with op.batch_alter_table("story_moves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_story_moves_story_id"))

    op.drop_table("story_moves")
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reviews_story_id"))

    op.drop_table("reviews")
    with op.batch_alter_table("stories", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stories_state"))
        batch_op.drop_index(batch_op.f("ix_stories_recording_id"))
        batch_op.drop_index(batch_op.f("ix_stories_organisation_id"))

    op.drop_table("stories")
    op.drop_table("themes")
