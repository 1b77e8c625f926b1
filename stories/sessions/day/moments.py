"""Moments a phone tells, and how they are shown."""

from datetime import datetime, timedelta

from stories.foundation.clock import now
from stories.sessions.models import StorytellingSession

MINUTE, HOUR = 60, 3600
OLDEST = timedelta(days=7)  # a phone that was without a connection so long tells no moment


def moment_of(ago: float) -> datetime:
    """When something was noted: so many seconds before it came in; a phone's clock may be wrong."""
    return now() - min(max(timedelta(seconds=ago), timedelta(0)), OLDEST)


def since(row: StorytellingSession, at: datetime) -> str:
    """«12:05»: minutes and seconds since the session was opened; what came before is 0:00."""
    seconds = max(0, int((at - (row.opened_at or row.starts_at)).total_seconds()))
    hours, rest = divmod(seconds, HOUR)
    tail = f"{rest // MINUTE:02d}:{rest % MINUTE:02d}" if hours else f"{rest // MINUTE}"
    return f"{hours}:{tail}" if hours else f"{tail}:{rest % MINUTE:02d}"
