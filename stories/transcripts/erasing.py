"""What an erasure touches in this room: names in texts of recordings that stay."""

from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, changed, without_words
from stories.media.erasing import remaining
from stories.transcripts import queries
from stories.transcripts.models import Segment

TEXTS = ("text", "machine_text", "words")


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Texts of recordings that go, go with them; the others lose the person's names.

    Nobody is said to speak where they were.
    """
    for row in segments(erasing):
        yield from without_words(row, erasing.words, *TEXTS)
    for row in queries.segments_spoken_by(erasing.person_id):
        if erasing.session_id in {None, row.version.recording.session_id}:
            yield from changed(row, "names_taken_out", speaker_id=None)


def segments(erasing: Erasing) -> list[Segment]:
    """Every segment of the recordings that stay, in any version."""
    return queries.segments_of_recordings(row.id for row in remaining(erasing))
