"""Whether what was hidden is told in another place: in a title, a summary, a content note. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stories.moderation.redaction.words import fold, words_of

LEAST_NAME = 3
LEAST_STEM = 4


@dataclass(frozen=True)
class Quote:
    """Hidden words, and whether the text begins with them."""

    text: str
    first: bool = False


def told_in(quotes: Iterable[Quote], texts: Iterable[str]) -> list[str]:
    """Words of these texts by which something hidden can be read, each once."""
    found: dict[str, None] = {}
    wanted = list(quotes)
    for text in texts:
        words = [one.text for one in words_of(text)]
        for quote in wanted:
            found |= dict.fromkeys(_told(quote, words))
    return list(found)


def _told(quote: Quote, words: Sequence[str]) -> Iterable[str]:
    own = [one.text for one in words_of(quote.text)]
    if len(own) > 1 or _weighs(own):
        folded, wanted = [fold(one) for one in words], [fold(one) for one in own]
        for at in range(len(words) - len(own) + 1):
            if folded[at : at + len(own)] == wanted:
                yield " ".join(words[at : at + len(own)])
    # The first word of a sentence is written large, whatever it is.
    names = own[1:] if quote.first and len(own) > 1 else own
    for name in filter(_is_telling, names):
        yield from (word for word in words if _is_telling(word) and _alike(fold(name), fold(word)))


def _weighs(words: Sequence[str]) -> bool:
    return any(len(one) >= LEAST_STEM or _is_telling(one) for one in words)


def _is_telling(word: str) -> bool:
    """A name or a number, as far as its letters tell."""
    return any(one.isdigit() for one in word) or (word[:1].isupper() and len(word) >= LEAST_NAME)


def _alike(one: str, other: str) -> bool:
    """Whether they may be forms of one word: Kazakh and Russian words grow at their end."""
    short, long = sorted((one, other), key=len)
    stem = short[:-1] if len(short) > LEAST_STEM and not short[-1].isdigit() else short
    return one == other or (len(stem) >= LEAST_STEM and long.startswith(stem))
