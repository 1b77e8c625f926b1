"""Letters on their way."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

WHY = ("overtaken", "over", "unwanted", "no_address", "refused", "unanswered", "given_up")
MOMENTS = ("claimed_at", "handed_at", "sent_at", "dropped_at")


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("about_table", sa.String(length=48), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("about_sequence", sa.Integer(), nullable=False),
        sa.Column("about_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("about_print", sa.String(length=16), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in MOMENTS),
        sa.Column(
            "dropped_because",
            sa.Enum(*WHY, name="dropped", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("problem", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(user_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_outbox_one_receiver")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_outbox_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_outbox_user_id_users")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_outbox_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index("ix_outbox_about", "outbox", ["about_table", "about_id"])
    for name in INDEXED:
        op.create_index(op.f(f"ix_outbox_{name}"), "outbox", [name])


def downgrade() -> None:
    op.drop_table("outbox")


INDEXED = ("organisation_id", "user_id", "person_id", "not_before")
