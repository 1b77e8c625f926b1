"""From a signed cookie to an Actor: Flask-Login keeps the session, two clocks end it."""

import uuid
from datetime import timedelta

from flask import Flask, current_app, session
from flask_login import LoginManager, current_user, logout_user

from stories.accounts.models import User
from stories.accounts.queries import user_by_id
from stories.foundation.access import NOBODY, Actor, find_actor_with
from stories.foundation.clock import now
from stories.foundation.settings import Settings

SINCE, SEEN = "since", "seen"


def init_app(app: Flask) -> None:
    """Tell Flask-Login and the policy engine how users are found."""
    manager = LoginManager()
    manager.session_protection = None  # phones change address between two cells
    manager.init_app(app)
    manager.user_loader(_load)
    find_actor_with(find_actor)


def _load(marked: str) -> User | None:
    identifier, _, epoch = marked.partition(":")
    user = user_by_id(uuid.UUID(identifier))
    return user if user and user.active and str(user.epoch) == epoch else None


def as_actor(user: User) -> Actor:
    """What the policy table needs to know about a user."""
    grants = frozenset((grant.organisation_id, grant.role) for grant in user.grants)
    return Actor(user.id, user.name, grants, locale=user.locale)


def find_actor() -> Actor:
    """The signed-in user, unless the session grew too old (DOMAIN X1)."""
    if not current_user.is_authenticated:
        return NOBODY
    if _too_old():
        logout_user()
        session.clear()
        return NOBODY
    session[SEEN] = now().timestamp()
    return as_actor(current_user)


def start_clocks() -> None:
    """Begin the idle and the absolute time-out."""
    session.permanent = True
    session[SINCE] = session[SEEN] = now().timestamp()


def _too_old() -> bool:
    settings: Settings = current_app.extensions["settings"]
    idle = timedelta(minutes=settings.number("IDLE_MINUTES"))
    most = timedelta(hours=settings.number("ABSOLUTE_HOURS"))
    at = now().timestamp()
    return at - session.get(SEEN, 0) > idle.total_seconds() or (
        at - session.get(SINCE, 0) > most.total_seconds()
    )
