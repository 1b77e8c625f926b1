"""argon2id; length over tricks; the commonest refused (DOMAIN X1)."""

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from string import digits, punctuation

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import current_app

from stories.accounts.problems import TooCommon, TooShort

LEAST = 12
ADVISED = 15
LONGEST_PATTERN = 6  # «алма1алма1алма1» is one word, said three times
FEW = 4  # different characters
LOOKS_LIKE = str.maketrans("013457$@!", "oieastsai")


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


def demand(passphrase: str) -> None:
    """Raise TooShort or TooCommon unless it may guard an account."""
    if len(_same(passphrase).strip()) < LEAST:
        raise TooShort
    if too_common(passphrase):
        raise TooCommon


def too_common(passphrase: str) -> bool:
    """Whether it is among what everybody tries first: known words, patterns, rows of keys."""
    plain = "".join(_same(passphrase).casefold().split())
    return len(set(plain)) <= FEW or _is_pattern(plain) or _is_row(plain) or _is_known(plain)


def _is_pattern(plain: str) -> bool:
    return any(
        plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, LONGEST_PATTERN + 1)
    )


def _is_row(plain: str) -> bool:
    # 123456789012 and зжедгвба: each sign stands beside the one before it.
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    return steps <= {1, -9} or steps <= {-1, 9}


def _is_known(plain: str) -> bool:
    words = _known_words()
    bare = plain.strip(digits + punctuation)  # the year at the end is no secret
    spellings = (plain, bare.translate(LOOKS_LIKE))
    letters = ("".join(filter(str.isalpha, spelling)) for spelling in spellings)
    return any(not word or words.fullmatch(word) for word in letters)


@lru_cache(maxsize=1)
def _known_words() -> re.Pattern[str]:
    listed = files("stories.accounts").joinpath("common.txt").read_text("utf-8").split()
    return re.compile(f"(?:{'|'.join(map(re.escape, listed))})+")
