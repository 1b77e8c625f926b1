"""Texts on their way in, versions with a name, and segments a machine wrote once more."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

DRAFTS, VERSIONS, SEGMENTS = "text_drafts", "transcript_versions", "segments"


def upgrade() -> None:
    op.create_table(
        DRAFTS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_text_drafts_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["recording_id"],
            ["recordings.id"],
            name=op.f("fk_text_drafts_recording_id_recordings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["users.id"], name=op.f("fk_text_drafts_sent_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_drafts")),
    )
    for column in ("organisation_id", "recording_id", "expires_at"):
        op.create_index(op.f(f"ix_text_drafts_{column}"), DRAFTS, [column])
    with op.batch_alter_table(VERSIONS) as batch:
        batch.add_column(sa.Column("name", sa.String(60), nullable=False, server_default=""))
    with op.batch_alter_table(VERSIONS) as batch:
        batch.alter_column("name", existing_type=sa.String(60), server_default=None)
    with op.batch_alter_table(SEGMENTS) as batch:
        one = sa.text("1")
        column = sa.Column("machine_revision", sa.Integer(), nullable=False, server_default=one)
        batch.add_column(column)
    with op.batch_alter_table(SEGMENTS) as batch:
        batch.alter_column("machine_revision", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table(SEGMENTS) as batch:
        batch.drop_column("machine_revision")
    with op.batch_alter_table(VERSIONS) as batch:
        batch.drop_column("name")
    op.drop_table(DRAFTS)
