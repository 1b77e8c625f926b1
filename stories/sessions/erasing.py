"""What an erasure touches in this room: words about the person in the sessions they were in."""

from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, kept, without_words
from stories.sessions import queries

TEXTS = ("theme", "note", "interpreter", "cancelled_because")


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Sessions and who was in them stay: somebody else's word may rest on it (DOMAIN C5)."""
    for row in queries.attendances_of(erasing.person_id):
        if erasing.session_id in {None, row.session_id}:
            yield kept(row, "keeps_recordings_closed")
            yield from without_words(row.session, erasing.words, *TEXTS)
