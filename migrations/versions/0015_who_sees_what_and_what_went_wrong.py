"""who sees what, and what went wrong: since when a role is held, breaches, legal requests."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# A role from before is dated by the log, else by the account: nobody held it earlier.
GIVEN = """UPDATE grants SET created_at = COALESCE(
(SELECT MIN(audit_events.at) FROM audit_events WHERE audit_events.action = 'accounts.role_granted'
AND audit_events.subject_id = grants.id),
(SELECT users.created_at FROM users WHERE users.id = grants.user_id))"""


def _enum(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def upgrade() -> None:
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("created_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(GIVEN)
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.alter_column(
            "created_at", existing_type=sa.DateTime(timezone=True), nullable=False
        )
    _breaches()
    _requests()


def _breaches() -> None:
    op.create_table(
        "breaches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("classes", sa.JSON(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_breaches_organisation_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breaches")),
    )
    op.create_index(op.f("ix_breaches_organisation_id"), "breaches", ["organisation_id"])
    op.create_table(
        "breach_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("breach_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column(
            "step", _enum("breachstep", "recorded", "told", "done", "closed"), nullable=False
        ),
        sa.Column("whom", sa.String(length=160), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_breach_notes_author_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["breach_id"], ["breaches.id"], name=op.f("fk_breach_notes_breach_id_breaches")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_notes")),
    )
    op.create_index(op.f("ix_breach_notes_breach_id"), "breach_notes", ["breach_id"])


def _requests() -> None:
    askers = ("court", "prosecutor", "police", "security", "guardianship", "other")
    states = ("open", "given", "partly", "refused")
    op.create_table(
        "legal_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("asker", _enum("asker", *askers), nullable=False),
        sa.Column("asker_name", sa.String(length=160), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("state", _enum("requeststate", *states), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_legal_requests_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_legal_requests_person_id_people"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_requests")),
    )
    op.create_index(
        op.f("ix_legal_requests_organisation_id"), "legal_requests", ["organisation_id"]
    )
    op.create_index(op.f("ix_legal_requests_person_id"), "legal_requests", ["person_id"])
    op.create_table(
        "legal_request_moves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("state", _enum("requeststate", *states), nullable=False),
        sa.Column("decided_by", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_legal_request_moves_author_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["legal_requests.id"],
            name=op.f("fk_legal_request_moves_request_id_legal_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_request_moves")),
    )
    op.create_index(
        op.f("ix_legal_request_moves_request_id"), "legal_request_moves", ["request_id"]
    )


def downgrade() -> None:
    op.drop_table("legal_request_moves")
    op.drop_table("legal_requests")
    op.drop_table("breach_notes")
    op.drop_table("breaches")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_column("created_at")
