"""Who may give a segment its other language."""

from stories.foundation.access import Role, permit


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit("translations.edit", Role.FACILITATOR)
