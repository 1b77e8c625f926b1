"""keys kept on the server."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from stories.foundation.seal import seal, unseal

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

USERS = sa.table(
    "users",
    sa.column("id", sa.Uuid()),
    sa.column("totp_secret", sa.String()),
    sa.column("totp_sealed", sa.String()),
)


def upgrade() -> None:
    # Column by column: a table others point to is not rebuilt on SQLite.
    op.add_column("users", sa.Column("totp_sealed", sa.String(length=255), nullable=True))
    _each_secret(USERS.c.totp_secret, USERS.c.totp_sealed, seal)
    op.drop_column("users", "totp_secret")
    op.drop_column("users", "epoch")
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_ins_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_sign_ins_key_hash")),
    )
    op.create_index(op.f("ix_sign_ins_user_id"), "sign_ins", ["user_id"])
    op.create_index(op.f("ix_sign_ins_created_at"), "sign_ins", ["created_at"])
    op.create_table(
        "notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sign_in_id"],
            ["sign_ins.id"],
            name=op.f("fk_notes_sign_in_id_sign_ins"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sa.UniqueConstraint("sign_in_id", "name", name=op.f("uq_notes_sign_in_id_name")),
    )
    op.create_index(op.f("ix_notes_expires_at"), "notes", ["expires_at"])
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_recovery_codes_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("user_id", "digest", name=op.f("uq_recovery_codes_user_id_digest")),
    )
    op.create_index(op.f("ix_recovery_codes_user_id"), "recovery_codes", ["user_id"])


def downgrade() -> None:
    op.drop_table("recovery_codes")
    op.drop_table("notes")
    op.drop_table("sign_ins")
    op.add_column("users", sa.Column("totp_secret", sa.String(length=64), nullable=True))
    # One that cannot be opened any more stays there, and opens nothing.
    _each_secret(USERS.c.totp_sealed, USERS.c.totp_secret, lambda kept: unseal(kept) or "")
    op.drop_column("users", "totp_sealed")
    op.add_column(
        "users", sa.Column("epoch", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )


def _each_secret(source: sa.Column, target: sa.Column, change: Callable[[str], str]) -> None:
    """Seal the secrets of the apps with the house's key, or open them again."""
    connection = op.get_bind()
    kept = connection.execute(sa.select(USERS.c.id, source).where(source.is_not(None))).all()
    for user_id, secret in kept:
        changed = {target.name: change(secret)}
        connection.execute(USERS.update().where(USERS.c.id == user_id).values(changed))
