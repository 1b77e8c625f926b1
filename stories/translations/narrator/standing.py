"""How far somebody has come with what they told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from stories.transcripts.approvals.queries import approved_by
from stories.translations.narrator import queries
from stories.translations.narrator.models import NarratorLink, NarratorWish
from stories.translations.narrator.rules import Passage


@dataclass(frozen=True)
class Review:
    """Passages in the order of speech; ``agreed`` and ``wished`` by the passage's mark."""

    passages: Sequence[Passage]
    agreed: frozenset[str] = frozenset()
    wished: dict[str, NarratorWish] = field(default_factory=dict)

    @property
    def rest(self) -> list[Passage]:
        """What is not answered yet."""
        return [item for item in self.passages if not self.answered(item)]

    @property
    def done(self) -> int:
        return len(self.passages) - len(self.rest)

    def answered(self, passage: Passage) -> bool:
        return passage.mark in self.agreed or passage.mark in self.wished

    def place(self, passage: Passage) -> int:
        """Counted from one."""
        return [item.mark for item in self.passages].index(passage.mark) + 1

    def around(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """The passages before and after."""
        at = self.place(passage) - 1
        before = self.passages[at - 1] if at else None
        return before, self.passages[at + 1] if at + 1 < len(self.passages) else None

    def next_open(self, passage: Passage) -> Passage | None:
        """The next one that waits for an answer, from the beginning again after the last."""
        later = [item for item in self.rest if item.start_ms > passage.start_ms]
        return next(iter([*later, *self.rest]), None)


def review_of(link: NarratorLink) -> Review:
    """Where the link's person stands; an agreement that was taken back asks again (M4)."""
    found = queries.passages_for(link)
    ids = [line.id for passage in found for line in passage.lines]
    yes = approved_by(link.person_id, ids)
    wishes = queries.open_wishes_of(link)
    wished = {
        passage.mark: row
        for passage in found
        for row in wishes
        if passage.touches(row.start_ms, row.end_ms)
    }
    agreed = {item.mark for item in found if all(line.id in yes for line in item.lines)}
    return Review(found, frozenset(agreed - wished.keys()), wished)
