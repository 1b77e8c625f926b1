"""What an erasure touches in this room: names in texts of recordings that stay."""

import uuid
from collections.abc import Iterator

from stories.foundation.erasure import Erasing, Touch, changed, gone, without_words
from stories.media.erasing import remaining
from stories.people.queries import persons_by_ids
from stories.transcripts import queries
from stories.transcripts.approvals.queries import approvals_of
from stories.transcripts.history.queries import changes_naming, past_of_recordings
from stories.transcripts.models import Segment
from stories.transcripts.wordlist.models import ExpectedWord
from stories.transcripts.wordlist.queries import every_word

TEXTS = ("text", "machine_text", "words")
PAST = ("text_before", "text_after", "rest_before", "rest_after")


def touches(erasing: Erasing) -> Iterator[Touch]:
    """Texts of recordings that go, go with them; the others lose the person's names.

    Nobody is said to speak where they were. A word to expect that names the person goes
    altogether: half a word helps no ear.
    """
    for row in segments(erasing):
        yield from without_words(row, erasing.words, *TEXTS)
    for row in queries.segments_spoken_by(erasing.person_id):
        if erasing.session_id in {None, row.version.recording.session_id}:
            yield from changed(row, "names_taken_out", speaker_id=None)
    yield from _approvals(erasing)
    yield from _history(erasing)
    if erasing.whole:
        for word in words_about(erasing.person_id):
            if erasing.words.without(word.text) != word.text:
                yield gone(word, "names_taken_out")


def _approvals(erasing: Erasing) -> Iterator[Touch]:
    """That a passage was agreed to stays; by whom does not."""
    for row in approvals_of(erasing.person_id):
        if erasing.session_id in {None, row.segment.version.recording.session_id}:
            kept = {name: getattr(row, name) for name in ("person_id", "with_id")}
            mine = {name: None for name, who in kept.items() if who == erasing.person_id}
            yield from changed(row, "names_taken_out", **mine)


def _history(erasing: Erasing) -> Iterator[Touch]:
    """What texts said once loses the same names, and nobody is said to have spoken there."""
    for row in past_of_recordings([one.id for one in remaining(erasing)]):
        yield from without_words(row, erasing.words, *PAST)
    for row, version in changes_naming(erasing.person_id):
        if erasing.session_id in {None, version.recording.session_id}:
            sides = ("speaker_before_id", "speaker_after_id")
            named = {side: None for side in sides if getattr(row, side) == erasing.person_id}
            yield from changed(row, "names_taken_out", **named)


def segments(erasing: Erasing) -> list[Segment]:
    """Every segment of the recordings that stay, in any version."""
    return queries.segments_of_recordings(row.id for row in remaining(erasing))


def words_about(person_id: uuid.UUID) -> list[ExpectedWord]:
    """Words to expect of the organisation somebody belongs to."""
    person = persons_by_ids([person_id]).get(person_id)
    return every_word([person.organisation_id]) if person else []
