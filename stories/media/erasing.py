"""What an erasure touches in this room: recordings of the person alone, and those of several."""

from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, Wish, gone, kept, without_words
from stories.media import queries
from stories.media.models import Recording
from stories.media.tus.queries import unfinished_in

FILES = (
    *("master_key", "playback_opus", "playback_aac", "fine_outline"),
    *("quieter_opus", "quieter_aac"),
)


def touches(erasing: Erasing) -> Iterator[Touch]:
    """A recording of one person goes if they wish it; one of several is not theirs alone."""
    yield from (gone(row, "theirs_alone") for row in solo(erasing))
    alone = {row.session_id for row in solo(erasing)}
    yield from (gone(row, "theirs_alone") for row in unfinished_in(sorted(alone)))
    for row in remaining(erasing):
        why = "others_are_heard" if erasing.wish is Wish.DELETE else "stays_closed"
        yield kept(row, why)
        yield from without_words(row, erasing.words, "original_name")


def solo(erasing: Erasing) -> list[Recording]:
    """Recordings that go: nobody else may be heard in them."""
    return [row for row in _scope(erasing) if row not in remaining(erasing)]


def remaining(erasing: Erasing) -> list[Recording]:
    """Recordings that stay, closed."""
    found = _scope(erasing)
    if erasing.wish is not Wish.DELETE:
        return found
    shared = queries.shared_sessions([row.session_id for row in found], erasing.person_id)
    return [row for row in found if row.session_id in shared]


def _scope(erasing: Erasing) -> list[Recording]:
    found = queries.recordings_with(erasing.person_id)
    return [row for row in found if erasing.session_id in {None, row.session_id}]
