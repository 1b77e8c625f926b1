"""What the page of suggestions shows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from stories.foundation import work
from stories.foundation.access import Actor
from stories.moderation.models import Story
from stories.moderation.redaction.matching import Part, locate
from stories.moderation.suggesting import queries
from stories.moderation.suggesting.finders import Kind, Theme
from stories.moderation.suggesting.models import Place, StorySuggestion, SuggestionState
from stories.moderation.suggesting.rules import (
    Sentence,
    Text,
    digest_of_all,
    is_told,
    note_about,
    sentence_around,
)
from stories.moderation.suggesting.services import LOOK
from stories.moderation.suggesting.words import THEMES, kind_told

SHOWN = 40


@dataclass(frozen=True)
class Shown:
    """A suggestion in its sentence; ``alike`` counts open ones about the same words."""

    row: StorySuggestion
    text: Text
    kind: str
    theme: str
    sentence: Sentence
    alike: int

    @property
    def hides(self) -> bool:
        """Whether saying yes hides words; a title or summary is changed in the story's form."""
        return self.row.kind is not Kind.HARD and self.row.place is Place.SEGMENT

    @property
    def warns(self) -> bool:
        """Whether saying yes proposes a content note."""
        return self.row.kind is Kind.HARD


@dataclass(frozen=True)
class Suggestions:
    """Everything the page shows; ``looked`` says that the texts as they stand were looked through.

    ``more`` counts open suggestions beyond those shown, ``note`` is the content note that accepted
    themes propose, in Kazakh and in Russian.
    """

    open: list[Shown]
    more: int
    refused: list[Shown]
    accepted: int
    looked: bool
    in_work: bool
    note: tuple[str, str]


def suggestions_page(actor: Actor, story: Story) -> Suggestions:
    """Gather the page, in the order in which the story is read."""
    texts, rows = queries.texts_of(story), queries.suggestions_of(story)
    shown = _shown(actor, story, texts, rows)
    by_state = {
        state: [one for one in shown if one.row.state is state] for state in SuggestionState
    }
    waiting = by_state[SuggestionState.OPEN]
    kept, job = queries.looking(story.id), work.find(LOOK, story.id)
    return Suggestions(
        open=waiting[:SHOWN],
        more=max(0, len(waiting) - SHOWN),
        refused=by_state[SuggestionState.REFUSED][:SHOWN],
        accepted=sum(row.state is SuggestionState.ACCEPTED for row in rows),
        looked=kept is not None and kept.digest == digest_of_all(texts, queries.known_to(story)),
        in_work=job is not None and not job.over,
        note=proposed_note(story, rows),
    )


def proposed_note(story: Story, rows: Iterable[StorySuggestion]) -> tuple[str, str]:
    """The content note that accepted themes propose, less what the story's own names already."""
    themes: list[Theme] = [
        row.theme
        for row in rows
        if row.theme is not None
        and row.state is SuggestionState.ACCEPTED
        and not is_told(row.theme, story.content_note_kk, story.content_note_ru)
    ]
    return note_about(themes)


def noted(story: Story) -> dict[str, str]:
    """The story's content note with what is proposed behind it, as its form names the fields."""
    kk, ru = proposed_note(story, queries.suggestions_of(story))
    if not kk:
        return {}
    return {
        "content_note_kk": f"{story.content_note_kk} {kk}".strip(),
        "content_note_ru": f"{story.content_note_ru} {ru}".strip(),
    }


def open_count(story: Story) -> int:
    """How many suggestions wait for an answer."""
    rows = [row for row in queries.suggestions_of(story) if _waits(row)]
    hidden = queries.hidden_of(story) if rows else []
    if not hidden:
        return len(rows)
    texts = {(one.segment_id, one.language): one for one in queries.texts_of(story)}
    told = ((row, texts.get((row.segment_id, row.language))) for row in rows)
    return sum(text is None or not _is_hidden(row, text, hidden) for row, text in told)


def _shown(
    actor: Actor, story: Story, texts: list[Text], rows: list[StorySuggestion]
) -> list[Shown]:
    at = {(one.place, one.segment_id, one.language): place for place, one in enumerate(texts)}
    placed = [(at.get((row.place, row.segment_id, row.language)), row) for row in rows]
    # Where a text was changed nobody can say where the words stand: it is looked through anew.
    stands = [
        (place, row)
        for place, row in placed
        if place is not None and texts[place].digest == row.text_digest
    ]
    hidden = queries.hidden_of(story)
    stands = [one for one in stands if not _is_hidden(one[1], texts[one[0]], hidden)]
    stands.sort(key=lambda one: (one[0], one[1].start_char))
    alike = Counter(row.words_digest for _place, row in stands if _waits(row))
    return [_one(actor, story, texts[place], row, alike) for place, row in stands]


def _is_hidden(row: StorySuggestion, text: Text, hidden: Iterable[Part]) -> bool:
    """Whether the words of an open suggestion are hidden already, as in the other language."""
    if not _waits(row) or row.kind is Kind.HARD or row.place is not Place.SEGMENT:
        return False
    here = (part for part in hidden if part.key == (row.segment_id, row.language))
    spans = (locate(text.text, part) for part in here)
    return any(span and span[0] <= row.start_char and row.end_char <= span[1] for span in spans)


def _waits(row: StorySuggestion) -> bool:
    return row.state is SuggestionState.OPEN


def _one(
    actor: Actor, story: Story, text: Text, row: StorySuggestion, alike: Counter[str]
) -> Shown:
    return Shown(
        row,
        text,
        kind_told(actor, story, row.kind),
        str(THEMES[row.theme]) if row.theme else "",
        sentence_around(text.text, row.start_char, row.end_char),
        alike[row.words_digest],
    )
