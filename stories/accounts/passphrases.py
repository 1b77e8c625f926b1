"""argon2id; length over tricks; the commonest refused (DOMAIN X1)."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import current_app

from stories.accounts.common import is_common
from stories.accounts.problems import TooCommon, TooShort

LEAST = 12
ADVISED = 15


@lru_cache(maxsize=2)
def _hasher(cost: str) -> PasswordHasher:
    if cost == "weak":
        return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return PasswordHasher()


def _current() -> PasswordHasher:
    return _hasher(current_app.extensions["settings"]["ARGON2"])


def _same(passphrase: str) -> str:
    # One keyboard makes «й» of one sign, another of two; both must open the door.
    return unicodedata.normalize("NFKC", passphrase)


def digest(passphrase: str) -> str:
    """An argon2id digest with its own salt."""
    return _current().hash(_same(passphrase))


@lru_cache(maxsize=2)
def _nobodys(cost: str) -> str:
    return _hasher(cost).hash("nobody has this passphrase")


def fits(kept: str | None, passphrase: str) -> bool:
    """Whether a passphrase fits; without a kept digest the same work is done in vain."""
    cost = current_app.extensions["settings"]["ARGON2"]
    try:
        _current().verify(kept or _nobodys(cost), _same(passphrase))
    except VerificationError:
        return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Whether a kept digest was made with other costs than today's."""
    return _current().check_needs_rehash(kept)


def demand(passphrase: str, about: Iterable[str] = ()) -> None:
    """Raise TooShort or TooCommon unless it may guard an account.

    ``about`` tells names and addresses that everybody would try for this person.
    """
    if len(_same(passphrase).strip()) < LEAST:
        raise TooShort
    if is_common(_same(passphrase), about):
        raise TooCommon
