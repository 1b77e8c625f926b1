"""A segment in both languages, as every kind of file takes it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stories.transcripts.captions import Spoken

_UNHELD = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Pair:
    """What was said and its other language; times are milliseconds, languages ISO 639-1.

    ``flags`` are what should be heard again and ``doubt`` what is to be known of the other
    language, both as people read them; ``state`` is the translation's own word for scripts.
    ``stage`` is machine, corrected or approved. ``standing`` and ``other_standing`` say of each
    whether somebody has looked at it, always.
    """

    start_ms: int
    end_ms: int
    language: str
    text: str
    speaker: str = ""
    flags: tuple[str, ...] = ()
    checked: bool = False
    other_language: str = ""
    other_text: str = ""
    state: str = ""
    doubt: str = ""
    words: tuple[float, ...] = ()
    standing: str = ""
    other_standing: str = ""
    stage: str = ""

    @property
    def tag(self) -> str:
        """Where it stands, as a class of captions."""
        if self.stage == "approved":
            return self.stage
        return "checked" if self.checked else "unchecked"

    @property
    def mark(self) -> str:
        """What has to be said of the words themselves; nothing once somebody has checked them."""
        return "" if self.checked or not self.text else self.standing


@dataclass(frozen=True, slots=True)
class Script:
    """The text of a recording; ``label`` says what a machine wrote and nobody has checked (R8)."""

    number: int
    label: str
    pairs: tuple[Pair, ...]


def in_language(pairs: Sequence[Pair], language: str) -> list[Spoken]:
    """All of it in one language: what was said in it, and the translation of the rest.

    What is not translated yet keeps its place, without words.
    """
    return [_told(pair, language) for pair in pairs]


def _told(pair: Pair, language: str) -> Spoken:
    spoken = Spoken(
        pair.start_ms / 1000,
        pair.end_ms / 1000,
        pair.language,
        pair.text,
        pair.speaker,
        pair.flags,
        pair.words,
        pair.tag,
        pair.mark,
        pair.standing if pair.stage == "approved" else "",
    )
    if pair.language == language:
        return spoken
    known = pair.other_language == language
    text = " ".join(pair.other_text.split()) if known else ""
    told = replace(spoken, language=language, text=text, flags=(), words=())
    return replace(
        told, state=pair.state if known else "", mark=pair.doubt if known else "", approved=""
    )


def printable(text: str) -> str:
    """The text without the signs that XML cannot hold."""
    return _UNHELD.sub("", text)
