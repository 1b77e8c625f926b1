"""The quality checklist and the facilitator’s debrief of a held session (DOMAIN S9)."""


def begin() -> None:
    """Open its pages, and tell the rest of the house of it."""
    from stories.foundation import attention, erasure, panels
    from stories.sessions.after.debrief import attention as mine
    from stories.sessions.after.debrief import erasing, policy
    from stories.sessions.after.debrief import panels as shown
    from stories.sessions.after.debrief import views as _views  # noqa: F401 - adds its pages
    from stories.sessions.referrals import panels as referrals

    policy.fill()
    attention.tell(mine.waiting)
    panels.add_panel("session", 60, shown.on_session)
    panels.add_panel("disclosure", 10, shown.on_disclosure)
    panels.add_panel("disclosure", 20, referrals.on_session)
    erasure.tell(erasing.touches)
