"""Ten codes for the day a telephone is lost; each opens once, in place of the app's (DOMAIN X1)."""

import secrets

from sqlalchemy import delete, update

from stories.accounts import queries
from stories.accounts.identity import as_actor
from stories.accounts.models import RecoveryCode, User
from stories.accounts.problems import WrongRecoveryCode
from stories.foundation import audit
from stories.foundation.clock import now
from stories.foundation.db import db
from stories.foundation.seal import imprint

COUNT = 10
GROUPS, SIZE = 3, 4
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # 58 bits a code; nothing that looks like another sign
LOOKS_LIKE = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")  # a Cyrillic keyboard


def make(user: User) -> list[str]:
    """A new set in place of the old one; only digests are kept."""
    queries.hold(user)  # two sets made at once would both stay
    forget(user)
    codes = [_new() for _ in range(COUNT)]
    db.session.add_all(RecoveryCode(user_id=user.id, digest=_digest(user, code)) for code in codes)
    db.session.flush()
    audit.record(as_actor(user), "accounts.recovery_codes_made", user)
    return codes


def forget(user: User) -> None:
    """No code of this user opens any more."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))


def use(user: User, typed: str) -> None:
    """Take a code once; raises WrongRecoveryCode, also for one that was used before."""
    # Two requests with one code: the database lets the first one in.
    taken = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.digest == _digest(user, typed),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now())
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        raise WrongRecoveryCode
    audit.record(as_actor(user), "accounts.recovery_code_used", user)


def _new() -> str:
    groups = ("".join(secrets.choice(SIGNS) for _ in range(SIZE)) for _ in range(GROUPS))
    return "-".join(groups)


def _digest(user: User, code: str) -> str:
    # Keyed by the house's secret, so that a copy of the database alone cannot be searched.
    plain = "".join(sign for sign in code.upper().translate(LOOKS_LIKE) if sign in SIGNS)
    return imprint(f"{user.id}:{plain}", "recovery").hex()
