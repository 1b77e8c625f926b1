"""Bytes become text, in whichever encoding it was kept. Pure."""

import codecs
import re
from typing import Final

from flask_babel import lazy_gettext as _l

from stories.foundation.incoming import typed
from stories.translations.inward.files.lines import Unreadable

MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Windows-1251 with the Kazakh letters in their places, where that code page had others.
OLD_LETTERS: Final = "kz1048"
NO_TEXT = _l(
    "The letters of this file cannot be read. Save it once more as text in UTF-8, and send that."
)
_SAMPLE = 4096
_MANY = 0.3
_WORDS = re.compile(r"\w")


def text_of(data: bytes) -> str:
    """The text, with line ends as they are in it; raises Unreadable for what is none."""
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8" or b"\0" in data:
            raise Unreadable(NO_TEXT) from None
        text = data.decode(OLD_LETTERS, "replace")
    if "\0" in text or not _WORDS.search(text):
        raise Unreadable(NO_TEXT)
    return str(typed(text))


def _encoding(data: bytes) -> str:
    for mark, name in MARKS.items():
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    # UTF-16 without its mark: every other byte of Latin signs, digits and line ends is nought.
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = sample[first::2].count(0)
        if zeros > _MANY * len(sample) / 2 and not sample[1 - first :: 2].count(0):
            return name
    return "utf-8"
