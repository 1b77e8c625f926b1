"""The code by which whoever asked follows their case: 130 random bits, made to be written down."""

import hashlib
import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another
LENGTH = 26
GROUP = 5
MOST = 80  # what may be typed, with spaces and dashes
# What a hand or a Cyrillic keyboard writes instead.
MEANT = str.maketrans(
    "OIL\u041e\u0406\u0410\u0412\u0415\u041a\u041c\u041d\u0420\u0421\u0422\u0425",
    "01101ABEKMHPCTX",
)


def new_code() -> str:
    """A fresh code, 26 signs; told once, in groups by ``spelled``."""
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def spelled(code: str) -> str:
    """A code in groups of five, as it is shown."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str | None:
    """The code somebody typed, however they spaced it; None if it cannot be one."""
    joined = "".join(sign for sign in typed[:MOST].upper() if sign.isalnum())
    code = joined.translate(MEANT)
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else None


def digest(code: str) -> str:
    """What the house keeps of a code."""
    return hashlib.sha256(code.encode()).hexdigest()
