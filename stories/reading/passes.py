"""The phone's own word that the PIN was given, for asking what it may still keep.

It opens no page and no sound: the list of what may be kept is all it is good for. The cookie goes
to that one address, cannot be read by scripts, and is signed, so that nobody makes one.
"""

from flask import Response, current_app, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from stories.reading.models import ReadingLink
from stories.reading.rules import KEEPING

NAME = "keeping"


def give(response: Response, link: ReadingLink, token: str, entered: float) -> None:
    """Let the phone ask for as long as it may keep, counted from when the PIN was given."""
    response.set_cookie(
        NAME,
        str(_signer().dumps([str(link.id), entered])),
        max_age=KEEPING,
        path=_path(token),
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Strict",
    )


def read(link: ReadingLink) -> float | None:
    """When the PIN was given, in seconds since the epoch; None without a sound pass."""
    try:
        link_id, entered = _signer().loads(request.cookies.get(NAME, ""))
        return float(entered) if link_id == str(link.id) else None
    except (BadSignature, ValueError, TypeError):
        return None


def take_back(response: Response, token: str) -> None:
    """The room was closed on this phone."""
    response.delete_cookie(NAME, path=_path(token), httponly=True, samesite="Strict")


def _path(token: str) -> str:
    return url_for("reading.pack", token=token)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="kept on this phone")
