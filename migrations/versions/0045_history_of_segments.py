"""Every segment's history, and who has a text open."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

VERSIONS, HISTORY, PRESENCE = "transcript_versions", "segment_history", "text_presence"
KINDS = (
    *("text", "language", "speaker", "checked", "split", "merged", "boundary"),
    *("translation", "imported"),
)
WAYS = ("made", "undone", "redone", "restored")


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _side(side: str) -> list[sa.Column]:
    return [
        sa.Column(f"existed_{side}", sa.Boolean(), nullable=False),
        sa.Column(f"text_{side}", sa.Text(), nullable=False),
        sa.Column(f"language_{side}", sa.String(length=3), nullable=False),
        sa.Column(f"speaker_{side}_id", sa.Uuid(), nullable=True),
        sa.Column(f"voice_{side}", sa.Integer(), nullable=True),
        sa.Column(f"checked_{side}", sa.Boolean(), nullable=False),
        sa.Column(f"rest_{side}", sa.JSON(), nullable=False),
    ]


def _keys(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column],
            [f"{target}.id"],
            name=op.f(f"fk_{table}_{column}_{target}"),
            ondelete="CASCADE" if target in {VERSIONS, "recordings"} else None,
        )
        for column, target in targets.items()
    ]


def upgrade() -> None:
    with op.batch_alter_table(VERSIONS) as batch:
        nought = sa.text("0")
        batch.add_column(sa.Column("changes", sa.Integer(), nullable=False, server_default=nought))
    with op.batch_alter_table(VERSIONS) as batch:
        batch.alter_column("changes", existing_type=sa.Integer(), server_default=None)
    op.create_table(
        HISTORY,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.Uuid(), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.Column("kind", _words("kind", *KINDS), nullable=False),
        sa.Column("way", _words("way", *WAYS), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_side("before"),
        *_side("after"),
        *_keys(
            HISTORY,
            organisation_id="organisations",
            version_id=VERSIONS,
            made_by="users",
            speaker_before_id="people",
            speaker_after_id="people",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_history")),
        sa.UniqueConstraint(
            "version_id", "number", name=op.f("uq_segment_history_version_id_number")
        ),
    )
    op.create_index("ix_segment_history_segment", HISTORY, ["segment_id", "number"])
    for column in ("organisation_id", "step", "made_by", "speaker_before_id", "speaker_after_id"):
        op.create_index(op.f(f"ix_segment_history_{column}"), HISTORY, [column])
    op.create_table(
        PRESENCE,
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        *_keys(
            PRESENCE, recording_id="recordings", user_id="users", organisation_id="organisations"
        ),
        sa.PrimaryKeyConstraint("recording_id", "user_id", name=op.f("pk_text_presence")),
    )
    for column in ("user_id", "organisation_id"):
        op.create_index(op.f(f"ix_text_presence_{column}"), PRESENCE, [column])


def downgrade() -> None:
    op.drop_table(PRESENCE)
    op.drop_table(HISTORY)
    with op.batch_alter_table(VERSIONS) as batch:
        batch.drop_column("changes")
