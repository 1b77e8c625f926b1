"""Headers that keep pages private and closed (DOMAIN X4, X5)."""

from collections.abc import MutableMapping

from flask import Flask, Response, current_app, request

from stories.foundation.access import BY_LINK
from stories.foundation.handing import origin
from stories.foundation.packing import pack

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
STATIC = {
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def close_file(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """The same for a file of the programme's own, which no view answers."""
    for name, value in {**STATIC, "Content-Security-Policy": POLICY}.items():
        headers[name] = value


def forget_pages(response: Response) -> Response:
    """Let the browser of whoever leaves forget the pages it has seen.

    What waits on the device to be sent, or is kept there on purpose, is left alone.
    """
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _by_link() -> bool:
    """Whether the address itself is a secret, which no other page may be told.

    One that leads nowhere may be a link with a slip in it.
    """
    if request.endpoint is None:
        return True
    view = current_app.view_functions.get(request.endpoint)
    return getattr(view, "access", None) in BY_LINK


def _for_staff() -> str:
    """Where the store itself hands sound to staff, players may go there, and nothing else may."""
    store = origin()
    return POLICY.replace("media-src 'self'", f"media-src 'self' {store}") if store else POLICY


def init_app(app: Flask, *, secure: bool) -> None:
    """Set the headers on every answer, and pack it."""

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(STATIC)
        by_link = _by_link()
        response.headers["Content-Security-Policy"] = POLICY if by_link else _for_staff()
        response.headers.setdefault("Referrer-Policy", "no-referrer" if by_link else "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response

    app.after_request(pack)
