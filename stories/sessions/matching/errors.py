"""Why two people cannot be pinned."""

from stories.foundation.errors import StoriesError
from stories.sessions.matching.rules import Pair, Wall


class NotTogether(StoriesError):
    """A pin that a rule stands against; ``wall`` says which, ``pair`` whom it is about."""

    def __init__(self, pair: Pair, wall: Wall) -> None:
        super().__init__()
        self.pair, self.wall = pair, wall
