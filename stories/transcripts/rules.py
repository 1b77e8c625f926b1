"""Decisions about text and time. Pure: no clock, no database."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from babel import Locale

from stories.transcripts.models import TranscriptState

LANGUAGES = ("kk", "ru")
LONGEST_CODE = 3
UNKNOWN = "und"  # said in a language that nobody has named (ISO 639-2)
LONGEST_TEXT = 5000
BROUGHT = "from a file"  # what wrote a version down that somebody brought
DOUBTFUL = 0.4  # a word Whisper gave less than this chance is shown as doubtful
Words = Sequence[Mapping[str, Any]]
MOVES: dict[TranscriptState, frozenset[TranscriptState]] = {
    TranscriptState.DRAFT: frozenset({TranscriptState.CORRECTED, TranscriptState.APPROVED}),
    TranscriptState.CORRECTED: frozenset({TranscriptState.DRAFT, TranscriptState.APPROVED}),
    TranscriptState.APPROVED: frozenset({TranscriptState.CORRECTED, TranscriptState.DRAFT}),
}


def spoken_languages(planned: Iterable[str]) -> tuple[str, ...]:
    """Languages to listen for: the session's among those we know, both if it names none."""
    found = tuple(code for code in LANGUAGES if code in set(planned))
    return found or LANGUAGES


def settled_state(
    state: TranscriptState, *, segments: int, unchecked: int, unapproved: int
) -> TranscriptState:
    """The state of the whole, which follows from its segments (DOMAIN R8).

    Corrected once a person has checked every segment, approved once every segment with words is.
    A text without segments stays as it is.
    """
    if unchecked:
        return TranscriptState.DRAFT
    if not segments:
        return state
    return TranscriptState.CORRECTED if unapproved else TranscriptState.APPROVED


def tidy(text: str) -> str:
    """Text as it is kept: one line, single spaces."""
    return " ".join(text.split())


def sound_text(text: str, language: str, before: str = "") -> bool:
    """Whether a segment may hold this text in this language; an empty text is a silence.

    The language is one of ours, the one the segment had before, another with a name, or unknown.
    """
    known = language in {*LANGUAGES, UNKNOWN, before} or (
        len(language) <= LONGEST_CODE and language in Locale("en").languages
    )
    return len(text) <= LONGEST_TEXT and bool(language) and known and "\x00" not in text


def doubtful_words(words: Words, text: str) -> list[str]:
    """Words the machine was unsure of and that still stand in the text, in order, once each."""
    present = set(text.split())
    unsure = [str(word["text"]).strip() for word in words if float(word["probability"]) < DOUBTFUL]
    return list(dict.fromkeys(word for word in unsure if word in present))


def cut_text(text: str, at: int) -> tuple[str, str] | None:
    """The two halves of a text around a cursor; None if one would be empty."""
    left, right = tidy(text[: max(at, 0)]), tidy(text[max(at, 0) :])
    return (left, right) if left and right else None


def cut_time(start_ms: int, end_ms: int, left: str, right: str, words: Words) -> int:
    """Where in milliseconds the right half begins: at its first word's time, where that is known.

    Words that were corrected share the time between those around them that still fit, by letters.
    Lies strictly inside the segment when that is at least two milliseconds long.
    """
    texts = [*left.split(), *right.split()]
    before = len(left.split())
    if len(words) == len(texts):
        at = round(float(words[before]["start"]) * 1000)
    else:
        at = _shared(_anchors(texts, words, start_ms, end_ms), texts, before)
    return min(max(at, start_ms + 1), max(end_ms - 1, start_ms + 1))


def _anchors(
    texts: Sequence[str], words: Words, start_ms: int, end_ms: int
) -> list[tuple[int, int]]:
    """Edges between words of a text (0: before the first) whose moments are known, in order."""
    heard = [_bare(str(word["text"])) for word in words]
    fits = SequenceMatcher(None, [_bare(one) for one in texts], heard, autojunk=False)
    found = [(0, start_ms)]
    for block in fits.get_matching_blocks():
        for at in range(block.size):
            word = words[block.b + at]
            found.append((block.a + at, round(float(word["start"]) * 1000)))
            found.append((block.a + at + 1, round(float(word["end"]) * 1000)))
    return [*found, (len(texts), end_ms)]


def _shared(anchors: Sequence[tuple[int, int]], texts: Sequence[str], edge: int) -> int:
    """The moment of an edge: known, or between the nearest that are, shared out by letters."""
    known = [at for place, at in anchors if place == edge]
    if known:
        return known[-1]  # a word's own beginning, rather than the end of the one before it
    first, begin = next(one for one in reversed(anchors) if one[0] < edge)
    last, end = next(one for one in anchors if one[0] > edge)
    whole = sum(len(word) for word in texts[first:last])
    share = sum(len(word) for word in texts[first:edge]) / max(whole, 1)
    return round(begin + (end - begin) * share)


def _bare(word: str) -> str:
    """A word as it is compared: no capitals, no signs around it."""
    return word.strip(" .,;:!?…«»\"'()-–—").casefold() or word


def words_around(words: Words, at_ms: int) -> tuple[list[Any], list[Any]]:
    """Words before and after a moment; a word belongs where its middle lies."""
    left = [word for word in words if _middle(word) < at_ms]
    right = [word for word in words if _middle(word) >= at_ms]
    return left, right


def _middle(word: Mapping[str, Any]) -> float:
    return (float(word["start"]) + float(word["end"])) * 500


def times_of_words(
    heard: Iterable[Words], start_ms: int, end_ms: int
) -> list[tuple[int, int, str]]:
    """Beginning and end in milliseconds and the word, for words that begin in [start, end)."""
    found = [
        (round(float(word["start"]) * 1000), round(float(word["end"]) * 1000), str(word["text"]))
        for words in heard
        for word in words
    ]
    inside = (
        (begin, end, text.strip()) for begin, end, text in found if start_ms <= begin < end_ms
    )
    return sorted(item for item in inside if item[2])


def joined_confidence(
    one: float | None, one_ms: int, other: float | None, other_ms: int
) -> float | None:
    """The confidence of two segments as one, weighed by their lengths."""
    if one is None or other is None:
        return one if other is None else other
    whole = max(one_ms + other_ms, 1)
    return round((one * one_ms + other * other_ms) / whole, 4)


def share_checked(segments: int, unchecked: int) -> int:
    """Hundredths of a transcript that a person has checked, rounded down."""
    return 100 * (segments - unchecked) // segments if segments else 100
