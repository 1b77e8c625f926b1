"""Whoever holds a session may raise a flag; the safeguarding lead alone reads it (DOMAIN P5)."""

from stories.foundation.access import Role, permit

RAISE, ANSWER = "sessions.raise_flag", "sessions.answer_flag"


def fill() -> None:
    """Enter the permissions of distress flags into the table."""
    permit(RAISE, Role.FACILITATOR, Role.ADMIN, Role.SAFEGUARDING)
    permit(ANSWER, Role.SAFEGUARDING)
