"""forms on paper and what shows an agreement."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEXED = {
    "paper_forms": ("organisation_id", "person_id", "session_id", "signer_id"),
    "evidence_files": ("agreement_id", "organisation_id"),
}


def upgrade() -> None:
    op.create_table(
        "paper_forms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum("before", "after", name="stage", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "wording",
            sa.Enum(
                "adult",
                "representative",
                "child",
                "pictures",
                name="wording",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("printed_by", sa.Uuid(), nullable=True),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        *_references(
            "paper_forms",
            organisation_id="organisations",
            person_id="people",
            printed_by="users",
            signer_id="people",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_forms")),
        sa.UniqueConstraint("code", name=op.f("uq_paper_forms_code")),
    )
    op.create_table(
        "evidence_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("scan", "voice", name="evidencekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("shown_key", sa.String(length=80), nullable=True),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        *_references(
            "evidence_files",
            added_by="users",
            agreement_id="agreements",
            organisation_id="organisations",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_files")),
    )
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        # Who was there when earlier agreements were given stands in no row: nobody is named.
        batch_op.add_column(
            sa.Column("witness", sa.String(length=160), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("paper_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_agreements_paper_id"), ["paper_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_agreements_paper_id_paper_forms"), "paper_forms", ["paper_id"], ["id"]
        )


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        )
        for column, other in columns.items()
    ]


def downgrade() -> None:
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_agreements_paper_id_paper_forms"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_agreements_paper_id"))
        batch_op.drop_column("paper_id")
        batch_op.drop_column("witness")
    op.drop_table("evidence_files")
    op.drop_table("paper_forms")
