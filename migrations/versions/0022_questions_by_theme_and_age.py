"""Questions by theme, age and whom they are put to; an organisation's own beside the house's."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ALL = ["6-9", "10-13", "14-17", "adult"]
OLDER = ["14-17", "adult"]
# key, theme before, theme after: the themes of the house's own questions were put in a new order
MOVED = (
    ("bread-smell", "bread", "food"),
    ("bread-hands", "bread", "food"),
    ("bread-guest", "bread", "food"),
    ("childhood-friend", "childhood", "friends"),
    ("childhood-winter", "childhood", "steppe"),
    ("craft-learned", "craft", "crafts"),
    ("craft-first", "craft", "crafts"),
    ("craft-work", "craft", "work"),
    ("road-horse", "road", "steppe"),
    ("road-far", "road", "steppe"),
    ("road-school", "road", "school"),
    ("feast-nauryz", "feast", "steppe"),
    ("feast-wedding", "feast", "weddings"),
    ("feast-gift", "feast", "childhood"),
    ("song-lullaby", "song", "songs"),
    ("song-saying", "song", "songs"),
    ("song-dombra", "song", "songs"),
    ("family-name", "family", "names"),
    ("family-advice", "family", "songs"),
    ("family-missed", "family", "friends"),
)
PROMPTS = sa.table(
    "prompts",
    sa.column("id", sa.Uuid),
    sa.column("organisation_id", sa.Uuid),
    sa.column("key"),
    sa.column("theme"),
    sa.column("ages", sa.JSON),
    sa.column("for_children", sa.Boolean),
)
CHOSEN = sa.table("session_prompts", sa.column("prompt_id", sa.Uuid))


def upgrade() -> None:
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organisation_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "asked_of",
                sa.Enum("elder", "young", name="askedof", native_enum=False, length=32),
                nullable=False,
                server_default="elder",
            )
        )
        batch_op.add_column(sa.Column("ages", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("created_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
    for children, ages in ((True, ALL), (False, OLDER)):
        op.execute(sa.update(PROMPTS).where(PROMPTS.c.for_children == children).values(ages=ages))
    for key, _before, after in MOVED:
        op.execute(sa.update(PROMPTS).where(PROMPTS.c.key == key).values(theme=after))
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.drop_column("for_children")
        batch_op.alter_column("asked_of", existing_type=sa.String(32), server_default=None)
        batch_op.alter_column("ages", existing_type=sa.JSON(), server_default=None)
        batch_op.create_foreign_key(
            "fk_prompts_organisation_id_organisations",
            "organisations",
            ["organisation_id"],
            ["id"],
        )
        batch_op.create_foreign_key("fk_prompts_created_by_users", "users", ["created_by"], ["id"])
        batch_op.create_index(batch_op.f("ix_prompts_organisation_id"), ["organisation_id"])


def downgrade() -> None:
    # Before this, every question was offered to everybody: what is one organisation's own goes.
    own = sa.select(PROMPTS.c.id).where(PROMPTS.c.organisation_id.is_not(None))
    op.execute(sa.delete(CHOSEN).where(CHOSEN.c.prompt_id.in_(own)))
    op.execute(sa.delete(PROMPTS).where(PROMPTS.c.organisation_id.is_not(None)))
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("for_children", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    grown = sa.cast(PROMPTS.c.ages, sa.Text).not_like("%6-9%")
    op.execute(sa.update(PROMPTS).where(grown).values(for_children=False))
    for key, before, _after in MOVED:
        op.execute(sa.update(PROMPTS).where(PROMPTS.c.key == key).values(theme=before))
    with op.batch_alter_table("prompts", schema=None) as batch_op:
        batch_op.alter_column("for_children", existing_type=sa.Boolean(), server_default=None)
        batch_op.drop_index(batch_op.f("ix_prompts_organisation_id"))
        batch_op.drop_constraint("fk_prompts_created_by_users", type_="foreignkey")
        batch_op.drop_constraint("fk_prompts_organisation_id_organisations", type_="foreignkey")
        for name in ("organisation_id", "asked_of", "ages", "created_by", "retired_at"):
            batch_op.drop_column(name)
