"""What is to be done after a session: by whom, by which day, and what came of it."""


def begin() -> None:
    """Open its pages, and tell the rest of the house of it."""
    from stories.foundation import attention, erasure, holdings, panels
    from stories.sessions.after.followups import attention as mine
    from stories.sessions.after.followups import held, policy
    from stories.sessions.after.followups import panels as shown
    from stories.sessions.after.followups import views as _views  # noqa: F401 - adds its pages

    policy.fill()
    attention.tell(mine.waiting)
    panels.add_panel("afterwards", 20, shown.on_session)
    panels.add_panel("person", 86, shown.on_person)
    holdings.tell(held.about, *held.TABLES)
    erasure.tell(held.touches)
