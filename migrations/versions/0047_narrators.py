"""Narrators' links to what they told, and what they wish changed."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

LINKS, WISHES = "narrator_links", "narrator_wishes"
KINDS = ("do_not_publish", "not_my_words", "a_name", "other")
AT = sa.DateTime(timezone=True)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def upgrade() -> None:
    op.create_table(
        LINKS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("with_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.Column("revoked_at", AT, nullable=True),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        _to(LINKS, "organisation_id", "organisations"),
        _to(LINKS, "recording_id", "recordings"),
        _to(LINKS, "person_id", "people"),
        _to(LINKS, "with_id", "people"),
        _to(LINKS, "created_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LINKS}")),
        sa.UniqueConstraint("token_hash", name=op.f(f"uq_{LINKS}_token_hash")),
    )
    for name in ("organisation_id", "recording_id", "person_id", "with_id"):
        op.create_index(op.f(f"ix_{LINKS}_{name}"), LINKS, [name])
    kind = sa.Enum(*KINDS, name="wishkind", native_enum=False, length=32)
    op.create_table(
        WISHES,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("note_key", sa.String(length=200), nullable=True),
        sa.Column("note_type", sa.String(length=60), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("dealt_at", AT, nullable=True),
        sa.Column("dealt_by", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint("end_ms > start_ms", name=op.f(f"ck_{WISHES}_stretch")),
        _to(WISHES, "organisation_id", "organisations"),
        _to(WISHES, "link_id", LINKS),
        _to(WISHES, "recording_id", "recordings"),
        _to(WISHES, "person_id", "people"),
        _to(WISHES, "dealt_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{WISHES}")),
    )
    for name in ("organisation_id", "link_id", "person_id"):
        op.create_index(op.f(f"ix_{WISHES}_{name}"), WISHES, [name])
    op.create_index(f"ix_{WISHES}_open", WISHES, ["recording_id", "dealt_at"])


def downgrade() -> None:
    op.drop_table(WISHES)
    op.drop_table(LINKS)
