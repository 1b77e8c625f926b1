"""people as they are met: names in parts, ways to reach them, kin, restricted facts."""

import json
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FOLD = str.maketrans("әғқңөұүһіё", "агкноуухие")
LINES = {
    "given_name": 160,
    "patronymic": 160,
    "surname": 160,
    "interpreter_language": 8,
    "reach_note": 200,
    "access_note": 200,
}
FEWEST_DIGITS = 4  # fewer are a flat, not a telephone
LISTS = ("ways", "access_needs", "interests")
TIES = (
    "grandmother",
    "grandfather",
    "grandparent",
    "grandchild",
    "mother",
    "father",
    "parent",
    "child",
    "sibling",
    "aunt",
    "uncle",
    "aunt_or_uncle",
    "niece_or_nephew",
    "cousin",
    "spouse",
    "kin",
    "guardian",
    "ward",
    "teacher",
    "pupil",
    "neighbour",
    "friend",
    "other",
)
people = sa.table(
    "people",
    sa.column("id", sa.Uuid()),
    sa.column("organisation_id", sa.Uuid()),
    sa.column("pseudonym", sa.String()),
    sa.column("folded_pseudonym", sa.String()),
    sa.column("name", sa.String()),
    sa.column("folded_name", sa.String()),
    sa.column("contact", sa.String()),
    sa.column("ways", sa.JSON()),
)


def folded(text: str) -> str:
    """A pseudonym as it is compared, frozen as of this migration."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(FOLD)
    return " ".join(
        "".join(sign if sign.isalnum() or sign == "_" else " " for sign in plain).split()
    )


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
        for name, length in LINES.items():
            column = sa.Column(name, sa.String(length=length), nullable=False, server_default="")
            batch_op.add_column(column)
        for name in LISTS:
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("folded_pseudonym", sa.String(length=240), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_people_organisation_id_pseudonym"), type_="unique")
    _carry_over()
    with op.batch_alter_table("people", schema=None) as batch_op:
        for name, length, kind in (
            ("name", 320, 160),
            ("folded_name", 640, 240),
            ("pseudonym", 120, 60),
        ):
            batch_op.alter_column(
                name, type_=sa.String(length=length), existing_type=sa.String(length=kind)
            )
        for name in ("revision", *LINES, *LISTS):
            batch_op.alter_column(name, server_default=None)
        batch_op.drop_column("contact")
        batch_op.create_unique_constraint(
            batch_op.f("uq_people_organisation_id_folded_pseudonym"),
            ["organisation_id", "folded_pseudonym"],
        )
    _add_tables()


def _carry_over() -> None:
    """Every contact becomes a way; of pseudonyms that fold into one a single one is folded."""
    connection, taken = op.get_bind(), set()
    rows = connection.execute(
        sa.select(
            people.c.id, people.c.organisation_id, people.c.pseudonym, people.c.contact
        ).order_by(people.c.id)
    ).all()
    for row in rows:
        values: dict[str, object] = {}
        if row.contact:
            values["ways"] = [_way(row.contact)]
        key = (row.organisation_id, folded(row.pseudonym or ""))
        if row.pseudonym and key not in taken:
            taken.add(key)
            values["folded_pseudonym"] = key[1]
        if values:
            connection.execute(people.update().where(people.c.id == row.id).values(**values))


def _way(contact: str) -> dict[str, object]:
    kind = "telephone" if sum(sign.isdigit() for sign in contact) > FEWEST_DIGITS else "through"
    return {"kind": kind, "value": contact, "preferred": True}


def _add_tables() -> None:
    op.create_table(
        "relations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column(
            "one_is", sa.Enum(*TIES, name="tie", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "other_is", sa.Enum(*TIES, name="tie", native_enum=False, length=32), nullable=False
        ),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("one_id <> other_id", name=op.f("ck_relations_two_people")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_relations_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(["one_id"], ["people.id"], name=op.f("fk_relations_one_id_people")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["people.id"], name=op.f("fk_relations_other_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relations")),
        sa.UniqueConstraint(
            "one_id", "other_id", "other_is", name=op.f("uq_relations_one_id_other_id_other_is")
        ),
    )
    _index("relations", "organisation_id", "one_id", "other_id")
    op.create_table(
        "restricted_facts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "adoption",
                "birth_parents",
                "safety",
                "other",
                name="factkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_owners("restricted_facts", "written_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restricted_facts")),
    )
    _index("restricted_facts", "organisation_id", "person_id")
    op.create_table(
        "identity_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_owners("identity_checks", "seen_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_checks")),
    )
    _index("identity_checks", "organisation_id", "person_id")


def _owners(table: str, writer: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f(f"fk_{table}_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f(f"fk_{table}_person_id_people")
        ),
        sa.ForeignKeyConstraint([writer], ["users.id"], name=op.f(f"fk_{table}_{writer}_users")),
    ]


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def downgrade() -> None:
    for table in ("identity_checks", "restricted_facts", "relations"):
        op.drop_table(table)
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("contact", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.drop_constraint(
            batch_op.f("uq_people_organisation_id_folded_pseudonym"), type_="unique"
        )
    _carry_back()
    with op.batch_alter_table("people", schema=None) as batch_op:
        for name, length, kind in (
            ("name", 320, 160),
            ("folded_name", 640, 240),
            ("pseudonym", 120, 60),
        ):
            batch_op.alter_column(
                name, type_=sa.String(length=kind), existing_type=sa.String(length=length)
            )
        batch_op.alter_column("contact", server_default=None)
        for name in ("revision", *LINES, *LISTS, "folded_pseudonym"):
            batch_op.drop_column(name)
        batch_op.create_unique_constraint(
            batch_op.f("uq_people_organisation_id_pseudonym"), ["organisation_id", "pseudonym"]
        )


def _carry_back() -> None:
    """The best way becomes the one contact; what was longer than there was room for is cut."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(people)).all():
        ways = json.loads(row.ways) if isinstance(row.ways, str) else row.ways
        best = sorted(ways, key=lambda way: not way["preferred"])[:1]
        values = {
            "contact": best[0]["value"][:200] if best else "",
            "name": row.name[:160],
            "folded_name": row.folded_name[:240],
            "pseudonym": row.pseudonym[:60] if row.pseudonym else None,
        }
        connection.execute(people.update().where(people.c.id == row.id).values(**values))
