"""Who may look at collections and who puts them together."""

from stories.foundation.access import STAFF, Role, permit


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit("collections.view", *STAFF)
    permit("collections.curate", Role.CURATOR)
