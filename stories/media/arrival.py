"""A file as it arrives: measured, then kept under a generated name (DOMAIN R1, R4)."""

from dataclasses import dataclass

from stories.foundation.blobs import blobs
from stories.foundation.sound.sniff import sniff_bytes
from stories.media.tools import UnusableAudio

TAGGED = b"ID3"  # the sound begins behind the tag, further than the head reaches


@dataclass(frozen=True)
class Arrival:
    """What is known of a file before anybody judges it."""

    name: str
    size: int
    sha256: str
    key: str
    head: bytes

    @property
    def early_verdict(self) -> str | None:
        """Why the first bytes already tell that this is no recording; None if they may be one."""
        if self.head.startswith(TAGGED):
            return None
        try:
            sniff_bytes(self.head)
        except UnusableAudio as verdict:
            return verdict.reason.value
        return None


def lies_at(key: str, size: int) -> bool:
    """Whether a master of so many bytes still lies under a key."""
    try:
        return blobs().size(key) == size
    except FileNotFoundError:
        return False
