"""What is forgotten in this room when its time is over (DOMAIN X6)."""

from stories.foundation.access import OPERATOR
from stories.translations.inward import services


def old_texts() -> None:
    """Texts that were sent and not taken in within the hour."""
    services.forget_old_drafts(OPERATOR)
