"""A browser somebody came in by before is counted apart: strangers who guess keep nobody out.

The cookie opens nothing. It names, for each address that came in here, a count of its own at the
doors where passphrase and code are asked, in place of the one that everybody shares.
"""

import secrets

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from stories.accounts.rules import as_kept
from stories.foundation.seal import imprint

LIFE = 90 * 24 * 3600
MOST = 8  # colleagues who share a computer
Marks = dict[str, str]


def door(kind: str, email: str) -> str:
    """The door of an address: shared by all strangers, or this browser's own."""
    mine = _read().get(_whose(email))
    return f"{kind}:known:{mine}" if mine else shared(kind, email)


def shared(kind: str, email: str) -> str:
    """The door of an address for everybody it is not known of."""
    return f"{kind}:{as_kept(email)}"


def remember(email: str) -> None:
    """Somebody has shown everything here; this browser is theirs for ninety days."""
    marks, whose = _read(), _whose(email)
    mine = marks.pop(whose, None) or secrets.token_urlsafe(16)
    newest = dict([*marks.items(), (whose, mine)][-MOST:])
    after_this_request(lambda response: _give(response, newest))


def _give(response: Response, marks: Marks) -> Response:
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(
        _name(),
        str(_signer().dumps(marks)),
        max_age=LIFE,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _read() -> Marks:
    try:
        found = _signer().loads(request.cookies.get(_name(), ""), max_age=LIFE)
    except BadSignature:
        return {}
    return dict(found)


def _whose(email: str) -> str:
    return imprint(as_kept(email), "known")[:16].hex()


def _name() -> str:
    return "__Host-known" if current_app.config["SESSION_COOKIE_SECURE"] else "known"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="a known browser")
