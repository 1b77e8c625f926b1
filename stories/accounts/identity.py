"""From a signed cookie to an Actor: Flask-Login keeps the session, two clocks end it.

Between the passphrase and the code a user is only *pending*: known, and let in nowhere.
"""

import uuid
from datetime import timedelta

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from stories.accounts.models import User
from stories.accounts.queries import user_by_id
from stories.foundation.access import NOBODY, Actor, find_actor_with
from stories.foundation.clock import now
from stories.foundation.settings import Settings

SINCE, SEEN = "since", "seen"
PENDING, PENDING_SINCE, TARGET = "pending", "pending_since", "target"
PENDING_LIFE = timedelta(minutes=10)


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
    if _too_old() or (codes_required() and current_user.totp_secret is None):
        logout_user()
        session.clear()
        return NOBODY
    if "HX-Request" not in request.headers:  # a page that asks by itself is nobody at the desk
        session[SEEN] = now().timestamp()
    return as_actor(current_user)


def codes_required() -> bool:
    """Whether nobody comes in without a second factor."""
    settings: Settings = current_app.extensions["settings"]
    return settings["SECOND_FACTOR"] == "required"


def enter(user: User) -> None:
    """Sign in, with a fresh session and fresh clocks."""
    session.clear()
    login_user(user)
    session.permanent = True
    session[SINCE] = session[SEEN] = now().timestamp()
    g.pop("actor", None)


def hold(user: User, target: str) -> None:
    """The passphrase was right; remember whom to ask for the code, and where they were going."""
    session.clear()
    session[PENDING] = user.get_id()
    session[PENDING_SINCE] = now().timestamp()
    session[TARGET] = target


def pending_user() -> User | None:
    """Who has shown the passphrase within the last ten minutes and not yet the code."""
    if PENDING not in session:
        return None
    age = now().timestamp() - float(session.get(PENDING_SINCE, 0))
    return _load(session[PENDING]) if age <= PENDING_LIFE.total_seconds() else None


def _too_old() -> bool:
    settings: Settings = current_app.extensions["settings"]
    idle = timedelta(minutes=settings.number("IDLE_MINUTES"))
    most = timedelta(hours=settings.number("ABSOLUTE_HOURS"))
    at = now().timestamp()
    quiet, whole = at - float(session.get(SEEN, 0)), at - float(session.get(SINCE, 0))
    return quiet > idle.total_seconds() or whole > most.total_seconds()
