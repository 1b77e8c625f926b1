"""Where somebody is signed in: kept on the server, so that it can be ended there (DOMAIN X1)."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from sqlalchemy import delete, update

from stories.accounts.device import device_of
from stories.accounts.models import SignIn, User
from stories.foundation.clock import now
from stories.foundation.db import db

KEPT = timedelta(days=30)  # a row older than that is over in any case
SEEN_EVERY = timedelta(minutes=1)


def begin(user: User, user_agent: str, *, opened: bool) -> str:
    """Keep a new sign-in; returns the key for its browser, kept nowhere.

    Whatever began more than thirty days ago is swept away at the same time.
    """
    db.session.execute(delete(SignIn).where(SignIn.created_at < now() - KEPT))
    key, at = secrets.token_urlsafe(32), now()
    row = SignIn(
        user_id=user.id,
        key_hash=hash_key(key),
        device=device_of(user_agent),
        created_at=at,
        opened_at=at if opened else None,
        seen_at=at,
    )
    db.session.add(row)
    db.session.flush()
    return key


def hash_key(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def see(sign_in_id: uuid.UUID) -> None:
    """Note that somebody is at the desk; never brings an ended sign-in back."""
    at = now()
    stale = (SignIn.id == sign_in_id, SignIn.ended_at.is_(None), SignIn.seen_at < at)
    db.session.execute(update(SignIn).where(*stale).values(seen_at=at))


def end(user: User, *, only: uuid.UUID | None = None, but: uuid.UUID | None = None) -> int:
    """End sign-ins of a user (all, or ``only`` one, or all ``but`` one); returns how many."""
    query = update(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    if only is not None:
        query = query.where(SignIn.id == only)
    if but is not None:
        query = query.where(SignIn.id != but)
    ended = db.session.execute(query.values(ended_at=now()))
    return int(ended.rowcount)  # type: ignore[attr-defined]
