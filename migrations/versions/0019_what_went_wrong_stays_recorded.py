"""what went wrong stays recorded: breaches, legal requests and their steps are append-only."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# As stories/foundation/db/promises.py has it on the day of this migration.
STAYS = "what is recorded stays as it is"
BREACH = "id, organisation_id, noticed_at, happened, classes, people, created_at"
REQUEST = "id, organisation_id, asker, asker_name, ground, received_on, due_on, created_at"
REFUSED = (
    ("breaches", "no_delete", "DELETE", ""),
    ("breaches", "no_update", f"UPDATE OF {BREACH}", ""),
    ("breaches", "no_return", "UPDATE OF closed_at", "OLD.closed_at IS NOT NULL"),
    ("breach_notes", "no_delete", "DELETE", ""),
    ("breach_notes", "no_update", "UPDATE", ""),
    ("legal_requests", "no_delete", "DELETE", ""),
    ("legal_requests", "no_update", f"UPDATE OF {REQUEST}", ""),
    ("legal_requests", "no_return", "UPDATE OF state", "OLD.state <> 'open'"),
    ("legal_request_moves", "no_delete", "DELETE", ""),
    ("legal_request_moves", "no_update", "UPDATE", ""),
)
TABLES = ("breaches", "breach_notes", "legal_requests", "legal_request_moves")


def _sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def upgrade() -> None:
    if _sqlite():
        for table, name, act, where in REFUSED:
            when = f" WHEN {where}" if where else ""
            op.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table}{when} "
                f"BEGIN SELECT RAISE(ABORT, '{STAYS}'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION records_stay() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{STAYS}'; END; $$ LANGUAGE plpgsql"
    )
    for table, name, act, where in REFUSED:
        when = f" WHEN ({where})" if where else ""
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table} "
            f"FOR EACH ROW{when} EXECUTE FUNCTION records_stay()"
        )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION records_stay()"
        )


def downgrade() -> None:
    on = "" if _sqlite() else " ON {table}"
    for table, name, _act, _where in REFUSED:
        op.execute(f"DROP TRIGGER IF EXISTS {table}_{name}" + on.format(table=table))
    if not _sqlite():
        for table in TABLES:
            op.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
        op.execute("DROP FUNCTION IF EXISTS records_stay()")
