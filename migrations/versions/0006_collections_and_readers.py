"""collections and readers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "collections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title_kk", sa.String(length=160), nullable=False),
        sa.Column("title_ru", sa.String(length=160), nullable=False),
        sa.Column("intro_kk", sa.Text(), nullable=False),
        sa.Column("intro_ru", sa.Text(), nullable=False),
        sa.Column(
            "audience",
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
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("cover_seed", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_collections_created_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_collections_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
    )
    with op.batch_alter_table("collections", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_collections_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "editions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("built_from", sa.JSON(), nullable=False),
        sa.Column("built_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["built_by"], ["users.id"], name=op.f("fk_editions_built_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collections.id"],
            name=op.f("fk_editions_collection_id_collections"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_editions_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
    )
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_editions_collection_id"), ["collection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_editions_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "reading_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collections.id"],
            name=op.f("fk_reading_links_collection_id_collections"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_reading_links_created_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_reading_links_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_reading_links_token_hash")),
    )
    with op.batch_alter_table("reading_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reading_links_collection_id"), ["collection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reading_links_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "collection_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by"], ["users.id"], name=op.f("fk_collection_entries_added_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collections.id"],
            name=op.f("fk_collection_entries_collection_id_collections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name=op.f("fk_collection_entries_story_id_stories")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_entries")),
        sa.UniqueConstraint(
            "collection_id", "story_id", name=op.f("uq_collection_entries_collection_id_story_id")
        ),
    )
    with op.batch_alter_table("collection_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_collection_entries_collection_id"), ["collection_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_collection_entries_story_id"), ["story_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("collection_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_collection_entries_story_id"))
        batch_op.drop_index(batch_op.f("ix_collection_entries_collection_id"))

    op.drop_table("collection_entries")
    with op.batch_alter_table("reading_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_links_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_reading_links_collection_id"))

    op.drop_table("reading_links")
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_editions_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_editions_collection_id"))

    op.drop_table("editions")
    with op.batch_alter_table("collections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_collections_organisation_id"))

    op.drop_table("collections")
