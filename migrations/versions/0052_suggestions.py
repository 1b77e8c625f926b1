"""What is suggested to those who look at a story, and what they said to it; no words are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

SUGGESTIONS, LOOKINGS = "story_suggestions", "story_lookings"
AT = sa.DateTime(timezone=True)
ENUMS = {
    "place": ("title", "summary", "segment"),
    "suggestionstate": ("open", "accepted", "refused"),
    "kind": (
        *("person", "phone", "number", "birth", "address", "school", "place", "name", "hard"),
    ),
    "theme": ("loss", "war", "hunger", "violence", "self_harm", "captivity"),
}


def _one_of(name: str) -> sa.Enum:
    return sa.Enum(*ENUMS[name], name=name, native_enum=False, length=32)


def _to(table: str, column: str, target: str, gone: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=gone)


def upgrade() -> None:
    op.create_table(
        SUGGESTIONS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=True),
        sa.Column("place", _one_of("place"), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("kind"), nullable=False),
        sa.Column("theme", _one_of("theme"), nullable=True),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("words_digest", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("state", _one_of("suggestionstate"), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", AT, nullable=True),
        sa.Column("created_at", AT, nullable=False),
        _to(SUGGESTIONS, "story_id", "stories", "CASCADE"),
        _to(SUGGESTIONS, "segment_id", "segments", "CASCADE"),
        _to(SUGGESTIONS, "decided_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{SUGGESTIONS}")),
        sa.UniqueConstraint("story_id", "mark", name=op.f(f"uq_{SUGGESTIONS}_story_id_mark")),
    )
    for name in ("story_id", "segment_id"):
        op.create_index(op.f(f"ix_{SUGGESTIONS}_{name}"), SUGGESTIONS, [name])
    op.create_table(
        LOOKINGS,
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("looked_at", AT, nullable=False),
        _to(LOOKINGS, "story_id", "stories", "CASCADE"),
        sa.PrimaryKeyConstraint("story_id", name=op.f(f"pk_{LOOKINGS}")),
    )


def downgrade() -> None:
    op.drop_table(LOOKINGS)
    op.drop_table(SUGGESTIONS)
