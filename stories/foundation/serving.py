"""Sound over HTTP: ranges, validators, nothing kept by caches (DOMAIN X5)."""

import hashlib
from dataclasses import dataclass

from flask import Response, request
from werkzeug.http import is_resource_modified, parse_range_header, quote_etag

from stories.foundation.blobs import blobs
from stories.foundation.errors import NotFound
from stories.foundation.handing import by_the_proxy, by_the_store

PRIVATE = "private, no-store"


@dataclass(frozen=True)
class Stretch:
    """Bytes from ``start`` up to but not including ``end`` of ``size``."""

    start: int
    end: int
    size: int

    @property
    def whole(self) -> bool:
        return (self.start, self.end) == (0, self.size)

    @property
    def content_range(self) -> str:
        return f"bytes {self.start}-{self.end - 1}/{self.size}"


def wanted_stretch(header: str | None, size: int) -> Stretch | None:
    """What a ``Range`` header asks for; None when it cannot be satisfied (RFC 9110, 14).

    Another unit than bytes, or several ranges at once, are answered with the whole.
    """
    everything = Stretch(0, size, size)
    if not header or not header.lower().lstrip().startswith("bytes"):
        return everything
    asked = parse_range_header(header)
    if asked is None:
        return None
    if len(asked.ranges) > 1:
        return everything
    start, end = asked.ranges[0]
    if end is None and start < -size:
        return everything  # more from the end than there is: all of it
    found = asked.range_for_length(size)
    return Stretch(found[0], found[1], size) if found else None


def serve_blob(
    key: str, content_type: str, *, download_name: str | None = None, to_staff: bool = False
) -> Response:
    """A blob as an answer to GET or HEAD, whole or in part; raises NotFound.

    The caller has authorised the request. With ``download_name`` the browser saves it. Only
    players of staff may be sent on to the store: families' pages ask no other host (DOMAIN X4).
    """
    try:
        size = blobs().size(key)
    except FileNotFoundError:
        raise NotFound from None
    if to_staff and (elsewhere := by_the_store(key)):
        return elsewhere
    response = by_the_proxy(key) or _from_here(key, size)
    response.headers["Cache-Control"] = PRIVATE
    response.content_type = content_type
    if download_name:
        response.headers["Content-Disposition"] = f'attachment; filename="{download_name}"'
    return response


def _from_here(key: str, size: int) -> Response:
    etag = hashlib.sha256(f"{key}:{size}".encode()).hexdigest()[:32]
    response = _answer(key, size, etag)
    response.headers["Accept-Ranges"] = "bytes"
    response.set_etag(etag)
    return response


def _answer(key: str, size: int, etag: str) -> Response:
    if not is_resource_modified(request.environ, etag=quote_etag(etag), ignore_if_range=True):
        return Response(status=304)
    asked = request.headers.get("Range") if _range_still_holds(etag) else None
    stretch = wanted_stretch(asked, size)
    if stretch is None:
        return Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    return _send(key, stretch)


def _range_still_holds(etag: str) -> bool:
    # If-Range names what the client already has a part of; another thing is sent whole.
    return "If-Range" not in request.headers or request.if_range.etag == etag


def _send(key: str, stretch: Stretch) -> Response:
    store = blobs()  # the body is sent when the application context is gone
    head = request.method == "HEAD" or stretch.start == stretch.end
    body = [] if head else store.stream(key, stretch.start, stretch.end)
    response = Response(body, 200 if stretch.whole else 206)
    response.headers["Content-Length"] = str(stretch.end - stretch.start)
    if not stretch.whole:
        response.headers["Content-Range"] = stretch.content_range
    return response
