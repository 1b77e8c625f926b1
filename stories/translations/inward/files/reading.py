"""A file becomes lines; what it is, its first bytes say, never its name (DOMAIN R4)."""

import json
import re
from typing import IO, Final

from flask_babel import lazy_gettext as _l

from stories.translations.inward.files import as_json, cues, docx_file, eaf
from stories.translations.inward.files.decoding import text_of
from stories.translations.inward.files.lines import Found, Unreadable

MOST_BYTES: Final = 8 << 20
ZIP, OLD_OFFICE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
TOO_LARGE = _l("This file is larger than 8 MB. A text is smaller; please part it.")
OLD = _l("This is an old or a locked Word file. Save it as DOCX without a password, and send that.")
IS_PDF = _l("A PDF does not tell which words belong to which time. Send a file with times.")
NO_TIMES = _l(
    "There are no times in this file. Send WebVTT, SRT, ELAN (EAF), our own JSON, or a Word "
    "document (DOCX) with a table."
)
_XML = re.compile(r"\s*<")


def read(file: IO[bytes]) -> Found:
    """Read a file with text and times; raises Unreadable with a sentence, before much is read."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.startswith(OLD_OFFICE):
        raise Unreadable(OLD)
    if data.startswith(PDF):
        raise Unreadable(IS_PDF)
    return docx_file.read(data) if data.startswith(ZIP) else _text(data)


def _text(data: bytes) -> Found:
    text = text_of(data)
    if text.startswith(cues.SIGNATURE):
        return cues.read_vtt(text)
    if _XML.match(text) and "-->" not in text[:_SAMPLE]:
        return eaf.read(data)
    if text.lstrip()[:1] in {"{", "["}:
        try:
            return as_json.read(json.loads(text))
        except (ValueError, RecursionError):
            if "-->" not in text:
                raise Unreadable from None
    if "-->" not in text:
        raise Unreadable(NO_TIMES)
    return cues.read_srt(text)


_SAMPLE = 200
