"""Secrets at rest: sealed by a key that follows from the house's secret key.

A copy of the database alone opens nothing; whoever changes the secret key voids what is sealed.
"""

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import Dialect, String, Table, TableClause, column
from sqlalchemy import table as table_named
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_NO_SALT = bytes(hashlib.sha256().digest_size)


@lru_cache(maxsize=16)
def _key(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose; whoever learns them learns neither the secret nor another's.

    HKDF-SHA256 (RFC 5869) without salt; its first 32 bytes need one round alone.
    """
    extracted = hmac.digest(_NO_SALT, secret.encode(), "sha256")
    return hmac.digest(extracted, f"stories {purpose}".encode() + b"\x01", "sha256")


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


@lru_cache(maxsize=4)
def _box(secret: str) -> "Fernet":
    from cryptography.fernet import Fernet

    return Fernet(base64.urlsafe_b64encode(_key(secret, "seal")))


def seal(text: str) -> str:
    """A text as it may lie in the database."""
    return _box(_secret()).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The text again; None where another secret key sealed it."""
    from cryptography.fernet import InvalidToken

    try:
        return _box(_secret()).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def imprint(text: str, purpose: str) -> bytes:
    """32 bytes only this house can make of a text: a digest that cannot be guessed backwards."""
    return hmac.digest(_key(_secret(), purpose), text.encode(), hashlib.sha256)


class Sealed(TypeDecorator[str]):
    """A text column whose rows are sealed; one that cannot be opened any more reads as empty."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        # Empty, not missing: a changed key must never let anybody past the second factor.
        return None if value is None else unseal(value) or ""


def as_kept(table: Table) -> TableClause:
    """A table without its seals' two sides: sealed columns are moved from place to place sealed."""
    kept = (
        column(one.name, String() if isinstance(one.type, Sealed) else one.type)
        for one in table.columns
    )
    return table_named(table.name, *kept)
