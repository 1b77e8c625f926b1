"""What an erasure touches in this room: names in the other language of texts that stay."""

from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, without_words
from stories.transcripts.erasing import segments
from stories.translations import queries


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Translations lose the person's names where their segments stay."""
    for row in queries.translations_of(item.id for item in segments(erasing)):
        yield from without_words(row, erasing.words, "text")
