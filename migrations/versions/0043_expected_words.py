"""Words an organisation tells the machine to expect."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

WORDS = "expected_words"


def upgrade() -> None:
    op.create_table(
        WORDS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("folded", sa.String(length=60), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_expected_words_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_expected_words_created_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected_words")),
        sa.UniqueConstraint(
            "organisation_id", "folded", name=op.f("uq_expected_words_organisation_id_folded")
        ),
    )
    op.create_index(op.f("ix_expected_words_organisation_id"), WORDS, ["organisation_id"])


def downgrade() -> None:
    op.drop_table(WORDS)
