"""Finding hidden words again in texts as they stand now, and what is read instead. Pure.

Nothing is guessed: a part is found where its words stand between the neighbours they had, or it is
not found at all. Then every text it may touch is hidden whole and the gate shuts (DOMAIN R5).
"""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stories.moderation.redaction.rules import MARK
from stories.moderation.redaction.words import Word, fold, runs, words_of
from stories.moderation.timeline import Span

Key = tuple[uuid.UUID, str]


@dataclass(frozen=True)
class Text:
    """A segment in one language; its times are milliseconds of the recording."""

    segment_id: uuid.UUID
    language: str
    text: str
    start_ms: int
    end_ms: int

    @property
    def key(self) -> Key:
        return self.segment_id, self.language


@dataclass(frozen=True)
class Part:
    """Hidden words of one text, and the words beside them; without a quote, that none is hidden.

    ``seen`` is the digest of the whole text at the time.
    """

    segment_id: uuid.UUID
    language: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    seen: str

    @property
    def key(self) -> Key:
        return self.segment_id, self.language


@dataclass(frozen=True)
class Cover:
    """A redaction as it is applied. ``instead`` is what is read in a language; else the mark."""

    id: uuid.UUID
    core: Span
    parts: tuple[Part, ...]
    instead: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hidden:
    """What is left to read of each text that changed, and redactions that could not be matched."""

    texts: Mapping[Key, str]
    unmatched: frozenset[uuid.UUID]


def digest(text: str) -> str:
    """What a text is known by without being kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def parts_of(text: Text, places: Iterable[int]) -> list[Part]:
    """The parts that hide words of a text by their places; one without words if none is chosen."""
    words = words_of(text.text)
    found = [_part(text, words, first, last) for first, last in runs(places)]
    return found or [Part(*text.key, 0, 0, "", "", "", digest(text.text))]


def _part(text: Text, words: Sequence[Word], first: int, last: int) -> Part:
    start, end = words[first].start, words[last].end
    return Part(
        *text.key,
        start,
        end,
        text.text[start:end],
        fold(words[first - 1].text) if first else "",
        fold(words[last + 1].text) if last + 1 < len(words) else "",
        digest(text.text),
    )


def locate(text: str, part: Part) -> Span | None:
    """Where a part's words stand in a text now; None where that is in doubt."""
    if digest(text) == part.seen:
        return part.start, part.end
    found = list(_places(text, part)) if words_of(part.quote) else []
    return found[0][0] if len(found) == 1 and found[0][1] else None


def _places(text: str, part: Part) -> Iterator[tuple[Span, bool]]:
    """Where the words stand beside one of their neighbours, and whether beside nothing new."""
    words, wanted = words_of(text), [fold(one.text) for one in words_of(part.quote)]
    for at in range(len(words) - len(wanted) + 1):
        last = at + len(wanted)
        if [fold(one.text) for one in words[at:last]] != wanted:
            continue
        before = fold(words[at - 1].text) if at else ""
        after = fold(words[last].text) if last < len(words) else ""
        # Words that were taken away beside it harm nothing; words that came may belong to it.
        left, right = before in {part.before, ""}, after in {part.after, ""}
        if left or right:
            yield (words[at].start, words[last - 1].end), left and right


def hide(texts: Sequence[Text], covers: Iterable[Cover]) -> Hidden:
    """Hide what the covers say in the texts of a story."""
    by_key = {one.key: one for one in texts if one.text.strip()}
    ranges: dict[Key, list[tuple[Span, str]]] = defaultdict(list)
    shut: set[Key] = set()
    unmatched: set[uuid.UUID] = set()
    for cover in covers:
        found, sure = _found(cover, by_key)
        for key, span in found:
            ranges[key].append((span, cover.instead.get(key[1], "")))
        if not sure:
            unmatched.add(cover.id)
            shut |= _near(cover, by_key)
    done = {key: replaced(by_key[key].text, spans) for key, spans in ranges.items()}
    return Hidden(done | dict.fromkeys(shut, MARK), frozenset(unmatched))


def _near(cover: Cover, texts: Mapping[Key, Text]) -> set[Key]:
    """Keys of every text in which something of a cover may stand."""
    named = {part.segment_id for part in cover.parts}
    return {
        key
        for key, one in texts.items()
        if key[0] in named or (one.start_ms < cover.core[1] and one.end_ms > cover.core[0])
    }


def _found(cover: Cover, texts: Mapping[Key, Text]) -> tuple[list[tuple[Key, Span]], bool]:
    """Where a cover's parts stand, and whether each of them and each text near it is accounted."""
    near = _near(cover, texts)
    found: list[tuple[Key, Span]] = []
    told: set[Key] = set()
    lost = False
    for part in cover.parts:
        at = _key_and_place(part, near, texts)
        if at is None:
            # A text that says nothing of it and is gone leaves nothing to find.
            lost = lost or bool(near and (part.quote or part.key in texts))
            continue
        told.add(at[0])
        if part.quote:
            found.append(at)
    return found, not lost and near <= told


def _key_and_place(
    part: Part, near: Iterable[Key], texts: Mapping[Key, Text]
) -> tuple[Key, Span] | None:
    """Where a part stands: in its own segment, or in the one that was divided off or joined."""
    others = [key for key in near if key[1] == part.language and key != part.key]
    for keys in ([part.key] if part.key in texts else [], others if part.quote else []):
        places = [(key, locate(texts[key].text, part)) for key in keys]
        sure = [(key, span) for key, span in places if span is not None]
        if sure:
            return sure[0] if len(sure) == 1 else None
    return None


def replaced(text: str, ranges: Iterable[tuple[Span, str]]) -> str:
    """A text with its ranges replaced; ranges that overlap, and marks side by side, are one."""
    found: list[tuple[Span, str]] = []
    for span, instead in sorted(ranges):
        if not found or not _one(text, found[-1], (span, instead)):
            found.append((span, instead))
            continue
        (start, end), earlier = found[-1]
        found[-1] = (start, max(end, span[1])), earlier if earlier == instead else ""
    ends = [0, *(span[1] for span, _ in found)]
    starts = [*(span[0] for span, _ in found), len(text)]
    kept = [text[a:b] for a, b in zip(ends, starts, strict=True)]
    marks = [instead or MARK for _, instead in found]
    return "".join(one for pair in zip(kept, [*marks, ""], strict=True) for one in pair)


def _one(text: str, one: tuple[Span, str], other: tuple[Span, str]) -> bool:
    end, start = one[0][1], other[0][0]
    side_by_side = one[1] == other[1] == "" and not words_of(text[end:start])
    return start < end or side_by_side
