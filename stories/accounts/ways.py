"""Ways in without an account: a link told once, a PIN, guesses that are counted (DOMAIN X4).

Families, people with what is theirs, and narrators come in like this; each room keeps its own
rows, which have ``token_hash``, ``pin_hash``, ``expires_at``, ``revoked_at`` and ``opened``.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

from stories.accounts import passphrases
from stories.foundation import audit, pins
from stories.foundation.access import NOBODY
from stories.foundation.clock import now
from stories.foundation.errors import Gone
from stories.foundation.links import (
    LinkState,
    ends_at,
    hash_token,
    link_state,
    new_pin,
    new_token,
)

CLOSED = _l("This link is closed. Ask the person who gave it to you for a new one.")


class Row(Protocol):
    """A link as its room keeps it."""

    pin_hash: Any
    expires_at: Any
    revoked_at: Any
    opened: Any


@dataclass(frozen=True)
class Secrets:
    """A link's token and PIN as they are told once: only digests are kept."""

    token: str
    pin: str

    def kept(self, days: int) -> dict[str, Any]:
        """The columns of a link that is open for ``days`` (1 to 366)."""
        return {
            "token_hash": hash_token(self.token),
            "pin_hash": passphrases.digest(self.pin),
            "expires_at": ends_at(now(), days),
        }


def new_secrets() -> Secrets:
    """A fresh token and PIN."""
    return Secrets(new_token(), new_pin())


def require_open(row: Row) -> None:
    """Raise Gone once a link is over or closed."""
    if link_state(row.expires_at, row.revoked_at, now()) is not LinkState.OPEN:
        raise Gone(CLOSED)


@dataclass(frozen=True)
class Words:
    """The log's words for a PIN that was wrong, and for a link that closed because of many."""

    refused: str
    guessed: str


def knock(row: Row, door: str, pin: str, words: Words) -> bool:
    """Whether the PIN fits; a visit is counted, nothing about the visitor is kept.

    A link whose PIN was guessed at too often closes for good: whoever guesses has its address.
    """
    if not passphrases.fits(row.pin_hash, pin.strip()):
        audit.record(NOBODY, words.refused, row)
        if pins.wrong(door):
            row.revoked_at = now()
            audit.record(NOBODY, words.guessed, row)
        return False
    pins.right(door)
    row.opened += 1
    return True
