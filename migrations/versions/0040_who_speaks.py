"""A segment knows who speaks in it, where people have said so."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

KEY = "fk_segments_speaker_id_people"
INDEX = "ix_segments_speaker_id"


def upgrade() -> None:
    with op.batch_alter_table("segments") as batch:
        batch.add_column(sa.Column("speaker_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("speaker_number", sa.Integer(), nullable=True))
        batch.create_foreign_key(KEY, "people", ["speaker_id"], ["id"])
        batch.create_index(INDEX, ["speaker_id"])


def downgrade() -> None:
    with op.batch_alter_table("segments") as batch:
        batch.drop_index(INDEX)
        batch.drop_constraint(KEY, type_="foreignkey")
        batch.drop_column("speaker_number")
        batch.drop_column("speaker_id")
