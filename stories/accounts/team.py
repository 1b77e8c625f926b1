"""What administrators do for their staff."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stories.accounts import guessing, queries, recovery, sign_ins
from stories.accounts.models import Grant, Invitation, User
from stories.accounts.problems import NOT_YOUR_CLEARANCE, NotYourself, OnlyRole
from stories.foundation import audit
from stories.foundation.access import Actor, Role, require
from stories.foundation.clock import HOME_ZONE, now
from stories.foundation.db import db
from stories.foundation.errors import NotFound


def administered(actor: Actor, user: User) -> list[Grant]:
    """The roles a user holds where the actor is administrator; raises NotFound for none."""
    mine = [grant for grant in user.grants if actor.can("accounts.manage", grant)]
    if not mine:
        raise NotFound
    return mine


def wholly_administered(actor: Actor, user: User) -> bool:
    """Whether the actor is administrator wherever the user works."""
    return len(administered(actor, user)) == len(user.grants)


def deactivate(actor: Actor, user: User) -> None:
    """Take access away at once; somebody who also works elsewhere leaves the actor's houses."""
    mine = administered(actor, user)
    if user.id == actor.id:
        raise NotYourself
    if wholly_administered(actor, user):
        user.active = False
    else:
        for grant in mine:
            db.session.delete(grant)
    sign_ins.end(user)
    _end_invitations(actor, user, {grant.organisation_id for grant in mine})
    for grant in mine:
        taken: audit.Detail = {"user": str(user.id), "role": grant.role.value}
        audit.record(actor, "accounts.deactivated", grant, detail=taken)


def _end_invitations(actor: Actor, user: User, places: set[uuid.UUID]) -> None:
    """Let nobody back in by what somebody who leaves was sent, or has sent, before."""
    for row in queries.invitations_around(user, places):
        revoke_invitation(actor, row)


def take_role(actor: Actor, row: Grant) -> None:
    """Take one role away, at once; raises NotYourself or OnlyRole."""
    require(actor, "accounts.manage", row)
    if row.user_id == actor.id:
        raise NotYourself
    if len(row.user.grants) == 1:
        raise OnlyRole
    detail: audit.Detail = {"user": str(row.user_id), "role": row.role.value}
    if row.role is Role.ADMIN:
        _end_invitations(actor, row.user, {row.organisation_id})
    row.user.grants.remove(row)
    db.session.delete(row)
    db.session.flush()
    audit.record(actor, "accounts.role_taken", row, detail=detail)


def set_clearance(actor: Actor, user: User, last_day: date | None) -> None:
    """Say until when somebody is cleared to work with children (DOMAIN S3); None: not at all.

    Counts in the actor's organisations alone; raises NotYourself: nobody vouches for themselves.
    """
    mine = administered(actor, user)
    if user.id == actor.id:
        raise NotYourself(NOT_YOUR_CLEARANCE)
    for grant in mine:
        grant.cleared_until = end_of(last_day) if last_day else None
    detail: audit.Detail = {"user": str(user.id), "until": str(last_day) if last_day else None}
    for row in {grant.organisation_id: grant for grant in mine}.values():
        audit.record(actor, "accounts.clearance_set", row, detail=detail)


def cleared_until(actor: Actor, user: User) -> datetime | None:
    """Until when somebody is cleared in every organisation the actor administers."""
    places = {grant.organisation_id for grant in administered(actor, user)}
    found = [user.cleared_in(place) for place in places]
    return None if None in found else min(filter(None, found))


def end_of(day: date) -> datetime:
    """The midnight at home with which a day ends."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(HOME_ZONE))
    return midnight.astimezone(UTC)


def last_day_of(moment: datetime) -> date:
    """The last whole day before a moment, at home."""
    return (moment - timedelta(microseconds=1)).astimezone(ZoneInfo(HOME_ZONE)).date()


def reset_second_factor(actor: Actor, user: User) -> None:
    """Forget a lost telephone; they set a new one up at the next sign-in."""
    mine = administered(actor, user)
    if not wholly_administered(actor, user):
        raise NotFound
    user.totp_secret = user.totp_last_step = None
    recovery.forget(user)
    guessing.start_anew(user)
    sign_ins.end(user)
    audit.record(actor, "accounts.second_factor_reset", mine[0], detail={"user": str(user.id)})


def end_sign_ins(actor: Actor, user: User, which: str | None) -> None:
    """End one sign-in of a member by its id, or all; raises NotFound, also across houses."""
    mine = administered(actor, user)
    if not wholly_administered(actor, user):
        raise NotFound
    only = queries.sign_in_of(user, which).id if which is not None else None
    ended = sign_ins.end(user, only=only)
    detail: audit.Detail = {"user": str(user.id), "count": ended}
    audit.record(actor, "accounts.sign_ins_ended", mine[0], detail=detail)


def revoke_invitation(actor: Actor, row: Invitation) -> None:
    """End an invitation nobody has taken up."""
    require(actor, "accounts.manage", row)
    row.expires_at = now()
    audit.record(actor, "accounts.invitation_revoked", row)
