"""What is looked after in this room without being asked: files of books that stand no more."""

from stories.collections.services import look_at_all
from stories.foundation.clock import now


def fallen_books() -> None:
    """Once an hour; nobody could have been handed one meanwhile, the gate is asked each time."""
    if now().minute == 0:
        look_at_all()
