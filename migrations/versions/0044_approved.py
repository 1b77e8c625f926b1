"""Who approved a segment's text, in which capacity, and why it is over."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

APPROVALS = "segment_approvals"
PEOPLE = {"user_id": "users", "person_id": "people", "with_id": "people", "taken_back_by": "users"}
CAPACITIES = ("narrator", "reviewer")
WAYS = ("one", "all", "link", "link_all")
REASONS = ("text", "split", "merged", "boundary", "speaker", "translation", "unchecked", "wish")


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32)


def _to(column: str, table: str, **more: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{APPROVALS}_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, **more)


def upgrade() -> None:
    op.create_table(
        APPROVALS,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=False),
        sa.Column("capacity", _one_of("capacity", CAPACITIES), nullable=False),
        sa.Column("way", _one_of("way", WAYS), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=True) for name in PEOPLE),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", _one_of("why", REASONS), nullable=True),
        _to("organisation_id", "organisations"),
        _to("segment_id", "segments", ondelete="CASCADE"),
        *(_to(name, table) for name, table in PEOPLE.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{APPROVALS}")),
    )
    for name in ("organisation_id", "segment_id", "person_id"):
        op.create_index(op.f(f"ix_{APPROVALS}_{name}"), APPROVALS, [name])


def downgrade() -> None:
    op.drop_table(APPROVALS)
