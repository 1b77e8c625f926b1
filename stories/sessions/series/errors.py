"""What can stand in the way of a series; each carries a sentence a person understands."""

import uuid

from flask_babel import lazy_gettext as _l

from stories.foundation.errors import StoriesError
from stories.sessions.rules import Overlap


class SeriesClash(StoriesError):
    """Some sessions of a series would be in two places at once, so none of it is kept.

    ``overlaps`` has what stands against each session, by its id; empty when the series was not
    kept yet, and its preview says so line by line.
    """

    status = 409
    title = _l("Some of these times are taken")
    sentence = _l("Some of these sessions cannot be. Leave them out, or choose another time.")

    def __init__(self, overlaps: dict[uuid.UUID, list[Overlap]] | None = None) -> None:
        super().__init__()
        self.overlaps = overlaps or {}
