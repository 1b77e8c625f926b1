"""A wish that was spoken: sound alone, short, judged by its content (DOMAIN R4)."""

from dataclasses import dataclass
from typing import IO

from stories.foundation.sound import Reason, UnusableAudio, probe
from stories.foundation.workshop import bench
from stories.translations.narrator.errors import BadNote, NoteTooLong

MOST_SECONDS = 180.0
MOST_BYTES = 6_000_000
PATIENCE = 5.0  # seconds; somebody waits at the page


@dataclass(frozen=True)
class Note:
    """A voice fit to be kept."""

    content: bytes
    content_type: str


def listen(source: IO[bytes]) -> Note:
    """Judge what a phone recorded; raises BadNote or NoteTooLong."""
    content = source.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NoteTooLong
    with bench() as folder:
        path = folder / "voice"  # the reader wants a path; its name says nothing
        path.write_bytes(content)
        try:
            facts = probe(path, max_seconds=MOST_SECONDS, patience=PATIENCE)
        except UnusableAudio as verdict:
            raise (NoteTooLong if verdict.reason is Reason.TOO_LONG else BadNote) from None
    if facts.has_video:
        raise BadNote
    return Note(content, facts.content_type)
