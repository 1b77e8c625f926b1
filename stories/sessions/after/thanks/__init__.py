"""A card of thanks for everybody who came to a session."""


def begin() -> None:
    """Open its page, and show the way to it."""
    from stories.foundation import panels
    from stories.sessions.after.thanks import panels as shown
    from stories.sessions.after.thanks import policy
    from stories.sessions.after.thanks import views as _views  # noqa: F401 - adds its page

    policy.fill()
    panels.add_panel("afterwards", 30, shown.on_session)
