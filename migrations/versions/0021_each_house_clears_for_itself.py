"""Each organisation clears its own staff for work with children; nobody vouches for another's."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TO_ROLES = """UPDATE grants SET cleared_until =
(SELECT users.cleared_until FROM users WHERE users.id = grants.user_id)"""
# Whoever is not cleared everywhere is cleared nowhere: a clearance never grows by going back.
TO_PEOPLE = """UPDATE users SET cleared_until =
(SELECT CASE WHEN COUNT(*) = COUNT(cleared_until) THEN MIN(cleared_until) END
FROM grants WHERE grants.user_id = users.id)"""


def _column() -> sa.Column[object]:
    return sa.Column("cleared_until", sa.DateTime(timezone=True), nullable=True)


def upgrade() -> None:
    op.add_column("grants", _column())
    op.execute(TO_ROLES)
    op.drop_column("users", "cleared_until")


def downgrade() -> None:
    op.add_column("users", _column())
    op.execute(TO_PEOPLE)
    op.drop_column("grants", "cleared_until")
