"""Changing accounts: each verb authorises again and leaves a line in the audit log."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from stories.accounts import passphrases, queries
from stories.accounts.identity import as_actor
from stories.accounts.models import Grant, Invitation, Organisation, User
from stories.accounts.problems import AlreadyHere, NoRoleForYourself
from stories.accounts.rules import as_kept
from stories.foundation import audit
from stories.foundation.access import NOBODY, Actor, Role, require
from stories.foundation.clock import now
from stories.foundation.db import db

INVITATION_LIFE = timedelta(days=3)


def found_organisation(actor: Actor, name: str, name_ru: str, region: str = "") -> Organisation:
    """Enter a member of the consortium; the operator alone may."""
    require(actor, "operator.only")
    row = Organisation(name=name, name_ru=name_ru, region=region)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "accounts.organisation_founded", row)
    return row


def add_user(actor: Actor, name: str, email: str, passphrase: str, locale: str = "kk") -> User:
    """Make an account directly; the operator alone may (people are invited otherwise)."""
    require(actor, "operator.only")
    user = User(
        name=name,
        email=as_kept(email),
        passphrase_hash=passphrases.digest(passphrase),
        locale=locale,
    )
    db.session.add(user)
    db.session.flush()
    audit.record(actor, "accounts.user_added", user)
    return user


def grant(actor: Actor, user: User, organisation_id: uuid.UUID, role: Role) -> Grant:
    """Give a user a role in an organisation the actor administers; raises NoRoleForYourself."""
    row = new_grant(user, organisation_id, role)
    require(actor, "accounts.manage", row)
    if user.id == actor.id:
        raise NoRoleForYourself
    db.session.add(row)
    db.session.flush()
    db.session.expire(user, ["grants"])  # else whoever asks next counts the roles of before
    detail: audit.Detail = {"role": role.value, "user": str(user.id)}
    audit.record(actor, "accounts.role_granted", row, detail=detail)
    return row


def new_grant(user: User, organisation_id: uuid.UUID, role: Role) -> Grant:
    """One more role; a clearance the organisation gave before goes on."""
    until = user.cleared_in(organisation_id)
    return Grant(user_id=user.id, organisation_id=organisation_id, role=role, cleared_until=until)


def invite(actor: Actor, email: str, role: Role, organisation: Organisation) -> str:
    """Make a one-time code for a person to come in by; returns the code, kept nowhere.

    Raises AlreadyHere when they hold this role here already, and NoRoleForYourself.
    """
    known = queries.user_by_email(email)
    if known and known.id == actor.id:
        raise NoRoleForYourself
    if known and known.active and (organisation.id, role) in as_actor(known).grants:
        raise AlreadyHere
    code = secrets.token_urlsafe(24)
    row = Invitation(
        organisation_id=organisation.id,
        email=as_kept(email),
        role=role,
        code_hash=hash_code(code),
        invited_by=actor.id,
        expires_at=now() + INVITATION_LIFE,
    )
    require(actor, "accounts.manage", row)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "accounts.invited", row, detail={"role": role.value})
    return code


def hash_code(code: str) -> str:
    """What is kept of a one-time code."""
    return hashlib.sha256(code.strip().encode()).hexdigest()


def check_passphrase(email: str, passphrase: str) -> User | None:
    """The user if address and passphrase fit; takes the same time whether or not they exist."""
    user = queries.user_by_email(email)
    fits = passphrases.fits(user.passphrase_hash if user else None, passphrase)
    return user if user and fits and user.active else None


def renew_digest(user: User, passphrase: str) -> None:
    """Hash a passphrase that was just shown anew where hashing has become dearer since."""
    if passphrases.outdated(user.passphrase_hash):
        user.passphrase_hash = passphrases.digest(passphrase)


def note_failed_sign_in(email: str) -> None:
    """Leave a line about a wrong passphrase, without what was typed (DOMAIN X3)."""
    audit.record(NOBODY, "accounts.sign_in_failed", queries.user_by_email(email))


def note_failed_code(user: User) -> None:
    """Leave a line about a wrong second key after a right passphrase: worth a look (DOMAIN X3)."""
    audit.record(NOBODY, "accounts.code_refused", user)


def note_sign_in(user: User) -> None:
    """Leave a line about a sign-in."""
    audit.record(as_actor(user), "accounts.signed_in", user)


def note_sign_out(user: User) -> None:
    """Leave a line about somebody who left."""
    audit.record(as_actor(user), "accounts.signed_out", user)
