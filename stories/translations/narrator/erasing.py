"""What an erasure touches here: somebody's links, wishes and spoken notes go."""

from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, gone
from stories.translations.narrator import queries
from stories.translations.narrator.models import NarratorLink, NarratorWish


def touches(erasing: Erasing) -> Iterator[Touch]:
    """All that was theirs alone; a link by which they looked with a child goes as well."""
    rows: list[NarratorLink | NarratorWish] = [
        *queries.links_about(erasing.person_id),
        *queries.wishes_of(erasing.person_id),
    ]
    for row in rows:
        if erasing.session_id in {None, row.recording.session_id}:
            yield gone(row, "theirs_alone")
