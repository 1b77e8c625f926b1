"""What looks as if nobody said it. Flagged for a person's ear, never removed. Pure."""

import re
import zlib
from collections.abc import Sequence
from typing import Final

KNOWN_PHRASE, LOOP, TOO_FAST, UNSURE = "known_phrase", "loop", "too_fast", "unsure"
LANGUAGE_UNSURE: Final = "language_unsure"
FLAGS: Final = (KNOWN_PHRASE, LOOP, TOO_FAST, UNSURE, LANGUAGE_UNSURE)

# Whisper learned from subtitles and writes their credits into silence and hum.
PHRASES: Final = (
    *("субтитры сделал", "субтитры создавал", "субтитры подогнал", "субтитры делал"),
    *("редактор субтитров", "корректор а егорова", "dimatorzok", "продолжение следует"),
    *("спасибо за просмотр", "подписывайтесь на канал", "ставьте лайки", "до новых встреч"),
    *("көргендеріңізге рахмет", "каналға жазылыңыз", "арнаға жазылыңыз", "жалғасы бар"),
    *("thanks for watching", "amara org"),
)
FASTEST = 25.0
LEAST_CONFIDENCE = 0.35
LEAST_CERTAINTY = 0.75
_SQUEEZED = 2.4
_LONG_TEXT = 40
_TURNS = 4
_NOT_WORDS = re.compile(r"[^\w\s]+")


def looping(text: str) -> bool:
    """Whether the same few words come round and round."""
    data = text.encode()
    if len(text) >= _LONG_TEXT and len(data) / len(zlib.compress(data)) > _SQUEEZED:
        return True
    words = _NOT_WORDS.sub(" ", text.lower()).split()
    return any(_repeats(words, size) for size in range(1, 5))


def _repeats(words: Sequence[str], size: int) -> bool:
    run = 0
    for place in range(size, len(words)):
        run = run + 1 if words[place] == words[place - size] else 0
        if run >= size * (_TURNS - 1):
            return True
    return False


def flags_of(text: str, *, seconds: float, confidence: float, certainty: float) -> tuple[str, ...]:
    """The flags of a segment, in a fixed order; confidence and certainty are 0 to 1."""
    plain = " ".join(_NOT_WORDS.sub(" ", text.lower()).split())
    found = {
        KNOWN_PHRASE: any(phrase in plain for phrase in PHRASES),
        LOOP: looping(text),
        TOO_FAST: len(plain) > FASTEST * max(seconds, 0.5),
        UNSURE: confidence < LEAST_CONFIDENCE,
        LANGUAGE_UNSURE: certainty < LEAST_CERTAINTY,
    }
    return tuple(flag for flag in FLAGS if found[flag])
