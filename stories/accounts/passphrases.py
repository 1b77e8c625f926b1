"""argon2id; length over tricks; the commonest refused (DOMAIN X1)."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import current_app

LEAST = 12
ADVISED = 15
COMMON = frozenset(
    {
        "123456789012",
        "1234567890123",
        "12345678901234",
        "123456789012345",
        "qwertyuiop[]",
        "qwertyuiopasdf",
        "password1234",
        "passwordpassword",
        "administrator",
        "йцукенгшщзхъ",
        "қазақстан2030",
        "казахстан2030",
        "111111111111",
        "000000000000",
    }
)


@lru_cache(maxsize=2)
def _hasher(cost: str) -> PasswordHasher:
    if cost == "weak":
        return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return PasswordHasher()


def _current() -> PasswordHasher:
    return _hasher(current_app.extensions["settings"]["ARGON2"])


def digest(passphrase: str) -> str:
    """An argon2id digest with its own salt."""
    return _current().hash(passphrase)


@lru_cache(maxsize=2)
def _nobodys(cost: str) -> str:
    return _hasher(cost).hash("nobody has this passphrase")


def fits(kept: str | None, passphrase: str) -> bool:
    """Whether a passphrase fits; without a kept digest the same work is done in vain."""
    cost = current_app.extensions["settings"]["ARGON2"]
    try:
        _current().verify(kept or _nobodys(cost), passphrase)
    except VerificationError:
        return False
    return kept is not None


def too_common(passphrase: str) -> bool:
    """Whether everybody tries it first."""
    plain = passphrase.casefold()
    return plain in COMMON or len(set(plain)) <= 3  # noqa: PLR2004 - «ааааббббвввв» is no secret
