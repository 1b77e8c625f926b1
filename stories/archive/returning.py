"""What a backup does not know happened since: the ways in it would open again are closed (X4, X6).

A link that was revoked, an invitation that was used, and a word that was taken back after the
backup was made are open again in it. Until people have looked, nobody outside comes in by it.
"""

from sqlalchemy import CursorResult, Update, update

from stories.accounts.models import Invitation
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.mail.models import Dropped, OutboxLetter
from stories.people.models import OwnLink
from stories.reading.models import ReadingLink
from stories.sessions.feeds.models import CalendarFeed


def shut_the_ways_in() -> int:
    """Close links and invitations that came back open, send no letter; returns how many."""
    at = now()
    spent = {"subject": "", "text": "", "calendar": ""}
    closing = (
        update(ReadingLink).where(ReadingLink.revoked_at.is_(None)).values(revoked_at=at),
        update(CalendarFeed).where(CalendarFeed.revoked_at.is_(None)).values(revoked_at=at),
        update(OwnLink).where(OwnLink.revoked_at.is_(None)).values(revoked_at=at),
        update(Invitation)
        .where(Invitation.used_at.is_(None), Invitation.expires_at > at)
        .values(expires_at=at),
        update(OutboxLetter)
        .where(OutboxLetter.sent_at.is_(None), OutboxLetter.dropped_at.is_(None))
        .values(dropped_at=at, dropped_because=Dropped.OVERTAKEN, **spent),
    )
    return sum(_done(statement) for statement in closing)


def _done(statement: Update) -> int:
    found = db.session.execute(statement)
    return found.rowcount if isinstance(found, CursorResult) else 0
