"""Whoever works here may tell of an incident; the safeguarding lead alone reads it (DOMAIN P5)."""

from stories.foundation.access import STAFF, Role, permit

TELL, ANSWER = "safeguarding.tell", "safeguarding.answer"


def fill() -> None:
    """Enter the permissions into the table."""
    permit(TELL, *STAFF)
    permit(ANSWER, Role.SAFEGUARDING)
