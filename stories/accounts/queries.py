"""Reading accounts."""

import uuid
from collections.abc import Iterable

from sqlalchemy import ColumnExpressionArgument, Select, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from stories.accounts.models import (
    Grant,
    Invitation,
    Organisation,
    RecoveryCode,
    SignIn,
    User,
)
from stories.accounts.rules import as_kept
from stories.foundation.access import Actor, Role, require, visible
from stories.foundation.clock import now
from stories.foundation.db import db, kk_key, kk_order
from stories.foundation.errors import NotFound


def user_by_id(user_id: uuid.UUID) -> User | None:
    """A user, or None."""
    return db.session.get(User, user_id)


def names_by_id(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Names of staff by id, for pages that tell who did something."""
    query = select(User.id, User.name).where(User.id.in_(list(ids)))
    return {row[0]: row[1] for row in db.session.execute(query)}


def user_by_email(email: str) -> User | None:
    """A user by address; letter case and spaces around it do not matter."""
    return db.session.scalar(select(User).where(User.email == as_kept(email)))


# Every request asks this once: with the user and their roles, in one question.
BY_HASH = (
    select(SignIn)
    .where(SignIn.key_hash == bindparam("key_hash"))
    .options(joinedload(SignIn.user).joinedload(User.grants))
    .execution_options(populate_existing=True)
)


def sign_in_by_hash(key_hash: str) -> SignIn | None:
    """The sign-in a browser's key belongs to, with its user, as it stands now."""
    return db.session.scalars(BY_HASH, {"key_hash": key_hash}).unique().one_or_none()


def hold(user: User) -> None:
    """Read a user anew and hold the row until the unit ends; not their roles, read along."""
    db.session.refresh(user, with_for_update={"of": User})


def open_sign_ins(user: User) -> list[SignIn]:
    """Sign-ins of a user that nobody ended, whoever was seen last first; some may be too old."""
    query = select(SignIn).where(
        SignIn.user_id == user.id, SignIn.ended_at.is_(None), SignIn.opened_at.is_not(None)
    )
    return list(db.session.scalars(query.order_by(SignIn.seen_at.desc())))


def sign_in_of(user: User, typed: str) -> SignIn:
    """A sign-in of this user by its id, over or not; raises NotFound."""
    try:
        row = db.session.get(SignIn, uuid.UUID(typed))
    except ValueError:
        row = None
    if row is None or row.user_id != user.id:
        raise NotFound
    return row


def recovery_codes_left(user: User) -> int:
    """How many recovery codes of a user still open."""
    query = select(func.count()).where(
        RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(query) or 0


def invitation_by_hash(code_hash: str) -> Invitation | None:
    """The invitation a code belongs to."""
    return db.session.scalar(select(Invitation).where(Invitation.code_hash == code_hash))


def organisation_by_name(name: str) -> Organisation | None:
    """An organisation by its exact name."""
    return db.session.scalar(select(Organisation).where(Organisation.name == name))


def organisation_by_id(organisation_id: uuid.UUID) -> Organisation | None:
    """An organisation, or None."""
    return db.session.get(Organisation, organisation_id)


def names_of_place(organisation_id: uuid.UUID) -> list[str]:
    """How an organisation is called, in both languages."""
    place = organisation_by_id(organisation_id)
    return [place.name, place.name_ru] if place else []


def known_about(user: User) -> list[str]:
    """Names and addresses a guesser would try for a user first."""
    places = {grant.organisation_id for grant in user.grants}
    return [user.name, user.email, *(name for place in places for name in names_of_place(place))]


def organisations_of(actor: Actor, *roles: Role) -> list[Organisation]:
    """Organisations where the actor holds one of the roles (any if none is named)."""
    mine = actor.organisations(*roles)
    query = select(Organisation).order_by(kk_order(Organisation.name))
    if not actor.operator:
        query = query.where(Organisation.id.in_(mine))
    return list(db.session.scalars(query))


def staff_with(role: Role, organisations: frozenset[uuid.UUID]) -> list[User]:
    """Active users who hold a role in one of the organisations, in Kazakh order."""
    holds = select(Grant.user_id).where(
        Grant.role == role, Grant.organisation_id.in_(organisations)
    )
    return users_among(holds, User.active)


def staff_of(actor: Actor) -> list[User]:
    """Active staff of the organisations the actor administers, in Kazakh order."""
    mine = select(Grant.user_id).where(visible(actor, "accounts.manage", Grant))
    return users_among(mine, User.active)


def users_among(ids: Select[uuid.UUID], *where: ColumnExpressionArgument[bool]) -> list[User]:
    """Users whose ids a question finds, each once, in Kazakh order.

    PostgreSQL compares no two rows that hold JSON, so DISTINCT is no way to have each once.
    """
    rows = db.session.scalars(select(User).where(User.id.in_(ids), *where))
    return sorted(rows, key=lambda user: kk_key(user.name))


def open_invitations(actor: Actor) -> list[Invitation]:
    """Invitations of the actor's organisations that nobody took up yet, the newest first."""
    query = select(Invitation).where(
        visible(actor, "accounts.manage", Invitation),
        Invitation.used_at.is_(None),
        Invitation.expires_at > now(),
    )
    return list(db.session.scalars(query.order_by(Invitation.created_at.desc())))


def invitations_around(user: User, organisations: set[uuid.UUID]) -> list[Invitation]:
    """Invitations of these organisations that still open, sent by a user or to their address."""
    query = select(Invitation).where(
        Invitation.organisation_id.in_(organisations),
        or_(Invitation.invited_by == user.id, Invitation.email == user.email),
        Invitation.used_at.is_(None),
        Invitation.expires_at > now(),
    )
    return list(db.session.scalars(query))


def invitation(actor: Actor, invitation_id: uuid.UUID) -> Invitation:
    """An invitation the actor may end; raises NotFound across organisations."""
    row = db.session.get(Invitation, invitation_id)
    if row is None:
        raise NotFound
    require(actor, "accounts.manage", row)
    return row


def grant_of(actor: Actor, user: User, typed: str) -> Grant:
    """A role of a user, by its id, where the actor is administrator; raises NotFound."""
    for row in user.grants:
        if str(row.id) == typed and actor.can("accounts.manage", row):
            return row
    raise NotFound


def member(actor: Actor, user_id: uuid.UUID) -> User:
    """A member of staff of an organisation the actor administers; raises NotFound for others."""
    row = db.session.get(User, user_id)
    if row is None or not any(actor.can("accounts.manage", grant) for grant in row.grants):
        raise NotFound
    return row
