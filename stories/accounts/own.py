"""What staff change about their own account."""

from flask_login import current_user
from sqlalchemy import or_, update

from stories.accounts import passphrases, queries, recovery, second_factor, sign_ins
from stories.accounts.identity import as_actor, sign_in_id
from stories.accounts.models import User
from stories.accounts.problems import WrongCode, WrongPassphrase
from stories.foundation import audit
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.hours import Hours, kept
from stories.foundation.seal import imprint


def change_passphrase(user: User, current: str, fresh: str) -> None:
    """Take another passphrase and sign out everywhere.

    Raises WrongPassphrase, TooShort or TooCommon.
    """
    if not passphrases.fits(user.passphrase_hash, current):
        raise WrongPassphrase
    passphrases.demand(fresh, queries.known_about(user))
    user.passphrase_hash = passphrases.digest(fresh)
    sign_ins.end(user)
    audit.record(as_actor(user), "accounts.passphrase_changed", user)


def keep_hours(user: User, hours: Hours | None) -> None:
    """Say when one can lead sessions in a week; None takes it back. The log holds no hours."""
    user.free_hours = kept(hours)
    audit.record(as_actor(user), "accounts.hours_kept", user)


def offered_secret() -> str:
    """The secret a new app is shown: the same throughout one sign-in, kept nowhere meanwhile."""
    return second_factor.secret_from(imprint(str(sign_in_id()), "app"))


def enrol(user: User, code: str, *, first: bool = False) -> list[str]:
    """Begin to ask for codes from an app that holds the offered secret; raises WrongCode.

    Whoever is signed in, with or without a code, is signed out. Returns the recovery codes that
    replace all earlier ones. With ``first`` an app that is there already is never replaced.
    """
    queries.hold(user)
    if first and user.totp_secret is not None:
        raise WrongCode
    secret = offered_secret()
    step = second_factor.matching_step(secret, code, now(), None)
    if step is None:
        raise WrongCode
    user.totp_secret, user.totp_last_step = secret, step
    sign_ins.end(user)
    audit.record(as_actor(user), "accounts.second_factor_set", user)
    return recovery.make(user)


def use_code(user: User, code: str) -> None:
    """Take a code once; raises WrongCode, also for one that was used before."""
    step = second_factor.matching_step(user.totp_secret or "", code, now(), user.totp_last_step)
    if step is None or not _is_first(user, step):
        raise WrongCode


def end_sign_ins(user: User, which: str | None) -> None:
    """End one of one's own sign-ins by its id, or all but this one; raises NotFound."""
    if which is None:
        ended = sign_ins.end(user, but=sign_in_id())
    else:
        ended = sign_ins.end(user, only=queries.sign_in_of(user, which).id)
    audit.record(as_actor(user), "accounts.sign_ins_ended", user, detail={"count": ended})


def _is_first(user: User, step: int) -> bool:
    # Two requests with one code: the database lets the first one in.
    unused = or_(User.totp_last_step.is_(None), User.totp_last_step < step)
    taken = db.session.execute(
        update(User).where(User.id == user.id, unused).values(totp_last_step=step)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def follow_language(_sender: object, language: str) -> None:
    """Greet whoever chose a language in it on their next device too."""
    if current_user.is_authenticated:
        current_user.locale = language
