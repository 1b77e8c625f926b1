"""Who may look at sessions and who may plan and hold them."""

from stories.foundation.access import Role, permit

VIEW, PLAN = "sessions.view", "sessions.plan"


def fill() -> None:
    """Enter the room's permissions into the table."""
    permit(VIEW, Role.FACILITATOR, Role.CURATOR, Role.SAFEGUARDING, Role.ADMIN)
    permit(PLAN, Role.FACILITATOR, Role.ADMIN)
