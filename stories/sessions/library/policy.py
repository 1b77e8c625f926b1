"""Who reads the programme's methods and manuals, and who keeps them."""

from stories.foundation.access import STAFF, Role, permit

READ, KEEP = "sessions.read_library", "sessions.keep_library"


def fill() -> None:
    """Enter the library's permissions into the table."""
    permit(READ, *STAFF)
    permit(KEEP, Role.CURATOR, Role.ADMIN)
