from stories.foundation.lean import leave_out

with leave_out("rich"):  # paints errors for terminals; the house's own lines are JSON
    import structlog  # noqa: F401 - the first to ask for it decides what comes along
