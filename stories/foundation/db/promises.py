"""Promises the database itself keeps: an append-only log, records that stay, Kazakh order."""

APPEND_ONLY_SQLITE = [
    f"""CREATE TRIGGER audit_events_no_{verb} BEFORE {verb.upper()} ON audit_events
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
    for verb in ("update", "delete")
]

APPEND_ONLY_POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION audit_events_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END; $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION audit_events_append_only()""",
]

KK_COLLATION = "CREATE COLLATION IF NOT EXISTS kk (provider = icu, locale = 'kk-KZ')"

RECORDS_STAY = "what is recorded stays as it is"
# Breaches, legal requests and every step about them: each act that is refused, and on which rows.
# A record is closed once; whom a request is about may follow a person who was entered twice.
REFUSED = (
    ("breaches", "no_delete", "DELETE", ""),
    (
        "breaches",
        "no_update",
        "UPDATE OF id, organisation_id, noticed_at, happened, classes, people, created_at",
        "",
    ),
    ("breaches", "no_return", "UPDATE OF closed_at", "OLD.closed_at IS NOT NULL"),
    ("breach_notes", "no_delete", "DELETE", ""),
    ("breach_notes", "no_update", "UPDATE", ""),
    ("legal_requests", "no_delete", "DELETE", ""),
    (
        "legal_requests",
        "no_update",
        "UPDATE OF id, organisation_id, asker, asker_name, ground, received_on, due_on, created_at",
        "",
    ),
    ("legal_requests", "no_return", "UPDATE OF state", "OLD.state <> 'open'"),
    ("legal_request_moves", "no_delete", "DELETE", ""),
    ("legal_request_moves", "no_update", "UPDATE", ""),
)
RECORDS_SQLITE = [
    f"""CREATE TRIGGER {table}_{name} BEFORE {act} ON {table} {f"WHEN {rows}" if rows else ""}
BEGIN SELECT RAISE(ABORT, '{RECORDS_STAY}'); END"""
    for table, name, act, rows in REFUSED
]
RECORDS_POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION records_stay() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{RECORDS_STAY}'; END; $$ LANGUAGE plpgsql""",
    *(
        f"""CREATE TRIGGER {table}_{name} BEFORE {act} ON {table}
FOR EACH ROW {f"WHEN ({rows})" if rows else ""} EXECUTE FUNCTION records_stay()"""
        for table, name, act, rows in REFUSED
    ),
    *(
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION records_stay()"""
        for table in dict.fromkeys(item[0] for item in REFUSED)
    ),
]


def statements(dialect: str) -> list[str]:
    """The statements for a database engine, to run once its first tables stand."""
    if dialect == "sqlite":
        return APPEND_ONLY_SQLITE
    return [KK_COLLATION, *APPEND_ONLY_POSTGRESQL]


def farewell(dialect: str) -> list[str]:
    """What takes the promises back when the last table goes."""
    if dialect == "sqlite":
        return []
    return ["DROP FUNCTION IF EXISTS audit_events_append_only()", "DROP COLLATION IF EXISTS kk"]


def records_stay(dialect: str) -> list[str]:
    """The statements that keep records from being deleted or written over, once they stand."""
    return RECORDS_SQLITE if dialect == "sqlite" else RECORDS_POSTGRESQL
