"""Who makes cards of thanks: those who may know the names that stand on them."""

from stories.foundation.access import Alternative, Role, permit
from stories.sessions.after.debrief.policy import LEADS

THANK = "sessions.thank"


def fill() -> None:
    """Enter the permission into the table; it is asked of a session."""
    permit(THANK, Alternative(Role.FACILITATOR, (LEADS,)), Role.SAFEGUARDING, Role.ADMIN)
