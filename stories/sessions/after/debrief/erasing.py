"""What an erasure touches here: names in what a facilitator wrote about a session."""

from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, without_words
from stories.sessions import queries as sessions
from stories.sessions.after.debrief import queries
from stories.sessions.after.debrief.words import WORDS


def touches(erasing: Erasing) -> Iterator[Touch]:
    """The debrief stays, for it is the facilitator's; the person's names go out of it."""
    found = (row.session_id for row in sessions.attendances_of(erasing.person_id))
    for row in queries.debriefs_of_sessions(found):
        if erasing.session_id in {None, row.session_id}:
            yield from without_words(row, erasing.words, *WORDS)
