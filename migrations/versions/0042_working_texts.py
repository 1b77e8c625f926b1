"""Transcripts: which version is the working text, and what wrote each segment down."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

VERSIONS, SEGMENTS, WORKING = "transcript_versions", "segments", "ix_transcript_versions_working"
NEWEST = """UPDATE transcript_versions SET current = true WHERE complete AND number = (
    SELECT max(other.number) FROM transcript_versions AS other
    WHERE other.recording_id = transcript_versions.recording_id AND other.complete)"""
# What a machine wrote keeps its words as it understood them; a script has none.
WROTE = """UPDATE segments SET (engine, model, model_digest) = (
    SELECT version.engine, version.model, version.model_digest
    FROM transcript_versions AS version WHERE version.id = segments.version_id)
    WHERE machine_text <> ''"""
WORDS = {"engine": 40, "model": 80, "model_digest": 64}


def upgrade() -> None:
    with op.batch_alter_table(VERSIONS) as batch:
        no = sa.false()
        batch.add_column(sa.Column("current", sa.Boolean(), nullable=False, server_default=no))
    op.execute(NEWEST)
    with op.batch_alter_table(VERSIONS) as batch:
        batch.alter_column("current", existing_type=sa.Boolean(), server_default=None)
    only = {f"{name}_where": sa.text("current") for name in ("sqlite", "postgresql")}
    op.create_index(WORKING, VERSIONS, ["recording_id"], unique=True, **only)
    with op.batch_alter_table(SEGMENTS) as batch:
        for name, length in WORDS.items():
            kind = sa.String(length=length)
            batch.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        batch.add_column(sa.Column("language_certainty", sa.Double(), nullable=True))
    op.execute(WROTE)
    with op.batch_alter_table(SEGMENTS) as batch:
        for name, length in WORDS.items():
            batch.alter_column(name, existing_type=sa.String(length=length), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table(SEGMENTS) as batch:
        for name in ("language_certainty", *WORDS):
            batch.drop_column(name)
    op.drop_index(WORKING, VERSIONS)
    with op.batch_alter_table(VERSIONS) as batch:
        batch.drop_column("current")
