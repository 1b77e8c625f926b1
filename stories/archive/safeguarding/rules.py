"""What an incident is about. Pure."""

from stories.media.models import Recording
from stories.moderation.models import Story
from stories.sessions.models import StorytellingSession

Subject = StorytellingSession | Recording | Story


def session_of(subject: Subject) -> StorytellingSession:
    """The session in which it was said."""
    if isinstance(subject, StorytellingSession):
        return subject
    return subject.session if isinstance(subject, Recording) else subject.recording.session


def recording_of(subject: Subject) -> Recording | None:
    """The recording in which it is heard, where it is about one."""
    if isinstance(subject, Recording):
        return subject
    return subject.recording if isinstance(subject, Story) else None
