"""From a model's aligned pieces to words as spaces part them. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from stories.transcripts.engine.types import Word

PREPENDED, APPENDED = "\"'“¿([{-«", "\"'.。,，!！?？:：”)]}、»…"


def spoken_words(alignment: Sequence[Mapping[str, Any]], text: str, seconds: float) -> list[Word]:
    """Words with times; a hyphen's two sides are one word, as doubtful as its worse.

    Text that could not be aligned becomes one word over the whole stretch: text without times
    is text all the same.
    """
    words: list[Word] = []
    for at in alignment:
        if not at["word"].strip():
            continue
        chance = round(float(at["probability"]), 4)
        word = Word(float(at["start"]), float(at["end"]), at["word"], chance)
        if words and not word.text.startswith(" "):
            word = _glued(words.pop(), word)
        words.append(word)
    if words or not text.strip():
        return words
    return [Word(0.0, seconds, text, 0.0)]


def _glued(left: Word, right: Word) -> Word:
    text = left.text + right.text
    return Word(left.start, right.end, text, min(left.probability, right.probability))
