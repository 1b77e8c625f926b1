"""What an erasure touches in this room: names in texts of recordings that stay."""

from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, without_words
from stories.media.erasing import remaining
from stories.transcripts import queries
from stories.transcripts.models import Segment

TEXTS = ("text", "machine_text", "words")


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Texts of recordings that go, go with them; the others lose the person's names."""
    for row in segments(erasing):
        yield from without_words(row, erasing.words, *TEXTS)


def segments(erasing: Erasing) -> list[Segment]:
    """Every segment of the recordings that stay, in any version."""
    return queries.segments_of_recordings(row.id for row in remaining(erasing))
