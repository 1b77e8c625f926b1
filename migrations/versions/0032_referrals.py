"""Referrals to specialists, who agreed to them, and the steps they made."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

REFERRALS, CONSENTS, MOVES = "referrals", "referral_consents", "referral_moves"
STATES = "drafted agreed sent accepted declined met closed withdrawn"
KINDS = "psychologist legal_adviser theologian social_worker vocational_trainer other"
REASONS = "talk child papers faith daily_life work safety other"
OUTCOMES = "helped goes_on sent_elsewhere did_not_come not_needed"


def _one_of(words: str, name: str) -> sa.Enum:
    return sa.Enum(*words.split(), name=name, native_enum=False, length=32)


def _points_at(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}"))
        for name, other in columns.items()
    ]


def upgrade() -> None:
    op.create_table(
        REFERRALS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("kind", _one_of(KINDS, "specialistkind"), nullable=False),
        sa.Column("specialist_id", sa.Uuid(), nullable=True),
        sa.Column("specialist_user_id", sa.Uuid(), nullable=True),
        sa.Column("urgency", _one_of("today week soon", "urgency"), nullable=False),
        sa.Column("reason", _one_of(REASONS, "referralreason"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", _one_of(STATES, "referralstate"), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("meets_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meets_where", sa.String(length=200), nullable=False),
        sa.Column("outcome", _one_of(OUTCOMES, "referraloutcome"), nullable=True),
        sa.Column("must_tell", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_points_at(
            REFERRALS,
            organisation_id="organisations",
            person_id="people",
            session_id="storytelling_sessions",
            specialist_id="specialists",
            specialist_user_id="users",
            created_by="users",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{REFERRALS}")),
    )
    pointed = ("person_id", "session_id", "specialist_id", "specialist_user_id", "created_by")
    for name in ("organisation_id", *pointed):
        op.create_index(op.f(f"ix_{REFERRALS}_{name}"), REFERRALS, [name])
    op.create_table(
        CONSENTS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column(
            "by", _one_of("person representative child emergency", "consentby"), nullable=False
        ),
        sa.Column("representative_id", sa.Uuid(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column(
            "how", _one_of("spoken written by_telephone not_asked", "consenthow"), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        *_points_at(CONSENTS, referral_id=REFERRALS, recorded_by="users"),
        sa.ForeignKeyConstraint(
            ["representative_id"],
            ["people.id"],
            name=op.f(f"fk_{CONSENTS}_representative_id_people"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{CONSENTS}")),
    )
    for name in ("referral_id", "representative_id"):
        op.create_index(op.f(f"ix_{CONSENTS}_{name}"), CONSENTS, [name])
    op.create_table(
        MOVES,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("state", _one_of(STATES, "referralstate"), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_points_at(MOVES, referral_id=REFERRALS, author_id="users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{MOVES}")),
    )
    op.create_index(op.f(f"ix_{MOVES}_referral_id"), MOVES, ["referral_id"])


def downgrade() -> None:
    op.drop_table(MOVES)
    op.drop_table(CONSENTS)
    op.drop_table(REFERRALS)
