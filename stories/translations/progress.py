"""How far the other language of a text is: by state, by person, and what is left to do."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _

from stories.accounts.queries import names_by_id
from stories.foundation.access import current_actor
from stories.media.models import Recording
from stories.transcripts import queries as transcripts
from stories.transcripts.models import Segment, TranscriptVersion
from stories.translations import queries
from stories.translations.models import SegmentTranslation, TranslationState

OPEN, DRAFT, STALE, CONFIRMED = "open", "draft", "stale", "confirmed"
PAGE = 50


@dataclass(frozen=True)
class Person:
    """Who translated: how many of theirs stand, and how many the original has left behind."""

    name: str
    confirmed: int
    stale: int


@dataclass(frozen=True)
class Left:
    """A segment that waits, and for what."""

    segment: Segment
    state: str


@dataclass(frozen=True)
class Found:
    """Counts over the segments that have words; ``left`` is one page of those that wait."""

    segments: int
    counts: dict[str, int]
    people: Sequence[Person]
    drafts: int
    left: Sequence[Left]
    page: int
    pages: int

    @property
    def share(self) -> float:
        return self.counts[CONFIRMED] / self.segments if self.segments else 1.0


def state_of(row: SegmentTranslation | None) -> str:
    """Where one translation stands; what a machine wrote is a draft, whatever became of it."""
    if row is None or not row.text:
        return OPEN
    if row.drafted or row.state is TranslationState.DRAFT:
        return DRAFT
    return STALE if row.state is TranslationState.STALE else CONFIRMED


def progress_of(version: TranscriptVersion, page: int = 1) -> Found:
    """Everything the page of a text's translation tells."""
    rows = [row for row in transcripts.every_segment(version.id) if row.text]
    known = queries.translations_for(row.id for row in rows)
    states = {row.id: state_of(known.get(row.id)) for row in rows}
    left = [Left(row, states[row.id]) for row in rows if states[row.id] != CONFIRMED]
    pages = max(-(-len(left) // PAGE), 1)
    page = min(page, pages)
    counts = Counter(states.values())
    return Found(
        len(rows),
        {key: counts[key] for key in (CONFIRMED, DRAFT, STALE, OPEN)},
        _people(known, states),
        counts[DRAFT],
        left[(page - 1) * PAGE : page * PAGE],
        page,
        pages,
    )


def _people(
    known: dict[uuid.UUID, SegmentTranslation], states: dict[uuid.UUID, str]
) -> list[Person]:
    told: dict[uuid.UUID | None, Counter[str]] = {}
    for segment_id, row in known.items():
        if states.get(segment_id) in {CONFIRMED, STALE}:
            told.setdefault(row.author_id, Counter())[states[segment_id]] += 1
    names = names_by_id({key for key in told if key})
    people = [
        Person(
            names.get(key, "") if key else str(_("nobody known any more")),
            count[CONFIRMED],
            count[STALE],
        )
        for key, count in told.items()
    ]
    return sorted(people, key=lambda one: (-one.confirmed, one.name))


def on_editor(recording: Recording) -> str:
    """The way from the editor to the page of the translation, with how far it is."""
    version = transcripts.current_version(recording.id)
    if version is None or not current_actor().can("transcripts.view", recording):
        return ""
    found = queries.standing_counts(version.id)
    told = _("Translation: %(done)s of %(all)s", done=found[0], all=found[1])
    return render_template("translations/_way.html", recording=recording, told=told)
