"""How much each facilitator does, and what is left to do."""


def begin() -> None:
    """Open its page."""
    from stories.sessions.after.workload import policy
    from stories.sessions.after.workload import views as _views  # noqa: F401 - adds its page

    policy.fill()
