"""What an erasure touches in this room: the person's names on families' links."""

from collections.abc import Iterator

from stories.collections.erasing import places
from stories.foundation.erasure import Erasing, Touch, without_words
from stories.reading import queries


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Labels of links to collections they are heard in lose their names."""
    for row in queries.links_to(place.collection_id for place in places(erasing)):
        yield from without_words(row, erasing.words, "label")
