"""The places in which two versions differ, and whose work stands there."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from stories.transcripts import queries, rules
from stories.transcripts.beside import NOTHING_SAID, Said, said_beside
from stories.transcripts.merging.rules import Block, aligned, homes_of
from stories.transcripts.models import Segment, TranscriptVersion


def is_human(row: Segment) -> bool:
    """Whether a person has had a hand in it: no press takes that away unasked."""
    by_hand = row.revision > row.machine_revision or not row.engine
    return by_hand or row.checked_at is not None or row.text != row.machine_text


@dataclass(frozen=True)
class Pair:
    """A place in which two versions differ; ``mine`` is None where only the other has words.

    ``rows`` are the other's segments these words come from, by their place there. ``told`` are
    those whose translation belongs here: a translation is never cut, so it stands where most of
    its segment's words do. ``mine_beside`` and ``beside`` are the two translations.
    """

    key: str
    mine: Segment | None
    block: Block
    rows: Mapping[int, Segment]
    start_ms: int
    end_ms: int
    told: Sequence[Segment] = ()
    mine_beside: Said = NOTHING_SAID
    beside: str = ""
    beside_sure: bool = False

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
    def differs(self) -> bool:
        """Whether what was said is written otherwise there."""
        mine = self.mine
        return mine is None or (mine.text, mine.language) != (self.text, self.language)

    @property
    def offered(self) -> bool:
        """Whether one would take the other's words: some, where no work of people stands."""
        return self.differs and not self.human and bool(self.text)

    @property
    def beside_differs(self) -> bool:
        """Whether the other has a translation one may choose here, of the same language."""
        mine = self.mine_beside
        if self.mine is None or not self.beside or self.mine.language != self.language:
            return False
        return mine.text != self.beside or (self.beside_sure and not mine.by_person)

    @property
    def beside_offered(self) -> bool:
        """Whether one would take it: where no person wrote one, and the words it fits stand."""
        fits = self.offered or not self.differs
        return self.beside_differs and not self.mine_beside.may_be_a_persons and fits

    @property
    def beside_comes(self) -> bool:
        """Whether it comes along with the other's words, with nothing to choose."""
        return not self.beside_differs and self.beside not in {"", self.mine_beside.text}


def compare(
    present: TranscriptVersion, other: TranscriptVersion, *, held: bool = False
) -> list[Pair]:
    """Every place in which the two differ, in the order of speech."""
    mine = queries.every_segment(present.id, held=held)
    theirs = queries.every_segment(other.id)
    blocks = aligned(mine, theirs)
    homes = homes_of(blocks)
    besides, others = said_beside(mine), said_beside(theirs)
    pairs = [
        _with_beside(
            _pair(block, mine, theirs), besides, others, [theirs[row] for row in homes[at]]
        )
        for at, block in enumerate(blocks)
    ]
    return [pair for pair in pairs if pair.differs or pair.beside_differs]


def _with_beside(
    pair: Pair,
    mine: Mapping[uuid.UUID, Said],
    others: Mapping[uuid.UUID, Said],
    home: Sequence[Segment],
) -> Pair:
    fits = [row for row in home if row.id in others and row.language == pair.language]
    return replace(
        pair,
        told=fits,
        mine_beside=mine.get(pair.mine.id, NOTHING_SAID) if pair.mine else NOTHING_SAID,
        beside=rules.tidy(" ".join(others[row.id].text for row in fits)),
        beside_sure=all(others[row.id].confirmed for row in fits),
    )


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
