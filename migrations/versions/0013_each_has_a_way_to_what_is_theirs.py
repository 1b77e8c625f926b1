"""Each has a way to what is theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_own_links_created_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_own_links_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_own_links_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_own_links_token_hash")),
    )
    with op.batch_alter_table("own_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_links_organisation_id"), ["organisation_id"])
        batch_op.create_index(batch_op.f("ix_own_links_person_id"), ["person_id"])
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("withdrawn_by_link", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.alter_column("withdrawn_by_link", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_by_link")
    with op.batch_alter_table("own_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_links_person_id"))
        batch_op.drop_index(batch_op.f("ix_own_links_organisation_id"))
    op.drop_table("own_links")
