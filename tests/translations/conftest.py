from tests.transcripts.conftest import (
    desk,
    facilitator,
    recording,
    segments,
    session,
    staff,
    version,
)

__all__ = ["desk", "facilitator", "recording", "segments", "session", "staff", "version"]
