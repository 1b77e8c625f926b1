"""Sound handed over by whom the house trusts: the proxy in front, or the store itself."""

from datetime import timedelta
from urllib.parse import quote

from flask import Response, current_app, request

from stories.foundation.blobs import blobs
from stories.foundation.errors import UnsafeStart
from stories.foundation.settings import Settings

INSIDE = "/_kept/"  # the place nginx keeps to itself and reads our folder from
LASTS = timedelta(minutes=10)  # a player comes back for a fresh address when one has ended
PLAYERS = frozenset({"audio", "video"})  # Sec-Fetch-Dest; a script's fetch gets the bytes from us


def refuse_unfit(settings: Settings) -> None:
    """Raise UnsafeStart where sound would reach nobody the way that is set."""
    way, folder = settings["BLOBS_SEND"], settings["BLOBS_URL"].startswith("file:")
    if way == "sign" and not settings["BLOBS_URL"].startswith("s3:"):
        raise UnsafeStart("STORIES_BLOBS_SEND=sign needs a STORIES_BLOBS_URL that begins with s3.")
    if way in {"accel", "sendfile"} and not folder:
        raise UnsafeStart(f"STORIES_BLOBS_SEND={way} needs a STORIES_BLOBS_URL that is a folder.")
    if way in {"accel", "sendfile"} and not settings.number("PROXIES"):
        raise UnsafeStart(
            f"STORIES_BLOBS_SEND={way} needs a proxy in front and STORIES_PROXIES to say so."
        )


def by_the_proxy(key: str) -> Response | None:
    """An empty answer that tells the proxy which file to send; it sees to ranges itself."""
    way, folder = _way(), blobs().folder
    if way == "accel":
        return Response(headers={"X-Accel-Redirect": INSIDE + quote(key)})
    if way == "sendfile" and folder is not None:
        return Response(headers={"X-Sendfile": str(folder / key)})
    return None


def by_the_store(key: str) -> Response | None:
    """A short-lived address at the store, for a player; None where bytes go through us."""
    if _way() != "sign" or request.headers.get("Sec-Fetch-Dest") not in PLAYERS:
        return None
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return Response(status=302, headers={"Location": blobs().signed(key, LASTS), **headers})


def origin() -> str | None:
    """Where players of staff may be sent to; None where sound stays in the house."""
    return blobs().origin if _way() == "sign" else None


def _way() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings["BLOBS_SEND"]
