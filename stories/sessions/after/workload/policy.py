"""Whose workload somebody sees: curators and administrators all, a facilitator their own."""

from stories.foundation.access import Alternative, Role, permit
from stories.sessions.after.debrief.policy import LEADS

WORKLOAD = "sessions.workload"
OF_ALL = (Role.CURATOR, Role.ADMIN)


def fill() -> None:
    """Enter the permission into the table; it is asked of sessions."""
    permit(WORKLOAD, Alternative(Role.FACILITATOR, (LEADS,)), *OF_ALL)
