"""What comes in: words without characters nobody types, files only where one is asked for."""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import IO, Any

from flask import Flask, Request, current_app, request
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from stories.foundation.errors import StoriesError

# Controls but for tab and line ends, and what XML forbids: no database column, file name or book
# can keep them all, and they come from damaged copying alone.
UNTYPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
MOST_FIELDS = 50_000  # the words of a recording of many hours, saved at once
RAW = "application/offset+octet-stream"  # a stretch of a file (tus 1.0)
MOST_WORDS = 4 * 1024 * 1024  # bytes of a form without files
Pairs = Mapping[str | None, Any] | Iterable[tuple[str | None, Any]]


class Words(ImmutableMultiDict[str, Any]):
    """Fields of a form or an address, by name; a part without a name is nobody's answer."""

    def __init__(self, pairs: Pairs | None = None) -> None:
        found = iter_multi_items(pairs or ())
        named = [(name, typed(value)) for name, value in found if name is not None]
        super().__init__(named)


class Fields(FormDataParser):
    """Reads a form of as many fields as our pages have, and no body made to keep us busy."""

    def _parse_urlencoded(self, stream: IO[bytes], *rest: Any) -> Any:
        body = stream.read()
        if body.count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
        return super()._parse_urlencoded(BytesIO(body), *rest)


class Incoming(Request):
    """A request whose words can be kept anywhere."""

    parameter_storage_class = Words
    form_data_parser_class = Fields


def typed(value: Any) -> Any:
    """A text without characters that nobody types; anything else as it is."""
    return UNTYPED.sub("", value) if isinstance(value, str) else value


def inside(address: str | None) -> str | None:
    """A path of this house, with its question; None for what a browser might read otherwise."""
    if not address or not address.isprintable() or "\\" in address:
        return None
    return address if address.startswith("/") and not address.startswith("//") else None


def init_app(app: Flask) -> None:
    """Look at every request before its view does."""
    app.request_class = Incoming
    app.before_request(_files_where_they_belong)


def _files_where_they_belong() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    raw = getattr(view, "raw", False) and request.mimetype == RAW
    form = getattr(view, "files", False) and request.mimetype == "multipart/form-data"
    if not raw and not form:
        request.max_content_length = MOST_WORDS  # before anything of the body is read
    if request.files and not getattr(view, "files", False):
        raise StoriesError
