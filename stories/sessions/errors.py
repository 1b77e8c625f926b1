"""What can stand in the way of a session; each carries a sentence a person understands."""

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import Conflict, StoriesError
from stories.sessions.plans import Plan
from stories.sessions.rules import Move, Obstacle, Overlap

MOVE_REFUSED = {
    Move.CHANGE: _l("A session that was held or cancelled is not changed any more."),
    Move.CONFIRM: _l("Only a planned session can be confirmed, and this one has moved on."),
    Move.OPEN: _l("Only a planned session can be opened, and this one is not planned any more."),
    Move.NOTE: _l("Who came can be noted once the session is open."),
    Move.CLOSE: _l("Only an open session can be closed, and this one is not open."),
    Move.CANCEL: _l("A session that was held or already cancelled cannot be cancelled."),
}


class BadPlan(StoriesError):
    """A plan that makes no sense; ``problems`` has a sentence for each field."""

    title = _l("The plan is not complete")

    def __init__(self, problems: dict[str, object]) -> None:
        super().__init__(next(iter(problems.values())))
        self.problems = problems


class SessionClash(StoriesError):
    """Somebody or a room would be in two places at once (DOMAIN S1).

    ``plan`` is what was wanted, where the caller does not know it.
    """

    status = 409
    title = _l("This time is taken")
    sentence = _l("Somebody in this session, or the room, is taken at that time.")

    def __init__(self, overlaps: list[Overlap], plan: Plan | None = None) -> None:
        super().__init__()
        self.overlaps, self.plan = overlaps, plan


class WrongState(Conflict):
    """The session has moved on, and this cannot be done to it any more."""

    def __init__(self, move: Move) -> None:
        super().__init__(MOVE_REFUSED[move])


class TooEarly(StoriesError):
    """The day has not come."""

    title = _l("It is too early")
    sentence = _l("A session can be opened from twelve hours before it begins.")


class NotReady(StoriesError):
    """Something about these people, together, is still missing (DOMAIN S3)."""

    title = _l("Not everything is ready")
    sentence = _l("Something is still missing for this session.")

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__()
        self.obstacles = obstacles
