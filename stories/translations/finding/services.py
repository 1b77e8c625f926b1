"""Replacing words in many segments at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from stories.foundation import audit
from stories.foundation.access import Actor, require
from stories.foundation.errors import StoriesError
from stories.transcripts.models import Segment, TranscriptVersion
from stories.transcripts.services import save_segment
from stories.translations.finding.rules import Piece, Wanted, pieces, replaced
from stories.translations.models import SegmentTranslation
from stories.translations.services import save_translation


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


def replace_words(
    actor: Actor,
    version: TranscriptVersion,
    found: Sequence[Found],
    chosen: Sequence[str],
    wanted: Wanted,
    instead: str,
) -> tuple[int, int]:
    """Replace in the chosen texts; returns (texts changed, chosen texts left as they are).

    ``chosen`` holds keys as the person saw them: a text changed meanwhile is left, and so is one
    that would become too long.
    """
    require(actor, "transcripts.edit", version)
    by_key = {one.key: one for one in found}
    done = 0
    for key in dict.fromkeys(chosen):
        one = by_key.get(key)
        if one is not None and _replace(actor, one, wanted, instead):
            done += 1
    audit.record(actor, "translations.replaced", version, detail={"texts": done})
    return done, len(set(chosen)) - done


def _replace(actor: Actor, one: Found, wanted: Wanted, instead: str) -> bool:
    text = replaced(one.row.text, wanted, instead)
    try:
        if one.translation is None:
            save_segment(actor, one.segment, text, one.segment.language, one.segment.revision)
        else:
            row = one.translation
            save_translation(actor, one.segment, row.language, text, row.revision)
    except StoriesError:
        return False
    return True
