from tests.transcripts.conftest import desk, facilitator, recording, segments, session, version

__all__ = ["desk", "facilitator", "recording", "segments", "session", "version"]
