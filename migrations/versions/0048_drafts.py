"""What a translation was made from, and the machine that drafted it; a glossary."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

TABLE, TERMS = "segment_translations", "glossary_terms"
NAMED = {"engine": 40, "model": 80, "model_digest": 64}
# What stands confirmed was made from what the original says; of stale ones nobody knows.
SAID = """UPDATE segment_translations SET source_text =
(SELECT segments.text FROM segments WHERE segments.id = segment_translations.segment_id)
WHERE state <> 'stale'"""


def upgrade() -> None:
    for name, length in NAMED.items():
        kind = sa.String(length=length)
        op.add_column(TABLE, sa.Column(name, kind, nullable=False, server_default=""))
    op.add_column(TABLE, sa.Column("alike", sa.Integer(), nullable=True))
    op.add_column(TABLE, sa.Column("source_text", sa.Text(), nullable=True))
    op.execute(SAID)
    with op.batch_alter_table(TABLE) as batch:
        for name in NAMED:
            batch.alter_column(name, server_default=None)
    _glossary()


def _glossary() -> None:
    op.create_table(
        TERMS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kk", sa.String(length=100), nullable=False),
        sa.Column("ru", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_glossary_terms_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_glossary_terms_created_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_terms")),
        sa.UniqueConstraint(
            "organisation_id", "kk", "ru", name=op.f("uq_glossary_terms_organisation_id_kk_ru")
        ),
    )
    op.create_index(op.f("ix_glossary_terms_organisation_id"), TERMS, ["organisation_id"])


def downgrade() -> None:
    op.drop_table(TERMS)
    with op.batch_alter_table(TABLE) as batch:
        for name in ("source_text", "alike", *reversed(NAMED)):
            batch.drop_column(name)
