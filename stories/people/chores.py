"""What is forgotten in this room when its time is over (DOMAIN X6)."""

from stories.foundation.access import OPERATOR
from stories.people import services


def old_lists() -> None:
    """Lists that were sent and not imported within the hour."""
    services.forget_old_drafts(OPERATOR)


def old_merges() -> None:
    """The other entries of people merged longer ago than can be undone."""
    services.forget_old_merges(OPERATOR)
