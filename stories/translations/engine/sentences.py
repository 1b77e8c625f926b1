"""A passage as sentences short enough for a model, which was trained on single ones. Pure."""

import re
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 400
_END: Final = re.compile(r"(?<=[.!?…])[»”\")\]]*\s+")


def sentences(text: str) -> list[str]:
    """The sentences of a text of single spaces, none longer than 400 letters where it has spaces.

    Joined by spaces they are the text.
    """
    found: list[str] = []
    at = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        found.extend(_cut(text[at:end].strip()))
        at = end
    return found


def _cut(sentence: str) -> Iterator[str]:
    while len(sentence) > LONGEST:
        at = sentence.rfind(" ", 0, LONGEST + 1)
        if at <= 0:
            at = sentence.find(" ", LONGEST)
        if at < 0:
            break
        yield sentence[:at]
        sentence = sentence[at + 1 :]
    if sentence:
        yield sentence
