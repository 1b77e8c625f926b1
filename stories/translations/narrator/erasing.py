"""What an erasure touches here: somebody's links, wishes and spoken notes go."""

from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, changed, gone
from stories.translations.narrator import queries


def touches(erasing: Erasing) -> Iterator[Touch]:
    """All that was theirs goes; a link by which they looked with a child is over.

    The child's own wishes stay: what it does not want published stays so.
    """
    who = erasing.person_id
    for link in queries.links_about(who):
        if erasing.session_id not in {None, link.recording.session_id}:
            continue
        if link.person_id == who:
            yield gone(link, "theirs_alone")
        else:
            yield from changed(link, "names_taken_out", with_id=None, expires_at=link.created_at)
    for wish in queries.wishes_of(who):
        if erasing.session_id in {None, wish.recording.session_id}:
            yield gone(wish, "theirs_alone")
