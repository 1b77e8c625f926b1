"""people and their word."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "generation",
            sa.Enum(
                "elder", "youth", "representative", name="generation", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("folded_name", sa.String(length=240), nullable=False),
        sa.Column("pseudonym", sa.String(length=60), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("needs_interpreter", sa.Boolean(), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column(
            "readiness",
            sa.Enum("ready", "not_now", name="readiness", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("never_publish", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_people_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint(
            "organisation_id", "pseudonym", name=op.f("uq_people_organisation_id_pseudonym")
        ),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_folded_name"), ["folded_name"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_people_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "agreements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum("before", "after", name="stage", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("uses", sa.JSON(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "private",
                "family",
                "programme",
                "public",
                name="audience",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "naming",
            sa.Enum(
                "anonymous", "pseudonym", "own_name", name="naming", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("form_version", sa.String(length=20), nullable=False),
        sa.Column(
            "evidence",
            sa.Enum("signed", "spoken", "witnessed", name="evidence", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("operator_name", sa.String(length=160), nullable=False),
        sa.Column("third_parties", sa.Boolean(), nullable=False),
        sa.Column("cross_border", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_note", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "delete", "anonymise", "restrict", name="outcome", native_enum=False, length=32
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_agreements_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_agreements_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["users.id"], name=op.f("fk_agreements_recorded_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["signer_id"], ["people.id"], name=op.f("fk_agreements_signer_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
    )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agreements_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_agreements_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreements_session_id"), ["session_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreements_signer_id"), ["signer_id"], unique=False)

    op.create_table(
        "do_not_pair",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("one_id <> other_id", name=op.f("ck_do_not_pair_two_people")),
        sa.ForeignKeyConstraint(
            ["one_id"], ["people.id"], name=op.f("fk_do_not_pair_one_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["people.id"], name=op.f("fk_do_not_pair_other_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_do_not_pair")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_do_not_pair_one_id_other_id")),
    )
    with op.batch_alter_table("do_not_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_do_not_pair_one_id"), ["one_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_do_not_pair_other_id"), ["other_id"], unique=False)

    op.create_table(
        "representations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("representative_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["people.id"], name=op.f("fk_representations_child_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["representative_id"],
            ["people.id"],
            name=op.f("fk_representations_representative_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representations")),
        sa.UniqueConstraint(
            "child_id",
            "representative_id",
            name=op.f("uq_representations_child_id_representative_id"),
        ),
    )
    with op.batch_alter_table("representations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_representations_child_id"), ["child_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_representations_representative_id"), ["representative_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("representations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_representations_representative_id"))
        batch_op.drop_index(batch_op.f("ix_representations_child_id"))

    op.drop_table("representations")
    with op.batch_alter_table("do_not_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_do_not_pair_other_id"))
        batch_op.drop_index(batch_op.f("ix_do_not_pair_one_id"))

    op.drop_table("do_not_pair")
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreements_signer_id"))
        batch_op.drop_index(batch_op.f("ix_agreements_session_id"))
        batch_op.drop_index(batch_op.f("ix_agreements_person_id"))
        batch_op.drop_index(batch_op.f("ix_agreements_organisation_id"))

    op.drop_table("agreements")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_people_folded_name"))

    op.drop_table("people")
