"""The places in which two versions differ, and whose work stands there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stories.transcripts import queries, rules
from stories.transcripts.merging.rules import Block, aligned
from stories.transcripts.models import Segment, TranscriptVersion


def is_human(row: Segment) -> bool:
    """Whether a person has had a hand in it: no press takes that away unasked."""
    by_hand = row.revision > row.machine_revision or not row.engine
    return by_hand or row.checked_at is not None or row.text != row.machine_text


@dataclass(frozen=True)
class Pair:
    """A place in which two versions differ; ``mine`` is None where only the other has words.

    ``rows`` are the other's segments these words come from, by their place there.
    """

    key: str
    mine: Segment | None
    block: Block
    rows: Mapping[int, Segment]
    start_ms: int
    end_ms: int

    @property
    def text(self) -> str:
        """The other version's words there; empty where it has none."""
        return self.block.text

    @property
    def sources(self) -> list[Segment]:
        """The other's segments, in order."""
        return list(self.rows.values())

    @property
    def language(self) -> str:
        """The language of most of these words; without any, the one that is there."""
        if not self.rows:
            return self.mine.language if self.mine else rules.UNKNOWN
        letters: dict[str, int] = {}
        for word in self.block.words:
            code = self.rows[word.row].language
            letters[code] = letters.get(code, 0) + len(word.text)
        return max(letters, key=lambda code: letters[code])

    @property
    def human(self) -> bool:
        """Whether people's work stands there."""
        return self.mine is not None and is_human(self.mine)

    @property
    def offered(self) -> bool:
        """Whether one would take the other's words: some, where no work of people stands."""
        return not self.human and bool(self.text)


def compare(
    present: TranscriptVersion, other: TranscriptVersion, *, held: bool = False
) -> list[Pair]:
    """Every place in which the two differ, in the order of speech."""
    mine = queries.every_segment(present.id, held=held)
    theirs = queries.every_segment(other.id)
    pairs = (_pair(block, mine, theirs) for block in aligned(mine, theirs))
    return [pair for pair in pairs if _differs(pair)]


def _pair(block: Block, mine: Sequence[Segment], theirs: Sequence[Segment]) -> Pair:
    sources = {at: theirs[at] for at in dict.fromkeys(word.row for word in block.words)}
    if not block.between:
        row = mine[block.at]
        return Pair(f"s-{row.id}", row, block, sources, row.start_ms, row.end_ms)
    first = block.words[0]
    start = max(first.start_ms, mine[block.at].end_ms if block.at >= 0 else 0)
    end = max(block.words[-1].end_ms, start + 1)
    if block.at + 1 < len(mine):
        end = max(min(end, mine[block.at + 1].start_ms), start + 1)
    return Pair(f"n-{sources[first.row].id}-{first.place}", None, block, sources, start, end)


def _differs(pair: Pair) -> bool:
    if pair.mine is None:
        return True
    return (pair.mine.text, pair.mine.language) != (pair.text, pair.language)
