"""Who may give families a link."""

from stories.foundation.access import Role, permit


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit("reading.manage_links", Role.CURATOR, Role.FACILITATOR)
