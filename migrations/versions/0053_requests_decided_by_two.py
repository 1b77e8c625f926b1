"""A request to take down is followed by a code, decided by two, and may be appealed."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

ASKED, SAID = "takedowns", "takedown_decisions"
# Whoever had decided alone said one word; its row keeps the id of the request it decided.
KEEP = """INSERT INTO takedown_decisions (id, takedown_id, round, actor_id, outcome, remark, at)
SELECT id, id, 1, decided_by, outcome, '', decided_at FROM takedowns
WHERE outcome IS NOT NULL AND decided_at IS NOT NULL"""
LAST = """UPDATE takedowns SET decided_by = (SELECT said.actor_id FROM takedown_decisions AS said
WHERE said.takedown_id = takedowns.id ORDER BY said.at DESC LIMIT 1) WHERE outcome IS NOT NULL"""
NEW = ("case_hash", "child", "language", "audience", "widest_before", "told_at", "told_by")
APPEAL = ("appeal", "appealed_at")


def _enum(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _outcome() -> sa.Enum:
    named = ("restored", "restored_with_changes", "restricted", "removed", "not_ours")
    return _enum(*named, name="takedownoutcome")


def _audience() -> sa.Enum:
    return _enum("private", "family", "programme", "public", name="audience")


def upgrade() -> None:
    op.create_table(
        SAID,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("takedown_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", _outcome(), nullable=False),
        sa.Column("audience", _audience(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["takedown_id"],
            ["takedowns.id"],
            name=op.f("fk_takedown_decisions_takedown_id_takedowns"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["users.id"], name=op.f("fk_takedown_decisions_actor_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takedown_decisions")),
    )
    op.execute(KEEP)
    _columns()
    # Only now: to rebuild a table is to drop it, and what points at it with it.
    op.create_index(op.f("ix_takedown_decisions_takedown_id"), SAID, ["takedown_id"])


def _columns() -> None:
    with op.batch_alter_table(ASKED) as batch:
        batch.add_column(sa.Column("case_hash", sa.String(length=64), nullable=True))
        batch.add_column(
            sa.Column("child", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.add_column(sa.Column("language", sa.String(2), nullable=False, server_default=""))
        batch.add_column(sa.Column("audience", _audience(), nullable=True))
        batch.add_column(sa.Column("widest_before", _audience(), nullable=True))
        batch.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("told_by", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("appeal", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("appealed_at", sa.DateTime(timezone=True), nullable=True))
        batch.alter_column("story_id", existing_type=sa.Uuid(), nullable=True)
        batch.create_foreign_key(op.f("fk_takedowns_told_by_users"), "users", ["told_by"], ["id"])
        batch.drop_constraint(op.f("fk_takedowns_decided_by_users"), type_="foreignkey")
        batch.drop_column("decided_by")
        batch.create_index(op.f("ix_takedowns_case_hash"), ["case_hash"])
    with op.batch_alter_table(ASKED) as batch:
        for name in ("child", "language", "appeal"):
            batch.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table(ASKED) as batch:
        batch.add_column(sa.Column("decided_by", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_takedowns_decided_by_users"), "users", ["decided_by"], ["id"]
        )
    op.execute(LAST)
    op.drop_table(SAID)
    op.execute("DELETE FROM takedowns WHERE story_id IS NULL")
    # What was asked again waits again.
    op.execute("UPDATE takedowns SET state = 'received', outcome = NULL WHERE state = 'appealed'")
    with op.batch_alter_table(ASKED) as batch:
        batch.drop_index(op.f("ix_takedowns_case_hash"))
        batch.drop_constraint(op.f("fk_takedowns_told_by_users"), type_="foreignkey")
        for name in (*reversed(NEW), *APPEAL):
            batch.drop_column(name)
        batch.alter_column("story_id", existing_type=sa.Uuid(), nullable=False)
