"""What looks as if nobody said it, or as if somebody was not heard. Pure.

Flagged for a person's ear, never removed.
"""

import re
import zlib
from collections.abc import Sequence
from typing import Final

from stories.transcripts.engine.phrases import known_phrase
from stories.transcripts.engine.scoring import folded

KNOWN_PHRASE, LOOP, TOO_FAST, UNSURE = "known_phrase", "loop", "too_fast", "unsure"
NO_VOICE, SKIPPED = "no_voice", "skipped"
LANGUAGE_UNSURE, OTHER_LANGUAGE = "language_unsure", "other_language"
FLAGS: Final = (
    *(SKIPPED, NO_VOICE, KNOWN_PHRASE, LOOP, TOO_FAST),
    *(OTHER_LANGUAGE, UNSURE, LANGUAGE_UNSURE),
)
"""Every flag the engine gives, the ones a person should look at first in front."""

FASTEST = 25.0
"""Characters in a second; hurried Kazakh and Russian reach 18 to 20."""
LEAST_CONFIDENCE = 0.35
LEAST_CERTAINTY = 0.75
LEAST_VOICED = 0.35
_SQUEEZED = 2.4
_LONG_TEXT = 40
_TURNS = 4
_ROWS = 3
_STUTTER = re.compile(r"(\w{1,4}?)\1{5,}")


def looping(text: str) -> bool:
    """Whether the same few sounds or words come round and round."""
    data = text.encode()
    if len(text) >= _LONG_TEXT and len(data) / len(zlib.compress(data)) > _SQUEEZED:
        return True
    plain = folded(text)
    words = plain.split()
    if any(_STUTTER.search(word) and not word.isdigit() for word in words):
        return True
    return any(_repeats(words, size) for size in range(1, 7))


def _repeats(words: Sequence[str], size: int) -> bool:
    run = 0
    for place in range(size, len(words)):
        run = run + 1 if words[place] == words[place - size] else 0
        if run >= size * (_TURNS - 1):
            return True
    return False


def loops_over(texts: Sequence[str]) -> frozenset[int]:
    """Places of texts that say the same as their neighbours, three times or more in a row."""
    plain = [folded(text) for text in texts]
    found: set[int] = set()
    first = 0
    for place in range(1, len(plain) + 1):
        if place < len(plain) and plain[place] == plain[first]:
            continue
        if place - first >= _ROWS and plain[first]:
            found.update(range(first, place))
        first = place
    return frozenset(found)


def flags_of(
    text: str,
    *,
    seconds: float,
    confidence: float,
    certainty: float,
    voiced: float = 1.0,
    loop: bool = False,
) -> tuple[str, ...]:
    """The flags of a segment with text, in a fixed order.

    Confidence, certainty of the language and `voiced`, the share of its time with a voice in it,
    are 0 to 1; `loop` says that it repeats its neighbours.
    """
    plain = folded(text)
    found = {
        NO_VOICE: voiced < LEAST_VOICED,
        KNOWN_PHRASE: known_phrase(text, plain),
        LOOP: loop or looping(text),
        TOO_FAST: len(plain) > FASTEST * max(seconds, 0.5),
        UNSURE: confidence < LEAST_CONFIDENCE,
        LANGUAGE_UNSURE: certainty < LEAST_CERTAINTY,
    }
    return tuple(flag for flag in FLAGS if found.get(flag))


def flags_of_silence(*, certainty: float) -> tuple[str, ...]:
    """The flags of a stretch with a voice in it and no text."""
    return (SKIPPED, LANGUAGE_UNSURE) if certainty < LEAST_CERTAINTY else (SKIPPED,)
