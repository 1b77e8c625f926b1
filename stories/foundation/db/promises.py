"""Promises the database itself keeps: an append-only log, Kazakh order."""

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


def statements(dialect: str) -> list[str]:
    """The statements for a database engine, to run once its tables stand."""
    if dialect == "sqlite":
        return APPEND_ONLY_SQLITE
    return [KK_COLLATION, *APPEND_ONLY_POSTGRESQL]


def farewell(dialect: str) -> list[str]:
    """What takes the promises back when the last table goes."""
    if dialect == "sqlite":
        return []
    return ["DROP FUNCTION IF EXISTS audit_events_append_only()", "DROP COLLATION IF EXISTS kk"]
