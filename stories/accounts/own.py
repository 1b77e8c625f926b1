"""What staff change about their own account."""

from flask_login import current_user
from sqlalchemy import or_, update

from stories.accounts import passphrases, second_factor
from stories.accounts.identity import as_actor
from stories.accounts.models import User
from stories.accounts.problems import WrongCode, WrongPassphrase
from stories.foundation import audit
from stories.foundation.clock import now
from stories.foundation.db import db


def change_passphrase(user: User, current: str, fresh: str) -> None:
    """Take another passphrase and sign out everywhere else.

    Raises WrongPassphrase, TooShort or TooCommon.
    """
    if not passphrases.fits(user.passphrase_hash, current):
        raise WrongPassphrase
    passphrases.demand(fresh)
    user.passphrase_hash = passphrases.digest(fresh)
    user.epoch += 1
    db.session.flush()
    audit.record(as_actor(user), "accounts.passphrase_changed", user)


def enrol(user: User, secret: str, code: str) -> None:
    """Begin to ask for codes from an app that holds ``secret``; raises WrongCode."""
    step = second_factor.matching_step(secret, code, now(), None)
    if step is None:
        raise WrongCode
    user.totp_secret, user.totp_last_step = secret, step
    user.epoch += 1  # whoever came in without a code is asked for one
    db.session.flush()
    audit.record(as_actor(user), "accounts.second_factor_set", user)


def use_code(user: User, code: str) -> None:
    """Take a code once; raises WrongCode, also for one that was used before."""
    step = second_factor.matching_step(user.totp_secret or "", code, now(), user.totp_last_step)
    if step is None or not _is_first(user, step):
        raise WrongCode


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
