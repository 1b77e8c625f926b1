"""What an erasure touches in this room: books that hold the person, and names on collections."""

from collections.abc import Iterator

from stories.collections import queries
from stories.collections.models import CollectionEntry
from stories.foundation.erasure import Erasing, Touch, gone, without_words
from stories.moderation.queries import stories_with

TEXTS = ("title_kk", "title_ru", "intro_kk", "intro_ru")


def touches(erasing: Erasing) -> Iterator[Touch]:
    """A book that holds them goes; a collection's own words lose their names."""
    found = places(erasing)
    for book in queries.editions_with(row.story for row in found):
        yield gone(book, "holds_the_person")
    for collection in {row.collection_id: row.collection for row in found}.values():
        yield from without_words(collection, erasing.words, *TEXTS)


def places(erasing: Erasing) -> list[CollectionEntry]:
    """Where stories they are heard in stand, within what is to be erased."""
    stories = {
        row.id
        for row in stories_with(erasing.person_id)
        if erasing.session_id in {None, row.recording.session_id}
    }
    return [row for row in queries.places_with(erasing.person_id) if row.story_id in stories]
