"""Texts in which words are found, as a person is shown them."""

from collections.abc import Sequence
from dataclasses import dataclass

from stories.transcripts.models import Segment
from stories.translations.finding.rules import Piece, Wanted, pieces
from stories.translations.models import SegmentTranslation


@dataclass(frozen=True)
class Found:
    """A segment, or its translation where there is one given, and its text in parts."""

    segment: Segment
    translation: SegmentTranslation | None
    parts: Sequence[Piece]

    @property
    def row(self) -> Segment | SegmentTranslation:
        """The row whose text it is."""
        return self.translation or self.segment

    @property
    def key(self) -> str:
        """Names the text as it was seen: which one, and its revision."""
        return f"{'other' if self.translation else 'said'}.{self.row.id}.{self.row.revision}"

    @property
    def count(self) -> int:
        """How many places were found in it."""
        return sum(part.instead is not None for part in self.parts)


def look(
    rows: Sequence[tuple[Segment, SegmentTranslation | None]],
    wanted: Wanted,
    instead: str,
    where: Sequence[str] = ("said", "other"),
) -> list[Found]:
    """Every text in which something is found, in the order of speech."""
    found = []
    for segment, translation in rows:
        if "said" in where and (parts := pieces(segment.text, wanted, instead)):
            found.append(Found(segment, None, parts))
        if (
            translation
            and "other" in where
            and (parts := pieces(translation.text, wanted, instead))
        ):
            found.append(Found(segment, translation, parts))
    return found
