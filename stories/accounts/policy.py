"""Who may do what with accounts."""

from stories.foundation.access import Role, permit


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit("accounts.manage", Role.ADMIN)
