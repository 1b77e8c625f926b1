"""Coming in by a one-time invitation (DOMAIN X1)."""

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from stories.accounts import passphrases, queries, recovery, sign_ins
from stories.accounts.identity import as_actor
from stories.accounts.models import Grant, Invitation, User
from stories.accounts.problems import InvitationOver, WrongPassphrase
from stories.accounts.services import hash_code, new_grant
from stories.foundation import audit
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.errors import NotFound


def open_invitation(code: str) -> Invitation:
    """The invitation of a code; raises NotFound for an unknown, InvitationOver for an old one."""
    row = queries.invitation_by_hash(hash_code(code))
    if row is None:
        raise NotFound
    if row.used_at is not None or row.expires_at <= now():
        raise InvitationOver
    return row


def join(row: Invitation, name: str, passphrase: str, locale: str) -> User:
    """Make the account an invitation promises; raises TooShort, TooCommon or InvitationOver.

    Somebody whose access was taken away comes back with nothing but what they are invited to.
    """
    passphrases.demand(passphrase, [name, row.email, *queries.names_of_place(row.organisation_id)])
    user = _account(row.email)
    if user.active:
        raise InvitationOver  # an account that is in use is never taken over by a link
    _use_up(row)
    user.name, user.locale, user.active = name, locale, True
    user.passphrase_hash = passphrases.digest(passphrase)
    user.totp_secret = user.totp_last_step = None
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError:  # another link of theirs was quicker
        raise InvitationOver from None
    sign_ins.end(user)
    recovery.forget(user)
    db.session.execute(delete(Grant).where(Grant.user_id == user.id))
    db.session.expire(user, ["grants"])
    return _welcome(row, user)


def _account(email: str) -> User:
    """The account of an address, held against anybody else who joins, or a new one."""
    user = queries.user_by_email(email)
    if user is None:
        return User(email=email)
    queries.hold(user)
    return user


def take_up(row: Invitation, user: User, passphrase: str) -> User:
    """Add the invited role to an account that is already there; raises WrongPassphrase."""
    if not passphrases.fits(user.passphrase_hash, passphrase):
        raise WrongPassphrase
    _use_up(row)
    return _welcome(row, user)


def _use_up(row: Invitation) -> None:
    # Whoever is faster takes it; the other finds it over.
    taken = db.session.execute(
        update(Invitation)
        .where(Invitation.id == row.id, Invitation.used_at.is_(None))
        .values(used_at=now())
    )
    if taken.rowcount == 0:  # type: ignore[attr-defined]
        raise InvitationOver


def _welcome(row: Invitation, user: User) -> User:
    held = {(grant.organisation_id, grant.role) for grant in user.grants}
    if (row.organisation_id, row.role) not in held:
        user.grants.append(new_grant(user, row.organisation_id, row.role))
    db.session.flush()
    audit.record(as_actor(user), "accounts.joined", row, detail={"role": row.role.value})
    return user
