"""Six digits from an app (TOTP, RFC 6238); a code opens once (DOMAIN X1)."""

import base64
import hmac
from datetime import datetime

import pyotp

STEP = 30  # seconds
SLACK = 1  # steps before and after, for telephones whose clock is a little off
DIGITS = 6


def secret_from(seed: bytes) -> str:
    """A secret for an authenticator app, 160 bits in base 32, grown from 32 random bytes."""
    return base64.b32encode(seed[:20]).decode()


def matching_step(secret: str, code: str, at: datetime, last_step: int | None) -> int | None:
    """The step whose code this is, later than the last one used; None if it fits no step.

    A secret that can no longer be read is empty, and no code fits it.
    """
    if not secret:
        return None
    typed = "".join(sign for sign in code if sign.isdigit())
    now_step = int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    for step in range(now_step - SLACK, now_step + SLACK + 1):
        fresh = last_step is None or step > last_step
        if fresh and hmac.compare_digest(totp.at(step * STEP).encode(), typed.encode()):
            return step
    return None


def address(secret: str, email: str, issuer: str) -> str:
    """The address an authenticator app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def picture(uri: str) -> str:
    """A QR code as SVG; dark on light in either light of the page, or cameras fail."""
    import segno

    return str(
        segno.make(uri, error="m").svg_inline(
            border=4,
            dark="#2a241f",
            light="#fffdf8",
            svgclass="qr",
            lineclass=None,
            omitsize=True,  # the style sheet says how large
        )
    )


def in_groups(secret: str) -> str:
    """The secret in groups of four, for typing it in by hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
