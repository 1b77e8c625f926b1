"""What an erasure touches in this room: names in stories that stay, and in words about them."""

from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, without_words
from stories.media.erasing import remaining
from stories.moderation import queries
from stories.moderation.models import Story
from stories.moderation.redaction.queries import redactions_in
from stories.moderation.remarks.queries import remarks_of
from stories.moderation.reviewing.queries import looks
from stories.moderation.takedown.queries import takedowns_of

FILES = ("copy_opus", "copy_aac")
TEXTS = ("title_kk", "title_ru", "summary_kk", "summary_ru", "content_note_kk", "content_note_ru")


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Stories of recordings that go, go with them; the others lose the person's names."""
    for row in stories(erasing):
        yield from without_words(row, erasing.words, *TEXTS, "closed_because")
        for review in row.reviews:
            yield from without_words(review, erasing.words, "remark")
        for remark in remarks_of(row):
            yield from without_words(remark, erasing.words, "text")
        for look in looks(row.id):
            yield from without_words(look, erasing.words, "seen")
        for move in row.moves:
            yield from without_words(move, erasing.words, "note")
        yield from _hidden(row, erasing)
        for asked in takedowns_of(row):
            yield from without_words(asked, erasing.words, "reason", "contact", "appeal")
            for said in asked.decisions:
                yield from without_words(said, erasing.words, "remark")


def _hidden(row: Story, erasing: Erasing) -> Iterator[Touch]:
    for hidden in redactions_in([row.id]):
        yield from without_words(hidden, erasing.words, "reason", "instead_kk", "instead_ru")
        for part in hidden.parts:
            yield from without_words(part, erasing.words, "quote", "word_before", "word_after")
        for act in hidden.acts:
            yield from without_words(act, erasing.words, "reason")


def stories(erasing: Erasing) -> list[Story]:
    """Stories of the recordings that stay."""
    stays = {row.id for row in remaining(erasing)}
    return [row for row in queries.stories_with(erasing.person_id) if row.recording_id in stays]
