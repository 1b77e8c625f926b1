"""From a key in a signed cookie to an Actor: the sign-in's row decides, at every request.

Between the passphrase and the code a user is only *pending*: known, and let in nowhere.
"""

import uuid
from datetime import timedelta

from flask import Flask, Request, current_app, g, request, session
from flask_login import LoginManager, current_user

from stories.accounts import known, sign_ins
from stories.accounts.models import SignIn, User
from stories.accounts.queries import sign_in_by_hash
from stories.accounts.rules import Limits, Times, goes_on, waits
from stories.foundation.access import NOBODY, Actor, SignInFirst, find_actor_with
from stories.foundation.clock import now
from stories.foundation.db import after_unit, unit_of_work
from stories.foundation.settings import Settings

KEY, TARGET = "sign_in", "target"


class _RowsAlone(LoginManager):
    """Flask-Login without its remember cookie: whoever plants one changes nothing."""

    def _load_user_from_remember_cookie(self, cookie: str) -> User | None:  # noqa: ARG002
        return _load(request)


def init_app(app: Flask) -> None:
    """Tell Flask-Login and the policy engine how users are found."""
    manager = _RowsAlone()
    manager.session_protection = None  # phones change address between two cells
    manager.init_app(app)
    manager.request_loader(_load)
    find_actor_with(find_actor)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def limits() -> Limits:
    """How long a sign-in lasts in this house."""
    settings = _settings()
    idle, most = settings.number("IDLE_MINUTES"), settings.number("ABSOLUTE_HOURS")
    return Limits(timedelta(minutes=idle), timedelta(hours=most))


def times_of(row: SignIn) -> Times:
    """What the rules need to know about a sign-in."""
    return Times(row.created_at, row.opened_at, row.seen_at, row.ended_at)


def living(rows: list[SignIn]) -> list[SignIn]:
    """Those sign-ins that still open the house."""
    return [row for row in rows if goes_on(times_of(row), now(), limits())]


def _row() -> SignIn | None:
    key = session.get(KEY)
    row = sign_in_by_hash(sign_ins.hash_key(key)) if isinstance(key, str) else None
    return row if row and row.user.active else None


def _load(_request: Request) -> User | None:
    row = _row()
    if row is None or not goes_on(times_of(row), now(), limits()):
        return None
    if codes_required() and row.user.totp_secret is None:
        return None
    _note_seen(row)
    return row.user


def _note_seen(row: SignIn) -> None:
    # A page that asks by itself is nobody at the desk, and not every click is worth a write.
    if "HX-Request" not in request.headers and now() - row.seen_at >= sign_ins.SEEN_EVERY:
        found = row.id
        after_unit(lambda: _see(found))


def _see(found: uuid.UUID) -> None:
    with unit_of_work():
        sign_ins.see(found)


def as_actor(user: User) -> Actor:
    """What the policy table needs to know about a user."""
    grants = frozenset((grant.organisation_id, grant.role) for grant in user.grants)
    return Actor(user.id, user.name, grants, locale=user.locale)


def find_actor() -> Actor:
    """The signed-in user, unless their sign-in is over (DOMAIN X1)."""
    if current_user.is_authenticated:
        return as_actor(current_user)
    if KEY in session and pending_user() is None:
        session.clear()
    return NOBODY


def sign_in_id() -> uuid.UUID:
    """The running sign-in, pending or open, for what belongs to it alone; raises SignInFirst."""
    row = _row()
    if row is None:
        raise SignInFirst
    return row.id


def codes_required() -> bool:
    """Whether nobody comes in without a second factor."""
    return _settings()["SECOND_FACTOR"] == "required"


def enter(user: User) -> None:
    """Sign in: a fresh row, a fresh key, a fresh cookie. Runs in a writing unit."""
    _start(user, opened=True)
    session.permanent = True
    known.remember(user.email)


def hold(user: User, target: str) -> None:
    """The passphrase was right; remember whom to ask for the code, and where they were going."""
    _start(user, opened=False)
    session[TARGET] = target


def leave() -> User | None:
    """End this sign-in, whatever state it is in; returns who was in. Runs in a writing unit."""
    row = _row()
    was_in = row.user if row and goes_on(times_of(row), now(), limits()) else None
    if row is not None:
        sign_ins.end(row.user, only=row.id)
    session.clear()
    g.pop("actor", None)
    g.pop("_login_user", None)
    return was_in


def _start(user: User, *, opened: bool) -> None:
    leave()
    session[KEY] = sign_ins.begin(user, request.user_agent.string, opened=opened)


def pending_user() -> User | None:
    """Who has shown the passphrase within the last ten minutes and not yet the code."""
    row = _row()
    return row.user if row and waits(times_of(row), now()) else None
